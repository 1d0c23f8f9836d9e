"""Which edition a fact is of: the year beside it, the one in force, or the one that was news on the day of publication."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chiso.extraction.discourse import Setting
from chiso.extraction.frames import SentenceFrame
from chiso.extraction.items import Item
from chiso.extraction.tokens import Token

if TYPE_CHECKING:
    from chiso.registry import Registry

_NEWS_DAYS = 14  # an article without any year speaks of the edition that was announced in the two weeks before it
_PARTS_CLAUSES = re.compile(r"[,;:](?=\s)")


class EditionRules:
    """Finds the year of a fact in one document."""

    def __init__(self, text: str, setting: Setting, registry: Registry) -> None:
        self.text, self.setting, self.registry = text, setting, registry

    def find_year(self, item: Item, code: str, frame: SentenceFrame, local: bool) -> tuple[int | None, str | None]:
        """The edition's year and, where it was not stated beside the index, what it was inferred from."""
        if item.year:
            return item.year, None
        years = frame.years
        if years:
            said = (item.unit, item.rank, *(v.token for v in (*item.scores, *item.changes)))
            first = min((t.start for t in said if t is not None and t.start >= frame.start), default=frame.start)
            before = [y for y in years if y.start <= first and not self._is_past(y, first, code)]
            if before:
                return before[-1].year, None
            last = max((t.end for t in said if t is not None and t.start >= frame.start), default=frame.start)
            of_another = (years[0].year or 0) < self.setting.years.get(code, 0) and _PARTS_CLAUSES.search(
                self.text, last, max(last, years[0].start)
            )
            if (frame.code_here or not frame.carried_year) and not of_another:
                return years[0].year, None
        if frame.carried_year:
            return frame.carried_year, None
        if code in self.setting.years:
            return self.setting.years[code], None
        if self.setting.year:
            return self.setting.year, None
        on = self.setting.published
        if len(self.setting.compared) == 1 and on is not None:
            (base,) = self.setting.compared
            if base + 1 in (on.year - 1, on.year):
                return base + 1, f"compared with {base}"
        if on is not None and not local:
            edition = self.registry.find_edition(code, "vn", on)
            if (
                edition is not None
                and edition.announced_on is not None
                and 0 <= (on - edition.announced_on).days <= _NEWS_DAYS
            ):
                return edition.edition_year, "published date"
        return None, None

    def _is_past(self, year: Token, first: int, code: str) -> bool:
        """'Hà Nội được 43,31 điểm, kém năm 2021 1,23 điểm; TP.HCM được 42,84 điểm': of the clause that it stands in only."""
        words = self.text[year.end : first]
        return (year.year or 0) < self.setting.years.get(code, 0) and ";" in words
