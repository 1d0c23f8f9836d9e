"""Contract of the table `region_members`."""

from schemas.contract import Contract, about
from schemas.fields import Day, Text, column


class RegionMembers(Contract):
    """One row per member of a region or organisation, dated."""

    region_id: Text = column("region_id", "The region or organisation; joins units.unit_id.")
    unit_id: Text = column("unit_id")
    valid_from: Day = column("valid_from", nullable=True)
    valid_to: Day = column("valid_to", nullable=True)
    source: Text = column("source")

    class Config(Contract.Config):
        """Name, kind and key in the warehouse."""

        name = "region_members"
        metadata = about("table", "region_id", "unit_id", "valid_from")
