"""Match a header with the rows below it: as many columns as cells, the unit in its place, cells of the kind it announces."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from chiso.extraction.tables.cells import Cell, split_pieces
from chiso.extraction.tables.context import Passage, Surroundings
from chiso.extraction.tables.header_items import Column
from chiso.extraction.tables.headers import read_header, read_header_cells
from chiso.extraction.tables.rows import Body, Row
from chiso.extraction.tables.words import Vocabulary, list_phrases, load_vocabulary

_MAX_HEADER_LINES = 45
_MAX_TITLES = 3
_NUMERAL = re.compile(r"[ivx]+\.?|[a-e]\.?")
_MAX_MISSES = 4  # lines that are understood only together with those above them
_MAX_LINE = 900  # characters before the rows in which a header may begin within a line
_CONFORMING = 0.8  # share of the cells of a column that must be of its kind

_RESULTS = frozenset({"rank", "score", "grade"})

Measure = Callable[[Column, str], float | None]


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of the cells before and behind the unit, and where the header begins in the folded text."""

    code: str
    start: int
    columns: tuple[Column, ...]


def find_header(body: Body, begin: int, around: Surroundings, scale_of: Measure) -> Header | str:
    """The header of a body, looked for in folded[begin:body.header_end], or the reason why there is none."""
    groups = around.rank_codes(around.lines_above(begin, body.header_end))
    if not groups:
        return "no_index"
    for end in _find_ends(body, begin, around):
        for group in groups:
            found = [h for code in group if (h := _find_with(code, body, begin, end, around, scale_of)) is not None]
            if len(found) == 1:
                return found[0]
            if found:
                return "ambiguous_header"
    return "header_not_understood"


def _find_ends(body: Body, begin: int, around: Surroundings) -> Iterator[int]:
    """Where the header may end: before the rows, or before the title of their group ('I | Khối sở, ngành')."""
    yield body.header_end
    for start, stop in around.lines_above(begin, body.header_end, _MAX_TITLES):
        if not _NUMERAL.fullmatch(around.folded.text[start:stop].strip()) and not around.names_blocs(start, stop):
            return
        yield start


def _find_with(code: str, body: Body, begin: int, end: int, around: Surroundings, scale_of: Measure) -> Header | None:
    """The header about one index: the longest stretch of whole lines that fits, else one that begins within a line."""
    vocabulary = load_vocabulary(around.registry, code)
    best: Header | None = None
    misses = 0
    lines = list(around.lines_above(begin, end, _MAX_HEADER_LINES))
    for start, _ in lines:
        ways = read_header(around.folded, start, end, vocabulary)
        misses = 0 if ways else misses + 1
        if misses > _MAX_MISSES:
            break
        fitting = _fit(ways, body, code, around, scale_of)
        if len(fitting) == 1:
            best = Header(code, start, fitting[0])
        elif fitting:
            best = None
    if best is None and lines:
        for start in _find_beginnings(lines[0][0], end, around, vocabulary):
            fitting = _fit(read_header(around.folded, start, end, vocabulary), body, code, around, scale_of)
            if len(fitting) == 1:
                return Header(code, start, fitting[0])
    return best or _find_apart(code, body, begin, end, around, scale_of, vocabulary)


def _find_apart(
    code: str, body: Body, begin: int, end: int, around: Surroundings, scale_of: Measure, vocabulary: Vocabulary
) -> Header | None:
    """A header of cells that stand apart, some of which are not understood: the others are read."""
    pieces = [(a, b) for _, a, b in split_pieces(around.folded, begin, end) if around.folded.text[a:b].strip()]
    for at in range(len(pieces) - 1, max(-1, len(pieces) - _MAX_HEADER_LINES), -1):
        ways = read_header_cells(around.folded, pieces[at:], vocabulary, around.names_units)
        ways = [w for w in ways if w[0].role in ("serial", "unit", "rank") and sum(c.role in _RESULTS for c in w) >= 1]
        fitting = _fit(ways, body, code, around, scale_of)
        if len(fitting) == 1:
            return Header(code, pieces[at][0], fitting[0])
    return None


def _find_beginnings(start: int, end: int, around: Surroundings, vocabulary: Vocabulary) -> Iterator[int]:
    """Where, within the line of the first row, words stand with which a header begins; the last first."""
    words = [
        (m.start(), m.group()) for m in re.finditer(r"[^\W_]+|#", around.folded.text[max(start, end - _MAX_LINE) : end])
    ]
    offset = max(start, end - _MAX_LINE)
    texts = tuple(w for _, w in words)
    for at in range(len(words) - 1, 0, -1):
        if any(word.role in ("serial", "unit", "rank") for _, word in vocabulary.find(texts, at)):
            yield offset + words[at][0]


def _fit(
    ways: Sequence[tuple[Column, ...]], body: Body, code: str, around: Surroundings, scale_of: Measure
) -> list[tuple[Column, ...]]:
    """The different meanings of a header that the rows bear out."""
    found: dict[tuple[object, ...], tuple[Column, ...]] = {}
    for way in ways:
        for columns in _align(way, body):
            named = name_values(columns, body, around)
            if named is not None and _bears_out(named, body, code, scale_of):
                found.setdefault(tuple((c.role, c.components, c.year) for c in named), named)
    return list(found.values())


