"""The year that a change is measured from, where its own sentence does not say it.

'So với 2014, ...' at the beginning of a passage, 'gains over 2018 were seen in:' above a list. A change that says no year is one
from the edition before, where the text compares with that edition and its changes name no other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from chiso.extraction.discourse import Setting
from chiso.model import Claim

_CHANGES = frozenset({"score_change", "rank_change"})
_COUNT_OF_CHANGES = "prose:count_change"
_YEARS_BETWEEN = {"international": 2}  # editions; else 1
_ROUNDING = 0.005


def complete_baselines(claims: Iterable[Claim], setting: Setting, levels: Mapping[str, str]) -> Iterator[Claim]:
    """The claims, with the edition before as baseline where the text implies it. `levels`: index code -> level."""
    claims = list(claims)
    said: dict[tuple[str | None, int | None], set[int]] = defaultdict(set)
    stated: dict[tuple[object, ...], set[float]] = defaultdict(set)
    for c in claims:
        if _is_change(c) and c.baseline_year is not None:
            said[c.index_code, c.edition_year].add(c.baseline_year)
        elif c.kind in ("rank", "score") and c.value is not None:
            stated[c.kind, c.edition_year, *_name_subject(c)].add(c.value)
    for c in claims:
        if not _is_change(c) or c.baseline_year is not None or c.edition_year is None or c.index_code is None:
            yield c
            continue
        before = c.edition_year - _YEARS_BETWEEN.get(levels[c.index_code], 1)
        named = said[c.index_code, c.edition_year]
        implied = named or before in setting.compared or setting.looks_back or _adds_up(c, before, stated)
        if named <= {before} and implied:
            inferred = f"{c.inferred}; baseline_year: text" if c.inferred else "baseline_year: text"
            yield replace(c, baseline_year=before, inferred=inferred)
        else:
            yield c


def _is_change(c: Claim) -> bool:
    return c.kind in _CHANGES or c.rule_id == _COUNT_OF_CHANGES


def _name_subject(c: Claim) -> tuple[object, ...]:
    return c.index_code, c.edition_variant, c.bloc, c.subset, c.component_id, c.unit_id, c.aggregation


def _adds_up(c: Claim, before: int, stated: Mapping[tuple[object, ...], set[float]]) -> bool:
    """'xuống 2 bậc (năm 2023 thứ 27)': the places or values of both editions are stated, and their difference is the change."""
    kind, sign = ("rank", -1) if c.kind == "rank_change" else ("score", 1)
    now, then = (stated.get((kind, year, *_name_subject(c)), ()) for year in (c.edition_year, before))
    return c.value is not None and any(abs(sign * (a - b) - c.value) < _ROUNDING for a in now for b in then)
