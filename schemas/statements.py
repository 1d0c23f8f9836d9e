"""Contract of the table `statements`."""

from schemas.contract import Contract, about
from schemas.fields import Day, Flag, Real, Text, Whole, column


class Statements(Contract):
    """One row per claim of every reading that was ever made: a value that a document states, with the verdict it got.
    Rows are only ever added; the view claims shows how they stand today.
    """

    claim_id: Text = column("claim_id", unique=True)
    fact_id: Text = column("fact_id")
    reading_id: Text = column("reading_id")
    document_id: Text = column("document_id")
    result_id: Text = column(
        "result_id", "The result it would belong to, if accepted; null where its key is incomplete.", nullable=True
    )
    verdict: Text = column("verdict")
    kind: Text = column("kind")
    index_code: Text = column("index_code", nullable=True)
    edition_year: Whole = column("edition_year", nullable=True)
    edition_variant: Text = column("edition_variant", nullable=True)
    jurisdiction_id: Text = column("jurisdiction_id", nullable=True)
    bloc: Text = column("bloc", nullable=True)
    bloc_part: Text = column("bloc_part", nullable=True)
    subset: Text = column("subset", nullable=True)
    component_id: Text = column("component_id", nullable=True)
    component_text: Text = column("component_text", nullable=True)
    unit_id: Text = column("unit_id", nullable=True)
    unit_text: Text = column("unit_text", nullable=True)
    aggregation: Text = column("aggregation")
    value: Real = column("value", nullable=True)
    value_max: Real = column("value_max", nullable=True)
    value_text: Text = column("value_text", nullable=True)
    value_date: Day = column("value_date", nullable=True)
    decimals: Whole = column("decimals", nullable=True)
    scale_max: Real = column("scale_max", nullable=True)
    unit_measure: Text = column("unit_measure", nullable=True)
    out_of: Whole = column("out_of", nullable=True)
    baseline_year: Whole = column("baseline_year", nullable=True)
    comparator: Text = column("comparator")
    tied: Flag = column("tied")
    subject: Text = column("subject", nullable=True)
    inferred: Text = column("inferred", nullable=True)
    quote: Text = column("quote")
    char_start: Whole = column("char_start", nullable=True)
    char_end: Whole = column("char_end", nullable=True)
    locator: Text = column("locator", nullable=True)
    rule_id: Text = column("rule_id")

    class Config(Contract.Config):
        """Name, kind and key in the warehouse."""

        name = "statements"
        metadata = about("table", "claim_id")
