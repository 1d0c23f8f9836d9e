"""Contract of the table `doubts`."""

from schemas.contract import Contract, about
from schemas.fields import Text, Texts, Whole, column


class Doubts(Contract):
    """One row per doubt of every reading: what a person should look at. Rows are only ever added; the view
    review_items shows what is open.
    """

    doubt_id: Text = column("doubt_id", unique=True)
    item_id: Text = column("item_id")
    reading_id: Text = column("reading_id")
    document_id: Text = column("document_id")
    claim_id: Text = column("claim_id", nullable=True)
    subject_type: Text = column("subject_type")
    reason_code: Text = column("reason_code")
    message: Text = column("message")
    quote: Text = column("quote")
    char_start: Whole = column("char_start", ge=0, nullable=True)
    char_end: Whole = column("char_end", ge=0, nullable=True)
    locator: Text = column("locator", nullable=True)
    proposals: Texts = column("proposals")
    severity: Text = column("severity")

    class Config(Contract.Config):
        """Name, kind and key in the warehouse."""

        name = "doubts"
        metadata = about("table", "doubt_id")
