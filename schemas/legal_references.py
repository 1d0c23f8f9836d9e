"""Contract of the view `legal_references`."""

from schemas.contract import Contract, about
from schemas.fields import Day, Text, column


class LegalReferences(Contract):
    """One row per legal document that an announcement names."""

    value_text: Text = column("value_text", "The number of the legal document as written.")
    value_date: Day = column("value_date", nullable=True)
    subject: Text = column("subject", nullable=True)
    quote: Text = column("quote")
    claim_id: Text = column("claim_id", unique=True)
    document_id: Text = column("document_id")
    source_path: Text = column("source_path")
    publisher: Text = column("publisher", nullable=True)
    form: Text = column("form")
    published_date: Day = column("published_date", nullable=True)

    class Config(Contract.Config):
        """Name, kind and key in the warehouse."""

        name = "legal_references"
        metadata = about("view", "claim_id")
