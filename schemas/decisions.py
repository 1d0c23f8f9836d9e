"""Contract of the table `decisions`."""

from schemas.contract import Contract, about
from schemas.fields import Moment, Text, column


class Decisions(Contract):
    """One row per decision of a reviewer about a review item."""

    decision_id: Text = column("decision_id", unique=True)
    item_id: Text = column("item_id")
    verdict: Text = column("verdict", "The reviewer's verdict.", values=None)
    field: Text = column("field", nullable=True)
    from_value: Text = column("from_value", nullable=True)
    to_value: Text = column("to_value", nullable=True)
    decided_by: Text = column("decided_by")
    decided_at: Moment = column("decided_at")
    reason: Text = column("reason", nullable=True)

    class Config(Contract.Config):
        """Name, kind and key in the warehouse."""

        name = "decisions"
        metadata = about("table", "decision_id")
