"""A fact said twice in a document is one claim, quoted at its fullest wording."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from chiso.fold import fold
from chiso.model import Claim

# What a passing mention of a fact may leave out: the headline says "leo 21 bậc", the text "hơn năm 2016 21 bậc".
_OPTIONAL = ("edition_year", "bloc", "bloc_part", "baseline_year", "unit_measure", "out_of", "jurisdiction_id")


def merge_repeats(claims: Iterable[Claim]) -> list[Claim]:
    """The claims without those that another claim of the same document states as well and more fully. Order is kept."""
    ordered = list(claims)
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, c in enumerate(ordered):
        component = c.component_id or c.component_text
        groups[
            c.kind, c.index_code, c.edition_variant, _name_subset(c.subset), component, c.unit_id or c.unit_text, c.aggregation,
            c.value, c.value_max, c.value_text, c.comparator, c.subject,
        ].append(i)  # fmt: skip
    dropped: set[int] = set()
    for members in groups.values():
        if len(members) > 1:
            by_fullness = sorted(
                members, key=lambda i: (_fullness(ordered[i]), len(fold(ordered[i].quote)), -i), reverse=True
            )  # folded: as long in decomposed letters as in composed ones
            kept: list[int] = []
            for i in by_fullness:
                if any(_covers(ordered[k], ordered[i]) for k in kept):
                    dropped.add(i)
                else:
                    kept.append(i)
    ranks = [c for c in ordered if c.kind == "rank" and c.unit_id]
    places = {(c.index_code, c.edition_year, c.subset, c.component_id, c.unit_id, c.value) for c in ranks}
    groups_of: dict[tuple[object, ...], list[float]] = defaultdict(list)
    for c in ordered:
        if c.kind == "top_group" and c.unit_id and c.value is not None:
            groups_of[c.index_code, c.edition_year, c.subset, c.component_id, c.unit_id].append(c.value)

    def is_implied(c: Claim) -> bool:
        """'trong tốp 6' of the sixth, 'ba vị trí cuối' of the very last: another claim says more."""
        key = (c.index_code, c.edition_year, c.subset, c.component_id, c.unit_id)
        if c.kind != "top_group" or c.value is None:
            return False
        return (*key, c.value) in places or any(v * c.value > 0 and abs(v) < abs(c.value) for v in groups_of[key])

    return [c for i, c in enumerate(ordered) if i not in dropped and not is_implied(c)]


def _name_subset(subset: str | None) -> str | None:
    """'the Southeast region' and 'Southeast' are one part of the list."""
    if subset is None:
        return None
    return re.sub(r"^(?:the|vùng|khu vực) | (?:region|regions|area)$", "", fold(subset))


def _fullness(claim: Claim) -> int:
    return sum(getattr(claim, name) is not None for name in _OPTIONAL) + (claim.unit_measure == "percentage_points")


def _covers(full: Claim, other: Claim) -> bool:
    """Whether `full` says all that `other` says."""
    return all(
        getattr(other, name) in (None, getattr(full, name)) or (name == "unit_measure" and _same_points(full, other))
        for name in _OPTIONAL
    )


def _same_points(full: Claim, other: Claim) -> bool:
    """'tăng từ 9,1% đến 21%' repeats 'tăng từ 9,1% điểm đến 21% điểm': a change in % that the text elsewhere gives in points."""
    return full.kind == "score_change" and (full.unit_measure, other.unit_measure) == ("percentage_points", "percent")
