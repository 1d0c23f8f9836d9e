"""Contract of the view `stated_values`."""

from schemas.contract import Contract, about
from schemas.fields import Flag, Real, Text, Whole, column


class StatedValues(Contract):
    """One row per result, kind of figure and distinct value that accepted claims state: who says so, and which value
    is shown in results.
    """

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
    n_claims: Whole = column("n_claims")
    n_documents: Whole = column("n_documents")
    n_publishers: Whole = column("n_publishers", "How many publishers state this value or one that agrees with it.")
    disputed: Flag = column("disputed")
    place: Whole = column("place", "Order of the values of one kind within a result: 1 is shown in results.")

    class Config(Contract.Config):
        """Name, kind and key in the warehouse."""

        name = "stated_values"
        metadata = about(
            "view", "result_id", "kind", "unit_measure", "baseline_year", "value", "folded_text", "decimals"
        )
