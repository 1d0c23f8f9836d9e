"""Contract of the table `unit_names`."""

from schemas.contract import Contract, about
from schemas.fields import Day, Text, column


class UnitNames(Contract):
    """One row per name of a unit, dated. Departments and agencies have theirs in body_names."""

    unit_id: Text = column("unit_id")
    name: Text = column("name")
    lang: Text = column("lang")
    kind: Text = column(
        "kind",
        "official, short, abbreviation, english, former, or spelling.",
        values=("official", "short", "abbreviation", "english", "former", "spelling"),
    )
    valid_from: Day = column("valid_from", nullable=True)
    valid_to: Day = column("valid_to", nullable=True)
    context: Text = column("context", nullable=True)
    status: Text = column(
        "status", "sourced, unsure, or derived.", values=("sourced", "unsure", "derived"), nullable=True
    )
    source: Text = column("source")

    class Config(Contract.Config):
        """Name, kind and key in the warehouse."""

        name = "unit_names"
        metadata = about("table", "unit_id", "name", "kind", "valid_from")
