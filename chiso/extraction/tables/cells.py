"""Cut a text into the cells that it would have as a table: numbers, ranks, years, classes, blanks and stretches of words.

A line break, a tab, a bar or several spaces always end a cell; inside a line a number ends the words before it. Whether the
cells form a table is decided later (rows.py): prose is cut as well, and gives stretches of words that no header fits.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from chiso.extraction.mentions import Mention
from chiso.extraction.tables.words import ROW_ROLES, list_phrases
from chiso.fold import Folded
from chiso.numbers import Number, parse_number

VALUES = frozenset({"number", "ratio", "ranked", "year", "grade", "blank"})
_NUMBER = re.compile(r"[+-]?\d{1,4}(?:[.,]\d+)?%?")  # 73.40  97,685  01  87,12%
_RATIO = re.compile(r"(\d{1,3})/(\d{1,3})")  # 01/63
_BRACKETED = re.compile(r"\((\d{1,3}(?:[.,]\d+)?)\)")  # (0,727)
_YEAR = re.compile(r"(?:19[89]|20[0-4])\d")
_WORD = re.compile(r"[^ |]+")
_NO_WORD = re.compile(r"[ |]*")
_GROUP_NAME = re.compile(r"(?:nhóm|loại|hạng|tier|group|class) (?:\d|[a-e]|i{1,3}|iv|v)(?![\w.,])")
_MAX_NAME = 160
_HARD_GAP = re.compile(r"[\s|](?:(?<=[\n\r\t|])|\s\s)")  # in the source: a line break, a tab, a bar, three spaces
_BULLET = re.compile(r"(?:\d{1,3}[.)]|[-+•*])[ |]+")
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
    locator: str | None = None  # where it stands, unless the text of the document holds it


def cut_cells(folded: Folded, mentions: Sequence[Mention], size: int) -> list[Cell]:
    """All cells of folded[:size], in order."""
    cutter = Cutter(folded, mentions)
    cells: list[Cell] = []
    for line, start, end in split_pieces(folded, 0, size):
        cells.extend(cutter.cut(line, start, end))
    return cells


def split_pieces(folded: Folded, start: int, size: int) -> Iterator[tuple[int, int, int]]:
    """(number of the line, start, end) of the stretches of folded[start:size] that no cell reaches across."""
    line, begin = 0, start
    for mark in _HARD_GAP.finditer(folded.source, *folded.span(start, size)):
        at = folded.place(mark.start())
        if at < begin:
            continue  # the same gap
        gap = folded.source[folded.starts[at] : folded.ends[at]]
        hard = "\n" in gap or "\r" in gap
        if hard or gap == "|" or "\t" in gap or len(gap) > 2:
            if at > begin:
                yield line, begin, at
            begin = at + 1
            line += hard
    if size > begin:
        yield line, begin, size


class Cutter:
    """Cuts stretches of one text."""

    def __init__(self, folded: Folded, mentions: Sequence[Mention]) -> None:
        self.text = folded.text
        self.names = sorted(  # start, end, whether the name lacks the word for its type
            (m.start, m.end, m.bare) for m in mentions if m.kind in ("unit", "index", "component")
        )
        self.starts = [start for start, *_ in self.names]
        self.piece = (0, 0)
        self.blanks = list_phrases("blank")
        self.grades = list_phrases("class")
        self.first_of_grades = frozenset(grade.split(" ")[0] for grade in self.grades)
        self.labels = frozenset(p for role in ROW_ROLES for p in list_phrases(role))
        self.value_words = _compile_value_words()

    def cut(self, line: int, start: int, end: int) -> Iterator[Cell]:
        """The cells of folded[start:end], which stands in one line."""
        self.piece = (start, end)
        whole = self.text[start:end].strip()
        if whole in self.blanks:
            yield Cell("blank", start, end, line)
            return
        first = begin = self._skip_bullet(start, end)  # `begin`: where the words begin that are in no cell yet
        last: Cell | None = None
        for word in self.value_words.finditer(self.text, begin, end):
            after_words = begin < word.start()
            cell = self._read_value(word, line, after_words)
            if cell is None:
                continue
            if cell.kind == "bracketed":
                if last is not None and last.kind == "number" and not after_words and last.second is None:
                    last.kind, last.second, last.end = "ranked", cell.number, cell.end
                    begin = self._skip_gap(last.end)
                continue
            if last is not None:
                yield last
            if after_words:
                stop = begin + len(self.text[begin : word.start()].rstrip(" |"))
                if begin == first and self.text[begin:stop] in self.labels:
                    yield Cell("text", begin, stop, line)  # 'Trung bình 84,38': no class, a row of means
                else:
                    yield from self._cut_words(line, begin, stop, cell.kind == "year")
            begin, last = self._skip_gap(word.end()), cell
        if last is not None:
            yield last
        stop = begin + len(self.text[begin:end].rstrip(" |"))
        if begin < stop:
            yield from self._cut_words(line, begin, stop, False)

    def _skip_gap(self, at: int) -> int:
        """Where the first word behind folded position `at` begins."""
        return _NO_WORD.match(self.text, at, self.piece[1]).end()  # type: ignore[union-attr]  # it matches no words too

    def _skip_bullet(self, start: int, end: int) -> int:
        """Where the words of folded[start:end] begin: those of '1. Hà Nội' and '- Hà Nội' with the name."""
        begin = self._skip_gap(start)
        bullet = _BULLET.match(self.text, begin, end)
        named = bullet is not None and bullet.end() < end and self.text[bullet.end()].isalpha()
        return bullet.end() if bullet is not None and named else begin

    def _read_value(self, word: re.Match[str], line: int, after_words: bool) -> Cell | None:
        text = word.group()
        if text.isalpha():
            return None
        start, end = word.span()
        if self._is_in_name(start, end):
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
            behind = _WORD.search(self.text, end, self.piece[1]) if text == "-" and after_words else None
            joins = behind is not None and not behind[0][0].isdigit() and behind[0] not in self.blanks
            return None if joins else Cell("blank", start, end, line)
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
        parts = text.split(" ", 5)
        if parts[0] not in self.first_of_grades:
            return 0
        for count in range(min(5, len(parts)), 0, -1):
            if " ".join(parts[:count]) in self.grades:
                return len(" ".join(parts[:count]))
        return 0


@cache
def _compile_value_words() -> re.Pattern[str]:
    """The words that may be a value, by how they begin: '87,12', '+0,5', '(0,727)', 'n/a', '-'."""
    begins = "".join({phrase[0] for phrase in list_phrases("blank") if not phrase.isalpha()} | set("+-("))
    return re.compile(rf"[\d{re.escape(begins)}](?<![^ |].)[^ |]*")
