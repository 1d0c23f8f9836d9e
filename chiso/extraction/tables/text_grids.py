"""Lines of text whose cells stand apart by tabs, bars or wide gaps, as grids: an empty cell keeps its column."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chiso.extraction.tables.context import Surroundings
from chiso.extraction.tables.grids import Grid, GridCell

_LINE = re.compile(r"[^\r\n]+")
_MARKS = (re.compile(r"\t"), re.compile(r"\|"), re.compile(r" {3,}|[\u00a0 ]*\u00a0{2,}[\u00a0 ]*"))
_RULE = re.compile(r"[\s|:+=-]+")  # |---|---| below the header of a table in Markdown
_MIN_LINES = 3
_MOST_TITLES = 2
_MAX_TITLE = 220
_MAX_COLUMNS = 400

Line = tuple[int, int]


def find_text_grids(around: Surroundings, size: int) -> Iterator[Grid]:
    """The grids in folded[:size] that at least three lines with the same marks make, in order."""
    source = around.folded.source[: around.folded.ends[size - 1] if size else 0]
    if not any(mark in source for mark in ("\t", "|", "   ", "\u00a0\u00a0")):
        return
    lines = [m.span() for m in _LINE.finditer(source) if m.group().strip()]
    at = 0
    while at < len(lines):
        mark = next((m for m in _MARKS if m.search(source, *_strip(source, lines[at]))), None)
        stop = at + 1
        while mark is not None and stop < len(lines) and mark.search(source, *_strip(source, lines[stop])):
            stop += 1
        if mark is not None and stop - at >= _MIN_LINES:
            yield _make_grid(around, lines[at:stop], mark)
        at = stop


def _strip(source: str, line: Line) -> Line:
    """A line without the spaces around it; bars and tabs at its ends are cells."""
    start, end = line
    while start < end and source[start] in " \u00a0":
        start += 1
    while end > start and source[end - 1] in " \u00a0":
        end -= 1
    return start, end


def _make_grid(around: Surroundings, lines: list[Line], mark: re.Pattern[str]) -> Grid:
    folded, source = around.folded, around.folded.source
    cells: list[GridCell] = []
    row = 0
    for line in lines:
        start, end = _strip(source, line)
        if _RULE.fullmatch(source, start, end):
            continue
        begin, column = start, 0
        for gap in [*mark.finditer(source, start, end), None]:
            a, b = _strip(source, (begin, gap.start() if gap else end))
            if a < b and column < _MAX_COLUMNS:
                cells.append(GridCell(row, column, folded.place(a), folded.place(b - 1) + 1))
            begin, column = gap.end() if gap else end, column + 1
        row += 1
    first = folded.place(_strip(source, lines[0])[0])
    above = [line for line in around.lines_above(0, first) if line[1] <= first]
    near = [line for line in above[:_MOST_TITLES] if line[1] - line[0] <= _MAX_TITLE]
    return Grid(cells, None, near, above[len(near) :])
