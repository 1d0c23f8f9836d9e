"""How many units a list has, where a text says it once for all of its places: '34 tỉnh, thành phố', 'chia thành 17 huyện và 18 sở'.

A place without a total of its own takes the one that the text states of its list (index, edition, bloc and bloc part). Two
totals of one list, a place below the last or more units than the total: then nothing is taken.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from chiso.extraction.classes import ClassReader, Counted
from chiso.extraction.discourse import Setting
from chiso.extraction.quantities import Quantity
from chiso.model import Claim

if TYPE_CHECKING:
    from chiso.registry import Registry

_List = tuple[str | None, int | None, str | None, str | None, str | None]  # index, edition, bloc, bloc part, variant

# before a number that is that of all: "trong 18 sở", "đứng đầu 17 địa phương", "all 34 localities"
_ALL = re.compile(
    r"(?<!\w)(?:trong|trong số|trong tổng số|cả|tất cả|toàn bộ|đứng đầu|dẫn đầu|xếp theo|của|tại|ở|all|of|among|across|in)"
    r"(?: (?:các|toàn bộ|tất cả|all|the|all the|the country's|vietnam's))? $"
)
# behind a number that is that of some: "5 huyện miền núi", "15 localities with ...", "3 sở đứng đầu"
_SOME = re.compile(
    r" (?:miền|ven|vùng|khu vực|phía|đồng bằng|thuộc|dẫn đầu|đứng|cuối|đầu|cao|thấp|nhóm|top|tốp|có|còn|khác|đạt|này|kia|đó"
    r"|đại diện|được (?:chọn|khảo sát)|in (?!the (?:country|ranking|list|table)|vietnam|viet nam)|with|that|which|who|where"
    r"|from|on|at the (?:top|bottom))(?!\w)"
)
_PLACES = frozenset({"rank", "top_group"})
_YEARS = range(2000, 2050)  # of editions


@cache
def _count_provinces(registry: Registry) -> dict[int, set[int]]:
    """Edition year -> how many provinces there were at its end, and when its results came out."""
    provinces = [u for u in registry.units.values() if u.type == "province"]
    ends = {y: sum(u.exists_on(date(y, 12, 31)) for u in provinces) for y in _YEARS}
    return {y: {n, ends.get(y + 1, n)} for y, n in ends.items()}


class Totals:
    """The totals of one document, by list."""

    def __init__(self, text: str, registry: Registry, setting: Setting) -> None:
        self.text, self.registry, self.setting = text, registry, setting
        self.said: dict[_List, set[int]] = defaultdict(set)

    def note(
        self, reader: ClassReader, code: str | None, year: int | None, read: tuple[Quantity, Counted | None]
    ) -> None:
        """Take down what a quantity says of a whole list."""
        q, counted = read
        if q.sort != "units" or q.bloc in (None, "all"):
            return
        years = {year}
        if q.bloc == "provinces" and code in self.setting.years:
            years.add(self.setting.years[code])  # how many provinces there are is said anywhere in a text
        for y in years:
            number = self._number_of_all(reader, y, q, counted)
            if number is not None:
                self.said[self._name_list(code, y, q.bloc, q.part, number)].add(number)

    def _number_of_all(self, reader: ClassReader, year: int | None, q: Quantity, counted: Counted | None) -> int | None:
        if q.bloc == "provinces" and not q.out_of:
            return int(q.value) if q.value in _count_provinces(self.registry).get(year or 0, ()) else None
        if _SOME.match(self.text, q.end, reader.end) and not (counted and q.out_of):
            return None
        if q.out_of:
            return q.out_of
        if counted is not None:
            return int(q.value) if counted.sort == "assessed" else None
        whole = reader.is_total(q) or _ALL.search(self.text, max(reader.start, q.start - 24), q.start) is not None
        return int(q.value) if whole and q.value > 1 else None

    def _name_list(
        self,
        code: str | None,
        year: int | None,
        bloc: str | None,
        part: str | None,
        number: int | None,
        variant: str | None = None,
    ) -> _List:
        """The list of so many units; where a text has the provinces before and after the mergers, the number says which."""
        if self.setting.two_bases and bloc == "provinces" and number is not None and variant is None:
            variant = "63 provinces" if number == 63 else None
        return code, year, bloc, part, variant

    def complete(self, claims: Iterable[Claim]) -> Iterator[Claim]:
        """The claims, with the totals that the text states of their lists."""
        claims = list(claims)
        placed: dict[_List, list[Claim]] = defaultdict(list)
        for c in claims:
            if c.kind in _PLACES and c.subset is None and c.unit_id is not None:
                placed[self._list_of(c)].append(c)
        totals: dict[_List, int] = {}
        for key in placed.keys() | self.said.keys():
            stated = self.said.get(key, set()) | {c.out_of for c in placed.get(key, ()) if c.out_of}
            if len(stated) == 1:
                (number,) = stated
                if self._holds(number, placed.get(key, ())):
                    totals[key] = number
        for c in claims:
            total = totals.get(self._list_of(c)) if c.bloc is not None and self._is_of_list(c) else None
            yield c if total is None else replace(c, out_of=total, inferred=_join(c.inferred, "out_of: text"))

    def _list_of(self, c: Claim) -> _List:
        return self._name_list(c.index_code, c.edition_year, c.bloc, c.bloc_part, None, c.edition_variant)

    def _is_of_list(self, c: Claim) -> bool:
        """Whether a claim without a total gives a place in a whole list, or a figure of it."""
        if c.out_of is not None or c.subset is not None:
            return False
        return c.kind in _PLACES or (c.kind == "score" and c.aggregation == "range")

    def _holds(self, number: int, placed: Iterable[Claim]) -> bool:
        placed = list(placed)
        return len({c.unit_id for c in placed}) <= number and all(abs(c.value or 0) <= number for c in placed)


def _join(inferred: str | None, more: str) -> str:
    return f"{inferred}; {more}" if inferred else more