def _align(columns: tuple[Column, ...], body: Body) -> Iterator[tuple[Column, ...]]:
    """The columns of a row's cells, without the unit's: all, or without those that the text lost as a whole."""
    units = [i for i, c in enumerate(columns) if c.role == "unit"]
    if not units and body.lead == 0 and len(columns) == body.width and all(c.role == "value" for c in columns):
        yield columns  # 'Năm | 2021 | 2020' above names
    if len(units) != 1:
        return
    at, size = units[0], body.lead + body.width
    rest = columns[:at] + columns[at + 1 :]
    if at == body.lead and len(rest) == size:
        yield rest
    elif at == body.lead + 1 and columns[0].role == "serial" and len(rest) == size + 1:
        yield rest[1:]  # running numbers are lost where they were counted by the page
    elif at == body.lead and body.width == 0:
        yield rest[:at]  # pictures and links behind the names
    elif at == body.lead and len(rest) == size + 1 and rest[-1].role == "ignored":
        yield rest[:-1]  # an empty column of remarks


def name_values(columns: tuple[Column, ...], body: Body, around: Surroundings) -> tuple[Column, ...] | None:
    """The columns that only have a year, with what they hold: said by the lines above or by decimals; None: unknown."""
    if all(c.role != "value" for c in columns):
        return columns
    out: list[Column] = []
    for i, column in enumerate(columns):
        cells = [cells[i] for row in body.rows if row.whole for cells in [[*row.lead, *row.cells]]]
        role: str | None = column.role
        if role == "value":
            lines = list(around.lines_above(max(0, column.start - 300), column.start, 3))
            role = name_value(cells, lines, around)
        if role is None:
            return None
        out.append(replace(column, role=role))
    return tuple(out)


def name_value(cells: Sequence[Cell], lines: Sequence[Passage], around: Surroundings) -> str | None:
    """What figures without a measure are: scores where they have decimals, ranks where the lines above say so."""
    numbers = [c for c in cells if c.kind in ("number", "ranked", "ratio")]
    if not numbers:
        return None
    if any(around.within(a, b, "component") for a, b in lines[:2]):
        return None  # the figures are those of a part, which no column names
    decimal = [c for c in numbers if c.kind == "ranked" or (c.number is not None and c.number.decimals)]
    if len(decimal) * 2 >= len(numbers):
        return "score"
    above = " ".join(around.folded.text[a:b] for a, b in lines)
    ranks = any(re.search(rf"(?<!\w){re.escape(p)}(?!\w)", above) for p in list_phrases("rank"))
    scores = any(re.search(rf"(?<!\w){re.escape(p)}(?!\w)", above) for p in list_phrases("points"))
    return "rank" if ranks and not scores else None


def _bears_out(columns: tuple[Column, ...], body: Body, code: str, scale_of: Measure) -> bool:
    rows = [[*row.lead, *row.cells] for row in body.rows if row.whole]
    said = [(c.role, c.components, c.year) for c in columns if c.role in _RESULTS]
    if len(set(said)) < len(said):
        return False  # no table says the same twice
    if not rows or all(c.role in ("serial", "ignored", "unknown") for c in columns):
        return False
    return all(conforms(column, [row[i] for row in rows], scale_of(column, code)) for i, column in enumerate(columns))


def conforms(column: Column, cells: Sequence[Cell], scale: float | None) -> bool:
    """Whether most of the cells under a header are what it announces."""
    filled = [c for c in cells if c.kind != "blank"]
    good = sum(is_of(column, c, scale) for c in filled)
    return good >= _CONFORMING * len(filled)


def is_of(column: Column, cell: Cell, scale: float | None) -> bool:
    """Whether a cell is what its column announces, and within its scale."""
    number = cell.number
    if column.role in ("ignored", "unknown"):
        return True
    if column.role == "grade":
        return cell.kind == "grade"
    if cell.kind == "ranked":
        return True
    if number is None or cell.kind == "year":
        return False
    if column.role in ("rank", "serial"):
        return number.decimals == 0 and not number.percent and number.value >= 1
    return cell.kind == "number" and (scale is None or 0 <= number.value <= scale)


def fits_row(row: Row, columns: Sequence[Column]) -> bool:
    """Whether each cell of a row is what its column announces; a shifted row shows by a rank with decimals."""
    if not row.whole or (
        row.unsure and any(c.role not in ("serial", "ignored", "unknown") for c in columns[: len(row.lead)])
    ):
        return False
    pairs = zip(columns, [*row.lead, *row.cells], strict=True)
    return all(cell.kind == "blank" or is_of(column, cell, None) for column, cell in pairs)


def is_cut(cells: Sequence[Cell], column: Sequence[Cell]) -> bool:
    """Whether a text may have been cut within its last cell: fewer decimals than all the others of its column have."""
    number = cells[-1].number
    if number is None:
        return False
    decimals = Counter(c.number.decimals for c in column if c.number is not None)
    return bool(decimals) and number.decimals < decimals.most_common(1)[0][0]
