"""Contract of the view `aggregates`."""

from schemas.contract import Contract, about
from schemas.fields import Day, Real, Text, Whole, column


class Aggregates(Contract):
    """One row per accepted claim about all units of a list together: means, medians, ranges, extremes, overall
    figures.
    """

    kind: Text = column("kind")
    index_code: Text = column("index_code", nullable=True)
    index_name: Text = column("index_name", nullable=True)
    edition_year: Whole = column("edition_year", nullable=True)
    edition_variant: Text = column("edition_variant", nullable=True)
    jurisdiction: Text = column("jurisdiction", nullable=True)
    jurisdiction_id: Text = column("jurisdiction_id", nullable=True)
    bloc: Text = column("bloc", nullable=True)
    bloc_part: Text = column("bloc_part", nullable=True)
    subset: Text = column("subset", nullable=True)
    component: Text = column("component", nullable=True)
    component_id: Text = column("component_id", nullable=True)
    aggregation: Text = column("aggregation")
    unit_id: Text = column("unit_id", nullable=True)
    unit_name: Text = column("unit_name", nullable=True)
    value: Real = column("value", nullable=True)
    value_max: Real = column("value_max", nullable=True)
    value_text: Text = column("value_text", nullable=True)
    unit_measure: Text = column("unit_measure", nullable=True)
    scale_max: Real = column("scale_max", nullable=True)
    out_of: Whole = column("out_of", nullable=True)
    baseline_year: Whole = column("baseline_year", nullable=True)
    comparator: Text = column("comparator")
    quote: Text = column("quote")
    claim_id: Text = column("claim_id", unique=True)
    document_id: Text = column("document_id")
    source_path: Text = column("source_path")
    publisher: Text = column("publisher", nullable=True)
    form: Text = column("form")
    published_date: Day = column("published_date", nullable=True)

    class Config(Contract.Config):
        """Name, kind and key in the warehouse."""

        name = "aggregates"
        metadata = about("view", "claim_id")
