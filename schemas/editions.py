"""Contract of the table `editions`."""

from schemas.contract import Contract, about
from schemas.fields import Day, Real, Text, Whole, column


class Editions(Contract):
    """One row per edition: an index in the period it measures, in one jurisdiction and variant."""

    index_code: Text = column("index_code")
    edition_year: Whole = column("edition_year", ge=1990, le=2100)
    edition_variant: Text = column("edition_variant", nullable=True)
    jurisdiction_id: Text = column("jurisdiction_id")
    bloc: Text = column("bloc", nullable=True)
    period_start: Day = column("period_start", nullable=True)
    period_end: Day = column("period_end", nullable=True)
    announced_on: Day = column("announced_on", nullable=True)
    unit_basis_date: Day = column("unit_basis_date", nullable=True)
    unit_count: Whole = column("unit_count", ge=1, nullable=True)
    unit_measure: Text = column("unit_measure", nullable=True)
    scale_max: Real = column("scale_max", gt=0, nullable=True)
    series_break: Text = column("series_break", nullable=True)
    status: Text = column("status", "sourced or unsure.", values=("sourced", "unsure"), nullable=True)
    source: Text = column("source")

    class Config(Contract.Config):
        """Name, kind and key in the warehouse."""

        name = "editions"
        metadata = about("table", "index_code", "edition_year", "edition_variant", "jurisdiction_id", "bloc")
