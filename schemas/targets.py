"""Contract of the view `targets`."""

from schemas.contract import Contract, about
from schemas.fields import Day, Real, Text, Whole, column


class Targets(Contract):
    """One row per accepted quantified commitment."""

    subject: Text = column("subject", nullable=True)
    value: Real = column("value")
    value_max: Real = column("value_max", nullable=True)
    unit_measure: Text = column("unit_measure", nullable=True)
    comparator: Text = column("comparator")
    edition_year: Whole = column("edition_year", nullable=True)
    index_code: Text = column("index_code", nullable=True)
    jurisdiction: Text = column("jurisdiction", nullable=True)
    jurisdiction_id: Text = column("jurisdiction_id", nullable=True)
    unit_id: Text = column("unit_id", nullable=True)
    unit_name: Text = column("unit_name", nullable=True)
    unit_text: Text = column("unit_text", nullable=True)
    quote: Text = column("quote")
    claim_id: Text = column("claim_id", unique=True)
    document_id: Text = column("document_id")
    source_path: Text = column("source_path")
    publisher: Text = column("publisher", nullable=True)
    form: Text = column("form")
    published_date: Day = column("published_date", nullable=True)

    class Config(Contract.Config):
        """Name, kind and key in the warehouse."""

        name = "targets"
        metadata = about("view", "claim_id")
