"""Contract of the view `result_claims`."""

from schemas.contract import Contract, about
from schemas.fields import Day, Flag, Real, Text, Whole, column


class ResultClaims(Contract):
    """One row per accepted claim that counts for a result, in the form in which claims are compared."""

    claim_id: Text = column("claim_id", unique=True)
    result_id: Text = column("result_id")
    kind: Text = column("kind")
    unit_measure: Text = column("unit_measure", nullable=True)
    baseline_year: Whole = column("baseline_year", nullable=True)
    value: Real = column("value", nullable=True)
    value_text: Text = column("value_text", nullable=True)
    folded_text: Text = column("folded_text", nullable=True)
    decimals: Whole = column("decimals", nullable=True)
    tied: Flag = column("tied")
    out_of: Whole = column("out_of", nullable=True)
    scale_max: Real = column("scale_max", nullable=True)
    index_code: Text = column("index_code")
    edition_year: Whole = column("edition_year")
    edition_variant: Text = column("edition_variant", nullable=True)
    jurisdiction_id: Text = column("jurisdiction_id")
    bloc: Text = column("bloc", nullable=True)
    bloc_part: Text = column("bloc_part", nullable=True)
    subset: Text = column("subset", nullable=True)
    component_id: Text = column("component_id", nullable=True)
    component_text: Text = column("component_text", nullable=True)
    unit_id: Text = column("unit_id")
    document_id: Text = column("document_id")
    publisher: Text = column("publisher", "Who says so; empty where nobody knows.")
    form: Text = column("form")
    published_date: Day = column("published_date", nullable=True)

    class Config(Contract.Config):
        """Name, kind and key in the warehouse."""

        name = "result_claims"
        metadata = about("view", "claim_id")
