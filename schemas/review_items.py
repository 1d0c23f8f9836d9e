"""Contract of the view `review_items`."""

from schemas.contract import Contract, about
from schemas.fields import Text, Texts, Whole, column


class ReviewItems(Contract):
    """One row per thing a person should look at: a source passage and a kind of doubt."""

    item_id: Text = column("item_id", unique=True)
    subject_type: Text = column("subject_type")
    claim_id: Text = column("claim_id", nullable=True)
    document_id: Text = column("document_id")
    source_path: Text = column("source_path")
    reason_code: Text = column("reason_code")
    message: Text = column("message")
    quote: Text = column("quote")
    char_start: Whole = column("char_start", nullable=True)
    char_end: Whole = column("char_end", nullable=True)
    locator: Text = column("locator", nullable=True)
    proposals: Texts = column("proposals")
    severity: Text = column("severity")
    n_claims: Whole = column("n_claims", "How many claims the passage holds back or warns of.")
    state: Text = column(
        "state",
        "open, decided (a decision exists), or obsolete (no current reading raises it).",
        values=("open", "decided", "obsolete"),
    )
    first_run_id: Text = column("first_run_id")
    last_run_id: Text = column("last_run_id")

    class Config(Contract.Config):
        """Name, kind and key in the warehouse."""

        name = "review_items"
        metadata = about("view", "item_id")
