"""Contract of the table `body_successions`."""

from schemas.contract import Contract, about
from schemas.fields import Day, Text, column


class BodySuccessions(Contract):
    """One row per predecessor and successor among the kinds of departments and agencies."""

    predecessor_kind: Text = column("predecessor_kind")
    successor_kind: Text = column("successor_kind", nullable=True)
    date: Day = column("date", nullable=True)
    kind: Text = column(
        "kind",
        "merged, absorbed, split, renamed, retyped, abolished, or functions_moved.",
        values=("merged", "absorbed", "split", "renamed", "retyped", "abolished", "functions_moved"),
    )
    legal_basis: Text = column("legal_basis", nullable=True)
    status: Text = column(
        "status", "sourced, unsure, or derived.", values=("sourced", "unsure", "derived"), nullable=True
    )
    source: Text = column("source")

    class Config(Contract.Config):
        """Name, kind and key in the warehouse."""

        name = "body_successions"
        metadata = about("table", "predecessor_kind", "successor_kind", "date")
