"""Contract of the table `units`."""

from schemas.contract import Contract, about
from schemas.fields import Day, Text, column


class Units(Contract):
    """One row per body with its territory in a period. Merging or splitting makes a new unit, also under an old name;
    renaming keeps the unit.
    """

    unit_id: Text = column("unit_id", unique=True)
    line_id: Text = column("line_id")
    name: Text = column("name")
    name_en: Text = column("name_en", nullable=True)
    type: Text = column("type")
    type_word: Text = column("type_word", nullable=True)
    parent_id: Text = column("parent_id", nullable=True)
    region_id: Text = column("region_id", nullable=True)
    code: Text = column("code", nullable=True)
    iso_code: Text = column("iso_code", nullable=True)
    kind: Text = column(
        "kind",
        "The kind of department or agency (body_kinds.kind_id), region, or organisation.",
        values=None,
        nullable=True,
    )
    valid_from: Day = column("valid_from", nullable=True)
    valid_to: Day = column("valid_to", nullable=True)
    status: Text = column(
        "status", "sourced, unsure, or derived.", values=("sourced", "unsure", "derived"), nullable=True
    )
    source: Text = column("source")

    class Config(Contract.Config):
        """Name, kind and key in the warehouse."""

        name = "units"
        metadata = about("table", "unit_id")
