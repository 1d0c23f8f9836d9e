"""One rank for two units in one list, where nothing says that they share it."""

import pandas as pd

from schemas.registry_tables import RegistryTables
from schemas.rules.findings import make_findings, write_messages

_SHORTEST_LIST = 5  # in a shorter list a missing next rank proves nothing


def find_duplicate_ranks(claims: pd.DataFrame, _: RegistryTables) -> pd.DataFrame:
    """Hold all claims of a rank that two units of one list have (`prepare_claims`).

    It is no doubt when one of them is said to be tied, when their scores are equal, or when the list leaves out the
    next ranks as lists with ties do: 20, 20, 22.
    """
    ranks = claims[claims["kind"].eq("rank")]
    bodies = ranks.groupby(["list_id", "value"], as_index=False).agg(
        n=("body", "nunique"), tied=("tied", "any"), names=("unit", lambda names: " and ".join(dict.fromkeys(names)))
    )
    shared = bodies[bodies["n"].gt(1) & ~bodies["tied"].astype(bool)]
    if shared.empty:
        return make_findings([], [], "duplicate_rank")
    shared = shared[~_skips_next(shared, bodies) & ~_has_equal_scores(shared, ranks, claims)]
    held = ranks.merge(shared[["list_id", "value", "names"]], on=["list_id", "value"])
    template = "rank {value} is given to {names} in one list; say which is right, or that they are tied"
    return make_findings(held["claim_id"], write_messages(held, template), "duplicate_rank")


def _skips_next(shared: pd.DataFrame, bodies: pd.DataFrame) -> pd.Series:
    """Whether n units at rank r are followed by rank r + n, with none between, in a list long enough."""
    lists = {list_id: set(values) for list_id, values in bodies.groupby("list_id")["value"]}
    works = [
        len(ranks := lists[list_id]) >= _SHORTEST_LIST
        and rank + n in ranks
        and not any(rank + step in ranks for step in range(1, n))
        for list_id, rank, n in zip(shared["list_id"], shared["value"], shared["n"], strict=True)
    ]
    return pd.Series(works, index=shared.index, dtype=bool)


def _has_equal_scores(shared: pd.DataFrame, ranks: pd.DataFrame, claims: pd.DataFrame) -> pd.Series:
    """Whether all units that share the rank have a score in the list, and the same one."""
    scores = claims.loc[claims["kind"].eq("score"), ["list_id", "body", "value"]].rename(columns={"value": "score"})
    stated = (
        shared[["list_id", "value"]].merge(ranks, on=["list_id", "value"]).merge(scores, "left", ["list_id", "body"])
    )
    stated["missing"] = stated["score"].isna()
    per_rank = stated.groupby(["list_id", "value"], as_index=False).agg(
        different=("score", "nunique"), missing=("missing", "any")
    )
    found = shared[["list_id", "value"]].merge(per_rank, "left", ["list_id", "value"])
    return pd.Series((found["different"].eq(1) & ~found["missing"]).to_numpy(dtype=bool), index=shared.index)
