"""Ranks that contradict the scores beside them: a better rank with a lower score, in one list."""

from bisect import bisect_right
from itertools import pairwise

import pandas as pd

from schemas.registry_tables import RegistryTables
from schemas.rules.findings import make_findings


def find_rank_disorder(claims: pd.DataFrame, _: RegistryTables) -> pd.DataFrame:
    """Doubt ranks and scores that stand in the wrong order within one list (`prepare_claims`).

    Of a list, as few units as possible are held so that the others are in order. Where a unit contradicts only one
    other, nothing says which of the two is wrong: both are held. Equal scores contradict no order.
    """
    keys = ["list_id", "body"]
    ranks = claims.loc[claims["kind"].eq("rank"), [*keys, "claim_id", "value", "unit"]]
    scores = claims.loc[claims["kind"].eq("score"), [*keys, "claim_id", "value", "unit_measure"]]
    rows = ranks.merge(scores, on=keys, suffixes=("", "_score"))
    held = [
        group.iloc[at]
        for _, group in rows.groupby(["list_id", "unit_measure"], dropna=False, sort=False)
        if len(group) > 1
        for at in find_disordered(group["value"].tolist(), group["value_score"].tolist())
    ]
    claim_ids = [row[column] for row in held for column in ("claim_id", "claim_id_score")]
    template = "rank {0:g} and score {1:g} of {2} contradict the order of the list; correct the one that is wrong"
    messages = [template.format(row["value"], row["value_score"], row["unit"]) for row in held for _ in range(2)]
    return make_findings(claim_ids, messages, "rank_order")


def find_disordered(ranks: list[float], scores: list[float]) -> list[int]:
    """The positions that break 'better rank, no lower score', as few as possible, and their only opponents."""
    order = sorted(range(len(ranks)), key=lambda i: (ranks[i], -scores[i]))
    falling = [-scores[i] for i in order]
    if all(a <= b for a, b in pairwise(falling)):
        return []
    kept = _find_longest_rising(falling)
    broken = set()
    for position in set(range(len(order))) - kept:
        opponents = [
            other
            for other in range(len(order))
            if ranks[order[other]] != ranks[order[position]]
            and (ranks[order[other]] < ranks[order[position]]) != (falling[other] <= falling[position])
            and falling[other] != falling[position]
        ]
        broken.add(position)
        if len(opponents) == 1:
            broken.add(opponents[0])
    return sorted(order[position] for position in broken)


def _find_longest_rising(values: list[float]) -> set[int]:
    """Positions of a longest subsequence that never falls (patience sorting)."""
    tails: list[float] = []
    tail_at: list[int] = []
    before: list[int] = []
    for position, value in enumerate(values):
        pile = bisect_right(tails, value)
        before.append(tail_at[pile - 1] if pile else -1)
        tails[pile : pile + 1] = [value]
        tail_at[pile : pile + 1] = [position]
    kept, at = set(), tail_at[-1]
    while at >= 0:
        kept.add(at)
        at = before[at]
    return kept
