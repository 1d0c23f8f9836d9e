"""Contract of the view `results`."""

from schemas.contract import Contract, about
from schemas.fields import Flag, Real, Text, Whole, column


class Results(Contract):
    """One row per index, edition, bloc, bloc part, component and unit: what all accepted claims of form published,
    retyped or retold together say of it. Nothing that we computed.
    """

    result_id: Text = column("result_id", unique=True)
    index_code: Text = column("index_code")
    index_name: Text = column("index_name")
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
    rank: Whole = column("rank", ge=1, nullable=True)
    tied: Flag = column("tied", nullable=True)
    out_of: Whole = column("out_of", nullable=True)
    top_group: Whole = column("top_group", nullable=True)
    score: Real = column("score", nullable=True)
    unit_measure: Text = column("unit_measure", nullable=True)
    scale_max: Real = column("scale_max", nullable=True)
    score_change: Real = column("score_change", nullable=True)
    change_measure: Text = column("change_measure", nullable=True)
    rank_change: Whole = column("rank_change", nullable=True)
    baseline_year: Whole = column(
        "baseline_year",
        "The year that score_change is compared with; where there is none, the year of rank_change.",
        nullable=True,
    )
    rank_baseline_year: Whole = column("rank_baseline_year", nullable=True)
    grade: Text = column("grade", nullable=True)
    not_rated: Flag = column("not_rated")
    n_claims: Whole = column("n_claims", ge=1)
    n_documents: Whole = column("n_documents", ge=1)
    n_publishers: Whole = column("n_publishers", ge=1)
    agreement: Text = column("agreement")
    rank_agreement: Text = column("rank_agreement", nullable=True)
    score_agreement: Text = column("score_agreement", nullable=True)

    class Config(Contract.Config):
        """Name, kind and key in the warehouse."""

        name = "results"
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
