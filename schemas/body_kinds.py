"""Contract of the table `body_kinds`."""

from schemas.contract import Contract, about
from schemas.fields import Day, Flag, Text, column


class BodyKinds(Contract):
    """One row per kind of department or agency that provinces have."""

    kind_id: Text = column("kind_id", unique=True)
    type: Text = column("type")
    name: Text = column("name")
    name_city: Text = column("name_city", nullable=True)
    name_en: Text = column("name_en", nullable=True)
    family: Text = column("family", nullable=True)
    valid_from: Day = column("valid_from", nullable=True)
    valid_to: Day = column("valid_to", nullable=True)
    every_province: Flag = column("every_province", nullable=True)
    status: Text = column(
        "status", "sourced, unsure, or derived.", values=("sourced", "unsure", "derived"), nullable=True
    )
    source: Text = column("source")

    class Config(Contract.Config):
        """Name, kind and key in the warehouse."""

        name = "body_kinds"
        metadata = about("table", "kind_id")
