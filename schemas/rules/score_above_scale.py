"""A score above the scale that it is measured on."""

import pandas as pd

from schemas.registry_tables import RegistryTables
from schemas.rules.findings import make_findings, write_messages

_MEASURE_SCALES = {"percent": 100.0, "ratio": 1.0}


def find_scores_above_scale(claims: pd.DataFrame, registry: RegistryTables) -> pd.DataFrame:
    """Hold scores above the scale stated, else that of their measure, component, edition or index.

    The scale of component, edition and index counts only for scores in the index's own measure: 45.2 points of an index
    measured as a ratio are another scale. A component without a scale of its own cannot exceed its index.
    """
    scores = claims[claims["kind"].eq("score") & claims["value"].notna()]
    indices = registry["indices"].set_index("index_code")
    own = scores["unit_measure"].isna() | scores["unit_measure"].eq(scores["index_code"].map(indices["unit_measure"]))
    known = scores["component_id"].map(registry["components"].set_index("component_id")["scale_max"])
    known = known.fillna(_find_edition_scales(scores, registry["editions"])).fillna(
        scores["index_code"].map(indices["scale_max"])
    )
    scale = scores["scale_max"].fillna(known.where(own)).fillna(scores["unit_measure"].map(_MEASURE_SCALES))
    beyond = scores[["value", "value_max"]].max(axis="columns").gt(scale + 1e-9).fillna(value=False)
    above = scores.assign(scale=scale)[beyond]
    template = "a score of {value} is above the scale of {scale}; correct the number, its measure or the scale"
    return make_findings(above["claim_id"], write_messages(above, template), "score_above_scale")


def _find_edition_scales(scores: pd.DataFrame, editions: pd.DataFrame) -> pd.Series:
    """The scale of the edition; of a component none, for an edition's scale is that of the whole index."""
    key = ["index_code", "edition_year", "edition_variant", "jurisdiction_id"]
    scaled = editions.loc[editions["scale_max"].notna(), [*key, "scale_max"]].drop_duplicates(key)
    found = scores[key].merge(scaled, "left", key)["scale_max"]
    return pd.Series(found.to_numpy(), index=scores.index).where(scores["component_id"].isna())
