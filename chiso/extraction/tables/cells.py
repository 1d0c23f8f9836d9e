"""Cut a text into the cells that it would have as a table: numbers, ranks, years, classes, blanks and stretches of words.

A line break, a tab, a bar or several spaces always end a cell; inside a line a number ends the words before it. Whether the
cells form a table is decided later (rows.py): prose is cut as well, and gives stretches of words that no header fits.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chiso.extraction.mentions import Mention
from chiso.extraction.tables.words import ROW_ROLES, list_phrases
from chiso.fold import Folded
from chiso.numbers import Number, parse_number

VALUES = frozenset({"number", "ratio", "ranked", "year", "grade", "blank"})
_WORD = re.compile(r"[^ |]+")
_NUMBER = re.compile(r"[+-]?\d{1,4}(?:[.,]\d+)?%?")  # 73.40  97,685  01  87,12%
_RATIO = re.compile(r"(\d{1,3})/(\d{1,3})")  # 01/63
_BRACKETED = re.compile(r"\((\d{1,3}(?:[.,]\d+)?)\)")  # (0,727)
_YEAR = re.compile(r"(?:19[89]|20[0-4])\d")
_GROUP_NAME = re.compile(r"(?:nhóm|loại|hạng|tier|group|class) (?:\d|[a-e]|i{1,3}|iv|v)(?![\w.,])")
_MAX_NAME = 160
_GAP = re.compile(r"[ |]")
_BULLET = re.compile(r"\d{1,3}[.)]|[-+•*]")
_LETTER = re.compile(r"[a-d]\+?|i{1,3}|iv")


@dataclass(slots=True)
class Cell:
    """folded[start:end]. `number` is a number's or the first of two; `second` the other ('01/63', '01 (0,727)')."""

    kind: str  # number, ratio, ranked (two numbers, one in brackets), year, grade, blank, text
    start: int
    end: int
    line: int
    number: Number | None = None
    second: Number | None = None


def cut_cells(folded: Folded, mentions: Sequence[Mention], size: int) -> list[Cell]:
    """All cells of folded[:size], in order."""
    names = sorted(
        (m.start, m.end, m.kind == "unit" and bool(m.refs) and all(r.bare for r in m.refs))
        for m in mentions
        if m.kind in ("unit", "index", "component")
    )
    cutter = _Cutter(folded, names)
    cells: list[Cell] = []
    for line, start, end in split_pieces(folded, 0, size):
        cells.extend(cutter.cut(line, start, end))
    return cells


def split_pieces(folded: Folded, start: int, size: int) -> Iterator[tuple[int, int, int]]:
    """(number of the line, start, end) of the stretches of folded[start:size] that no cell reaches across."""
    line, begin = 0, start
    for mark in _GAP.finditer(folded.text, start, size):
        at = mark.start()
        gap = folded.source[folded.starts[at] : folded.ends[at]]
        hard = "\n" in gap or "\r" in gap
        if hard or gap == "|" or "\t" in gap or len(gap) > 2:
            if at > begin:
                yield line, begin, at
            begin = at + 1
            line += hard
    if size > begin:
        yield line, begin, size


