"""Contract of the view `disputes`."""

from schemas.contract import Contract, about
from schemas.fields import Day, Flag, Real, Text, Whole, column


class Disputes(Contract):
    """One row per accepted claim whose figure another accepted claim contradicts, with its source and whether results
    shows it.
    """

    result_id: Text = column("result_id")
    kind: Text = column("kind")
    index_code: Text = column("index_code")
    index_name: Text = column("index_name")
    edition_year: Whole = column("edition_year")
    edition_variant: Text = column("edition_variant", nullable=True)
    jurisdiction: Text = column("jurisdiction")
    jurisdiction_id: Text = column("jurisdiction_id")
    bloc: Text = column("bloc", nullable=True)
    bloc_part: Text = column("bloc_part", nullable=True)
    subset: Text = column("subset", nullable=True)
    component: Text = column("component", nullable=True)
    unit_id: Text = column("unit_id")
    unit_name: Text = column("unit_name")
    unit_measure: Text = column("unit_measure", nullable=True)
    baseline_year: Whole = column("baseline_year", nullable=True)
    value: Real = column("value", nullable=True)
    value_text: Text = column("value_text", nullable=True)
    shown: Flag = column("shown")
    quote: Text = column("quote")
    claim_id: Text = column("claim_id", unique=True)
    document_id: Text = column("document_id")
    source_path: Text = column("source_path")
    publisher: Text = column("publisher", nullable=True)
    form: Text = column("form")
    published_date: Day = column("published_date", nullable=True)

    class Config(Contract.Config):
        """Name, kind and key in the warehouse."""

        name = "disputes"
        metadata = about("view", "claim_id")
