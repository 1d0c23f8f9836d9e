"""Contract of the table `successions`."""

from schemas.contract import Contract, about
from schemas.fields import Day, Text, column


class Successions(Contract):
    """One row per predecessor and successor: what became of a unit."""

    predecessor_id: Text = column("predecessor_id")
    successor_id: Text = column("successor_id", nullable=True)
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

        name = "successions"
        metadata = about("table", "predecessor_id", "successor_id", "date")
