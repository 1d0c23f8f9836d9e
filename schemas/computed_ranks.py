"""Contract of the view `computed_ranks`."""

from schemas.contract import Contract, about
from schemas.fields import Flag, Real, Text, Whole, column


class ComputedRanks(Contract):
    """One row per result whose edition has a score for every unit it ranks: the rank that we compute from the scores.
    Never a publisher's rank.
    """

    index_code: Text = column("index_code")
    edition_year: Whole = column("edition_year")
    edition_variant: Text = column("edition_variant", nullable=True)
    jurisdiction: Text = column("jurisdiction")
    jurisdiction_id: Text = column("jurisdiction_id")
    bloc: Text = column("bloc", nullable=True)
    bloc_part: Text = column("bloc_part", nullable=True)
    component: Text = column("component", nullable=True)
    component_id: Text = column("component_id", nullable=True)
    unit_id: Text = column("unit_id")
    unit_name: Text = column("unit_name")
    score: Real = column("score")
    unit_measure: Text = column("unit_measure", nullable=True)
    computed_rank: Whole = column("computed_rank")
    computed_out_of: Whole = column("computed_out_of")
    tied: Flag = column("tied")
    rank: Whole = column("rank", "The publisher's rank, where results has one.", nullable=True)
    result_id: Text = column("result_id", unique=True)

    class Config(Contract.Config):
        """Name, kind and key in the warehouse."""

        name = "computed_ranks"
        metadata = about(
            "view",
            "index_code",
            "edition_year",
            "edition_variant",
            "jurisdiction_id",
            "bloc",
            "bloc_part",
            "component",
            "unit_id",
        )
