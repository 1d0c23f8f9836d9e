"""What stands around a table: its index, edition, jurisdiction, bloc and, of a table about one province, whose it is.

The order of trust: the header, the lines above it (the nearest first), what the document says as a whole, the title and the
address in its sidecar. A claim notes what came from the sidecar.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from chiso.extraction.discourse import Setting, find_index_code, list_compared_years
from chiso.extraction.mentions import Mention
from chiso.extraction.tokens import BLOC_TAGS
from chiso.fold import Folded, fold
from chiso.model import Sidecar

if TYPE_CHECKING:
    from chiso.registry import Registry

Passage = tuple[int, int]  # a stretch of the folded text

_YEAR = re.compile(r"(?<!\d)(?:19[89]|20[0-4])\d(?!\d)")
_WORD = re.compile(r"[^\W_]+")
_MAX_LINES = 12
_MAX_ABOVE = 6000  # characters above a table in which its title and header are looked for
_MAX_TITLE = 220


@cache
def _list_abbreviations(registry: Registry) -> list[tuple[set[str], str]]:
    """The words of each abbreviation of an index, and its code."""
    abbreviations = [p for p in registry.index_phrases() if p.kind == "abbreviation"]
    return [(set(_WORD.findall(fold(p.text))), p.index_code) for p in abbreviations]


@dataclass
class Surroundings:
    """Everything a table may be read with; one per document."""

    folded: Folded
    mentions: Sequence[Mention]
    setting: Setting
    sidecar: Sidecar
    registry: Registry
    source_path: str = ""
    addresses: Sequence[tuple[int, int, str]] | None = None  # start, end, locator of cells in a text written from them

    # -- places ----------------------------------------------------------------------------------------------------------
    def point(self, start: int, end: int) -> dict[str, object]:
        """The words of folded[start:end] and where they stand: offsets into the document's text, or the cell's address."""
        a, b = self.folded.span(start, end)
        if self.addresses is None:
            return {"quote": self.folded.source[a:b], "char_start": a, "char_end": b}
        at = bisect_right(self.addresses, start, key=lambda cell: cell[0]) - 1
        inside = at >= 0 and start < self.addresses[at][1]
        words = self.folded.source[a:b].strip()
        return {"quote": words, "locator": self.addresses[at][2]} if inside else {"quote": words}

    def point_figure(self, label: Passage, figure: Passage) -> dict[str, object]:
        """The words of a claim: from its label to its figure in a text, the figure's cell in a grid."""
        if self.addresses is not None:
            return self.point(*figure)
        return self.point(min(label[0], figure[0]), max(label[1], figure[1]))

    # -- lines -----------------------------------------------------------------------------------------------------------
    def lines_above(self, begin: int, end: int, most: int = _MAX_LINES) -> Iterator[tuple[int, int]]:
        """The lines of folded[begin:end], the last first, at most `most`."""
        text, source = self.folded.text, self.folded.source
        begin = max(begin, end - _MAX_ABOVE)
        stop, at, count = end, end - 1, 0
        while at >= begin and count < most:
            if text[at] == " " and "\n" in source[self.folded.starts[at] : self.folded.ends[at]]:
                if text[at + 1 : stop].strip():
                    yield at + 1, stop
                    count += 1
                stop = at
            at -= 1
        if text[begin:stop].strip() and count < most:
            yield begin, stop

    def within(self, start: int, end: int, kind: str | None = None) -> list[Mention]:
        """The mentions of folded[start:end], of one kind or of all."""
        found = self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return [m for m in found if m.end <= end and kind in (None, m.kind)]

    @cached_property
    def _starts(self) -> list[int]:
        return [m.start for m in self.mentions]

    @cached_property
    def _document_codes(self) -> list[list[str]]:
        """The indices that the document and its sidecar name, by trust."""
        named = list(self._codes([m for m in self.mentions if m.kind == "index"]))
        return [list(self.setting.years), list(dict.fromkeys(named)), list(dict.fromkeys(self._sidecar_codes()))]

    def rank_codes(self, above: Iterable[Passage]) -> list[list[str]]:
        """The indices that a table below these lines may be about: groups, the likeliest group first."""
        groups = [list(self._codes(self.within(start, stop, "index"))) for start, stop in above]
        groups.extend(self._document_codes)
        return [list(dict.fromkeys(c for c in group if c not in self.setting.rejected)) for group in groups if group]

    def list_codes(self, start: int, end: int) -> list[str]:
        """The indices that folded[start:end] names, in order."""
        codes = list(self._codes(self.within(start, end, "index")))
        return list(dict.fromkeys(c for c in reversed(codes) if c not in self.setting.rejected))

    def _codes(self, mentions: Iterable[Mention]) -> Iterator[str]:
        for m in reversed(list(mentions)):
            code = find_index_code(m, self.folded, self.setting.rejected, self.setting.provinces)
            if code is not None:
                yield code

    def _sidecar_codes(self) -> Iterator[str]:
        named = f"{self.sidecar.title or ''} {unquote(self.sidecar.url or '')} {self.file_name}"
        words = set(_WORD.findall(fold(named)))
        for parts, code in _list_abbreviations(self.registry):
            if parts <= words:
                yield code

    def find_year(self, code: str, above: Iterable[Passage]) -> tuple[int | None, str | None]:
        """The edition of a table that dates none of its columns, and what it was inferred from.

        `above` are the passages that may name it, its header first, then the lines above.
        """
        known = self.setting.years.get(code)
        for start, stop in above:
            found = self.within(start, stop)
            compared = list_compared_years(self.folded, found)
            years = {int(m.value or 0) for m in found if m.kind == "year" and m not in compared}
            is_title = stop - start <= _MAX_TITLE and not self.folded.text[start:stop].rstrip().endswith((".", ";"))
            if len(years) == 1 and (is_title or known is None):
                return years.pop(), None
            if known in years:
                return known, None
        year = known or self.setting.year
        if year:
            return year, None
        for place, text in (("title", self.sidecar.title or ""), ("url", self._page()), ("file", self.file_name)):
            named = {int(y) for y in _YEAR.findall(text)}
            if len(named) == 1:
                return named.pop(), place
        return None, None

    @cached_property
    def file_name(self) -> str:
        """The words of the file's name and its folder's: 'vcci PCI 2012'."""
        return " ".join(re.split(r"[/_.\s-]+", self.source_path.rpartition(".")[0]))

    def find_file_year(self, code: str) -> int | None:
        """The edition that the file is named after: a year beside the abbreviation of the index ('PCI_2012.xls')."""
        name = fold(self.file_name)
        short = [
            fold(p.text) for p in self.registry.index_phrases() if p.index_code == code and p.kind == "abbreviation"
        ]
        years = {int(y) for y in _YEAR.findall(name)}
        return years.pop() if len(years) == 1 and any(f" {s} " in f" {name} " for s in short) else None

    def _page(self) -> str:
        """The last parts of the address, in which pages and files are named."""
        path = unquote(urlsplit(self.sidecar.url or "").path)
        return " ".join(re.split(r"[/_-]+", path)[-12:])

    def find_bloc(self, above: Iterable[Passage]) -> tuple[str | None, str | None]:
        """The bloc and its part that the nearest title above names, if it names one."""
        for start, stop in above:
            if stop - start > _MAX_TITLE:
                continue
            blocs = {BLOC_TAGS[t] for m in self.within(start, stop) for t in m.tags if t in BLOC_TAGS}
            blocs -= {("localities", None), ("all", None)}
            if len(blocs) == 1:
                return blocs.pop()
            if blocs:
                return None, None
        return None, None

    def names_blocs(self, start: int, end: int) -> bool:
        """Whether folded[start:end] names a bloc, as the title of a group of rows does."""
        return end - start <= _MAX_TITLE and any(m.tags & BLOC_TAGS.keys() for m in self.within(start, end))

    def names_units(self, start: int, end: int) -> bool:
        """Whether folded[start:end] says little more than a bloc: 'Các bộ có cung cấp dịch vụ công'."""
        blocs = [m for m in self.within(start, end) if m.tags & BLOC_TAGS.keys()]
        return sum(m.end - m.start for m in blocs) * 2 >= end - start

    def find_owner(self, above: Iterable[Passage], year: int | None) -> tuple[str | None, str | None, str | None]:
        """Of a table about one province: its unit_id, how it is called, and what it was inferred from."""
        on = self.setting.published
        for start, stop in above:
            named: dict[str, str] = {}
            for m in self.within(start, stop, "unit"):
                if "province" in m.types:
                    a, b = self.folded.span(m.start, m.end)
                    found = self.registry.resolve(self.folded.source[a:b], "vn", year, "provinces", on=on)
                    if found.unit_id:
                        named.setdefault(found.unit_id, self.folded.source[a:b])
            if len(named) == 1:
                unit_id, text = named.popitem()
                return unit_id, text, None
            if named:
                return None, None, None
        for place, title in (("title", self.sidecar.title or ""), ("url", self._last_part())):
            owner = self.registry.resolve(title, "vn", year, "provinces", on=on).unit_id if title else None
            if owner:
                return owner, None, place
        if self.setting.jurisdiction_id and self.setting.jurisdiction_from in ("text", "sidecar", "outlet"):
            source = self.setting.jurisdiction_from
            return self.setting.jurisdiction_id, self.setting.jurisdiction_text, None if source == "text" else source
        return None, None, None

    def _last_part(self) -> str:
        """'tien giang' of http://www.pcivietnam.org/tien-giang."""
        parts = [p for p in unquote(urlsplit(self.sidecar.url or "").path).split("/") if p]
        return re.sub(r"[-_]+", " ", re.sub(r"\.\w{2,5}$", "", parts[-1])) if parts else ""