class _Cutter:
    def __init__(self, folded: Folded, names: list[tuple[int, int, bool]]) -> None:
        self.text, self.names = folded.text, names  # start, end, whether the name lacks the word for its type
        self.starts = [start for start, *_ in names]
        self.piece = (0, 0)
        self.blanks = list_phrases("blank")
        self.grades = list_phrases("class")
        self.labels = frozenset(p for role in ROW_ROLES for p in list_phrases(role))

    def cut(self, line: int, start: int, end: int) -> Iterator[Cell]:
        """The cells of folded[start:end], which stands in one line."""
        self.piece = (start, end)
        whole = self.text[start:end].strip()
        if whole in self.blanks:
            yield Cell("blank", start, end, line)
            return
        words = list(_WORD.finditer(self.text, start, end))
        if len(words) > 1 and _BULLET.fullmatch(words[0].group()) and words[1].group()[0].isalpha():
            words = words[1:]  # '1. Hà Nội', '- Hà Nội'
        if not words:
            return
        begin: int | None = None  # of the words being collected
        last: Cell | None = None
        for i, word in enumerate(words):
            cell = self._read_value(word, line, begin is not None, words[i + 1].group() if i + 1 < len(words) else "")
            if cell is None:
                begin = word.start() if begin is None else begin
                continue
            if cell.kind == "bracketed":
                if last is not None and last.kind == "number" and begin is None and last.second is None:
                    last.kind, last.second, last.end = "ranked", cell.number, cell.end
                else:
                    begin = word.start() if begin is None else begin
                continue
            if begin is not None:
                yield from ([last] if last else [])
                last = None
                stop = words[i - 1].end()
                if begin == words[0].start() and self.text[begin:stop] in self.labels:
                    yield Cell("text", begin, stop, line)  # 'Trung bình 84,38': no class, a row of means
                else:
                    yield from self._cut_words(line, begin, stop, cell.kind == "year")
            elif last is not None:
                yield last
            begin, last = None, cell
        if last is not None:
            yield last
        if begin is not None:
            yield from self._cut_words(line, begin, words[-1].end(), False)

    def _read_value(self, word: re.Match[str], line: int, after_words: bool, following: str) -> Cell | None:
        text = word.group()
        if text.isalpha():
            return None
        start, end = word.span()
        if self._is_in_name(start, end):
            return None
        if text == "%" and not after_words:
            return None
        if _YEAR.fullmatch(text):
            return Cell("year", start, end, line, parse_number(text))
        if _NUMBER.fullmatch(text):
            return Cell("number", start, end, line, parse_number(text))
        if ratio := _RATIO.fullmatch(text):
            return Cell("ratio", start, end, line, parse_number(ratio[1]), parse_number(ratio[2]))
        if bracketed := _BRACKETED.fullmatch(text):
            return Cell("bracketed", start, end, line, parse_number(bracketed[1]))
        if text in self.blanks and not text.isalpha():
            joins = after_words and bool(following) and not following[0].isdigit() and following not in self.blanks
            return None if joins and text == "-" else Cell("blank", start, end, line)
        return None

    def _is_in_name(self, start: int, end: int) -> bool:
        """'1' of 'Quận 1' is no number; that of 'Hà Giang 1' is one unless the name stands alone."""
        at = bisect_left(self.starts, start + 1) - 1
        if at < 0:
            return False
        first, last, bare = self.names[at]
        if not (self.piece[0] <= first < start and end <= last <= self.piece[1]):
            return False
        return not bare or (first, last) == self.piece

    def _cut_words(self, line: int, start: int, end: int, before_year: bool) -> Iterator[Cell]:
        """Words as one cell, or as a class and what follows it ('Rất tốt Đồng Tháp 72.10')."""
        text = self.text[start:end]
        if before_year and text in ("năm", "year"):
            return
        if before_year and text.endswith(" năm"):
            end -= 4
            text = text[:-4]
        size = self._measure_grade(text)
        if size == len(text):
            yield Cell("grade", start, end, line)
        elif size and start + size + 1 in self.starts:
            yield Cell("grade", start, start + size, line)
            yield Cell("text", start + size + 1, end, line)
        elif stop := self._find_name_end(start, end):
            yield Cell("text", start, stop, line)
            yield Cell("grade", stop + 1, end, line)
        else:
            yield Cell("text", start, end, line)

    def _find_name_end(self, start: int, end: int) -> int | None:
        """Where a name ends that nothing but a class follows ('Đồng Tháp Rất tốt 72.10')."""
        at = bisect_left(self.starts, start) if end - start <= _MAX_NAME else len(self.names)
        while at < len(self.names) and self.names[at][1] < end:
            if self.text[self.names[at][1] + 1 : end] in self.grades:
                return self.names[at][1]
            at += 1
        return None

    def _measure_grade(self, text: str) -> int:
        """How many characters of the beginning name a class."""
        if _LETTER.fullmatch(text):
            return len(text)
        if found := _GROUP_NAME.match(text):
            return found.end()
        parts = text.split(" ")
        for count in range(min(5, len(parts)), 0, -1):
            if " ".join(parts[:count]) in self.grades:
                return len(" ".join(parts[:count]))
        return 0
