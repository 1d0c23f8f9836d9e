"""Contract of the view `province_panel`."""

from schemas.contract import Contract, about
from schemas.fields import Real, Text, Whole, column


class ProvincePanel(Contract):
    """One row per basis (the 63 provinces of 2024-06-30 or the 34 of 2025-07-02), index, edition, component and
    province of that basis: what was published of it, or what we derive from the provinces that it was made of.
    """

    basis: Whole = column("basis")
    index_code: Text = column("index_code")
    edition_year: Whole = column("edition_year")
    edition_variant: Text = column("edition_variant", nullable=True)
    component: Text = column("component", nullable=True)
    component_id: Text = column("component_id", nullable=True)
    unit_id: Text = column("unit_id")
    unit_name: Text = column("unit_name")
    origin: Text = column("origin", values=("published", "derived"))
    score: Real = column("score", "The published score; null where the row is derived.", nullable=True)
    derived_score: Real = column("derived_score", nullable=True)
    unit_measure: Text = column("unit_measure", nullable=True)
    rank: Whole = column(
        "rank", "The published place; null where the row is derived: places are never derived.", nullable=True
    )
    rank_out_of: Whole = column("rank_out_of", nullable=True)
    method: Text = column("method", nullable=True)
    result_id: Text = column("result_id", nullable=True)

    class Config(Contract.Config):
        """Name, kind and key in the warehouse."""

        name = "province_panel"
        metadata = about(
            "view", "basis", "index_code", "edition_year", "edition_variant", "component", "component_id", "unit_id"
        )
