"""Contract of the view `computed_totals`."""

from schemas.contract import Contract, about
from schemas.fields import Real, Text, Whole, column


class ComputedTotals(Contract):
    """One row per unit and edition of an index that is the sum of its components (PAPI), where all components are
    there: the total that we compute. Never a publisher's total.
    """

    index_code: Text = column("index_code")
    edition_year: Whole = column("edition_year")
    edition_variant: Text = column("edition_variant", nullable=True)
    jurisdiction: Text = column("jurisdiction")
    jurisdiction_id: Text = column("jurisdiction_id")
    bloc: Text = column("bloc", nullable=True)
    bloc_part: Text = column("bloc_part", nullable=True)
    unit_id: Text = column("unit_id")
    unit_name: Text = column("unit_name")
    computed_total: Real = column("computed_total")
    n_components: Whole = column("n_components")
    computed_rank: Whole = column("computed_rank", nullable=True)
    computed_out_of: Whole = column("computed_out_of")
    score: Real = column("score", "The publisher's total, where results has one.", nullable=True)

    class Config(Contract.Config):
        """Name, kind and key in the warehouse."""

        name = "computed_totals"
        metadata = about(
            "view", "index_code", "edition_year", "edition_variant", "jurisdiction_id", "bloc", "bloc_part", "unit_id"
        )
