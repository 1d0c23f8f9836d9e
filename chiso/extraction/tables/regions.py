"""Find in a grid where tables of units stand: names in a column, figures beside them, a header above; several side by side.

'TT | Tỉnh | Điểm' above '1 | Quảng Ninh | 72,95': one region with one block. Where one row holds different provinces, each
column of names begins a block of its own, to which the figures right of it belong.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from chiso.extraction.tables.cells import VALUES, Cell, Cutter
from chiso.extraction.tables.context import Passage, Surroundings
from chiso.extraction.tables.grids import Grid, GridCell
from chiso.extraction.tables.rows import is_unit_name
from chiso.extraction.tables.words import ROW_ROLES, list_phrases

_MOST_HEADER_ROWS = 6
_MOST_BLANK_ROWS = 3
_MOST_TITLES = 12
_MOST_TITLE_CELLS = 2  # of a row that stands between the rows of one table, as the titles of groups do
_LONG_TITLE = 40  # characters of a cell that is a title even where another stands beside it
_USUAL = 0.4  # share of the rows of a region in which a column of names holds one
_DISTINCT = 0.75  # share of the names of a column that must differ: one that repeats says to which group a unit belongs
_NUMERAL = re.compile(r"[ivx]+\.?|[a-z]\.?|\d{1,2}\.?")


@dataclass(frozen=True, slots=True)
class Block:
    """A column of names and the columns that say something of them, from left to right; `name` None: of one unit."""

    name: int | None
    columns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of figures; `group` is the title of the rows that it belongs to."""

    row: int
    group: GridCell | None


@dataclass(frozen=True, slots=True)
class Region:
    """Rows of figures under their header. `titles` are the titles above it within the grid and its own, the nearest first."""

    grid: Grid
    header: tuple[int, ...]
    titles: tuple[Passage, ...]
    lines: tuple[Line, ...]
    blocks: tuple[Block, ...]

    @property
    def rows(self) -> range:
        """From the first row of the header to the last of figures, as they are numbered where the grid was not turned."""
        rows = [*self.header, *(line.row for line in self.lines)]
        return range(min(rows), max(rows) + 1)

    @property
    def span(self) -> Passage:
        """From the first header cell to the last cell of the last row."""
        cells = [cell for row in (self.rows[0], self.rows[-1]) for cell in self.grid.list_row(row)]
        return min(c.start for c in cells), max(c.end for c in cells)


class CellReader:
    """Says what the cells of grids are: values, names of units, labels of rows that speak of all units."""

    def __init__(self, around: Surroundings) -> None:
        self.around, self.folded = around, around.folded
        self._cutter = Cutter(around.folded, around.mentions)
        self._units = {m.start: m for m in around.mentions if m.kind == "unit"}
        self._labels = frozenset(p for role in ROW_ROLES for p in list_phrases(role))
        self._known: dict[GridCell, Cell] = {}

    def read(self, cell: GridCell) -> Cell:
        """The cell as one value, or as text; a name without the number before it ('1. Hà Nội')."""
        if cell not in self._known:
            found = list(self._cutter.cut(0, cell.start, cell.end))
            self._known[cell] = found[0] if len(found) == 1 else Cell("text", cell.start, cell.end, 0)
        return self._known[cell]

    def read_at(self, grid: Grid, row: int, column: int) -> Cell | None:
        """What stands at a place of a grid."""
        cell = grid.at(row, column)
        return self.read(cell) if cell is not None else None

    def is_value(self, cell: GridCell) -> bool:
        """Whether the cell holds a figure, a class or a mark that there is none; a year may stand in a header as well."""
        return self.read(cell).kind in VALUES and self.read(cell).kind != "year"

    def is_name(self, cell: GridCell) -> bool:
        """Whether the cell is the name of a unit that somebody knows, and not of a part of the country."""
        read = self.read(cell)
        if read.kind != "text" or not is_unit_name(self.folded, read, self._units):
            return False
        mention = self._units.get(read.start)
        return mention is None or mention.types != {"other"}

    def is_label(self, cell: GridCell) -> bool:
        """Whether the cell says that its row speaks of all units ('Trung vị')."""
        return self.text(cell) in self._labels

    def names_bloc(self, cell: GridCell) -> bool:
        """Whether the cell names a bloc, as the title of a group of rows does."""
        return self.around.names_blocs(cell.start, cell.end)

    def names_subject(self, cell: GridCell) -> bool:
        """Whether the cell names an index or an edition, as the title of another table does."""
        found = self.around.within(cell.start, cell.end)
        return any(m.kind in ("index", "component", "year") for m in found)

    def text(self, cell: GridCell) -> str:
        """The folded text."""
        return self.folded.text[cell.start : cell.end].strip()


def find_regions(grid: Grid, cells: CellReader) -> list[Region]:
    """All regions of a grid, from top to bottom."""
    finder = _Finder(grid, cells)
    regions: list[Region] = []
    begin = row = 0
    while row < grid.height:
        if not finder.is_body(row):
            row += 1
            continue
        region, row = finder.read_region(begin, row)
        if region is not None:
            regions.append(_go_on(region, regions[-1], cells) if regions else region)
            begin = row
    return regions


def _go_on(region: Region, before: Region, cells: CellReader) -> Region:
    """A region as the next page of the one before, where it is that.

    Rows below the same header again belong to the same title and group. Rows below a title without a header have that of
    the table before, unless it names its index.
    """
    headers = [[cells.text(c) for row in r.header for c in r.grid.list_row(row)] for r in (region, before)]
    if headers[0] and headers[0] == headers[1] and len(region.titles) <= len(region.grid.titles):
        group = before.lines[-1].group
        lines = tuple(Line(line.row, line.group or group) for line in region.lines)
        return replace(region, titles=before.titles, lines=lines)
    named = any(cells.names_subject(c) for row in before.header for c in region.grid.list_row(row))
    alike = [(b.name, b.columns) for b in region.blocks] == [(b.name, b.columns) for b in before.blocks]
    return replace(region, header=before.header) if alike and not region.header and not named else region


def find_owned_region(grid: Grid, cells: CellReader) -> Region | None:
    """The rows of a grid without names: a card or the years of one unit, which is named elsewhere."""
    return _Finder(grid, cells).read_owned_region()


class _Finder:
    def __init__(self, grid: Grid, cells: CellReader) -> None:
        self.grid, self.cells = grid, cells
        self.rows = [grid.list_row(row) for row in range(grid.height)]

    def is_body(self, row: int) -> bool:
        """A row with a name and a figure."""
        cells = self.rows[row]
        return any(map(self.cells.is_name, cells)) and any(map(self.cells.is_value, cells))

    def read_region(self, begin: int, first: int) -> tuple[Region | None, int]:
        """The region whose first row of figures is given, and the row behind it."""
        behind = first + 1
        while first - 1 > begin and self._goes_before(first):
            first -= 1
        lines, end = self._collect_lines(first)
        names = self._find_names(lines)
        if not names:
            return None, behind
        header, group, titles = self._read_above(begin, first)
        lines = [Line(line.row, line.group or group) for line in lines]
        blocks = self._cut_blocks(names, header, lines)
        return Region(self.grid, header, (*titles, *self.grid.titles), tuple(lines), blocks), end

    def read_owned_region(self) -> Region | None:
        """Rows that hold figures and hardly any words, below a header."""
        rows = [row for row, cells in enumerate(self.rows) if any(map(self.cells.is_value, cells))]
        lines = [Line(row, None) for row in rows]
        if not rows or any(map(self.is_body, rows)):
            return None
        worded = [sum(self.cells.read(c).kind == "text" for c in self.rows[row]) for row in rows]
        header, _, titles = self._read_above(0, rows[0])
        if not header or (sum(map(bool, worded)) * 2 >= len(rows) > 1) or worded[0] * 2 >= len(self.rows[rows[0]]):
            return None
        columns = tuple(c for c in range(self.grid.width) if any(self.grid.at(row, c) for row in rows))
        block = Block(None, columns)
        return Region(self.grid, header, (*titles, *self.grid.titles), tuple(lines), (block,))

    # -- rows ------------------------------------------------------------------------------------------------------------
    def _collect_lines(self, first: int) -> tuple[list[Line], int]:
        lines = [Line(first, None)]
        usual = self._count_values(first)
        row, end, blank = first + 1, first + 1, 0
        group: GridCell | None = None
        while row < self.grid.height and blank <= _MOST_BLANK_ROWS:
            cells = self.rows[row]
            texts = [c for c in cells if not self.cells.is_value(c)]
            values = len(cells) - len(texts)
            title = [c for c in cells if not _NUMERAL.fullmatch(self.cells.text(c))]
            if not cells:
                blank += 1
            elif self.is_body(row) or (texts and values * 2 >= usual and values):
                lines.append(Line(row, group))
                end, blank = row + 1, 0
                usual = max(usual, values)
            elif len(title) > 1 or len(cells) > _MOST_TITLE_CELLS or any(map(self.cells.names_subject, title)):
                if texts and values * 2 < usual:
                    break  # another header, the title of another table
            elif self._is_group(cells):
                group, blank = max(cells, key=lambda c: c.end - c.start), 0
            row += 1
        return lines, end

    def _goes_before(self, first: int) -> bool:
        """Whether the row above belongs to the figures too: its name is unknown, its cells are of the same kinds."""
        above, below = ({c.column: self.cells.is_value(c) for c in self.rows[row]} for row in (first - 1, first))
        return any(above.values()) and above == below

    def _count_values(self, row: int) -> int:
        return sum(map(self.cells.is_value, self.rows[row]))

    def _stands_between(self, row: int) -> bool:
        """Whether a row may stand between a header and its figures: blank, or the title of a group."""
        cells = self.rows[row]
        return not cells or self._is_group(cells) or (len(cells) == 1 and not self.cells.names_subject(cells[0]))

    def _is_group(self, cells: list[GridCell]) -> bool:
        """'II | Khối huyện, thị xã, thành phố': a row that only names what follows."""
        long = [c for c in cells if not _NUMERAL.fullmatch(self.cells.text(c))]
        return len(cells) <= 2 and len(long) == 1 and self.cells.names_bloc(long[0])

    # -- columns ---------------------------------------------------------------------------------------------------------
    def _find_names(self, lines: list[Line]) -> list[int]:
        """The columns that hold the names of the units ranked."""
        found: dict[int, list[GridCell]] = {}
        for column in range(self.grid.width):
            cells = [c for line in lines if (c := self.grid.at(line.row, column)) is not None]
            names = [c for c in cells if self.cells.is_name(c)]
            if names and len(names) * 2 >= len(cells) and len(names) >= _USUAL * len(lines):
                found[column] = names
        distinct = {
            c: names for c, names in found.items() if len({self.cells.text(n) for n in names}) >= _DISTINCT * len(names)
        }
        return sorted(distinct or found)

    def _cut_blocks(self, names: list[int], header: tuple[int, ...], lines: Sequence[Line]) -> tuple[Block, ...]:
        """Each column belongs to the names left of it, those before the first names to these."""
        leads = [self._spell(header, column) for column in range(names[0])]
        begins = [0]
        for name in names[1:]:
            repeated = [self._spell(header, column) for column in range(name - len(leads), name)]
            begins.append(name - len(leads) if leads and repeated == leads and any(leads) else name)
        blocks = []
        for begin, end, name in zip(begins, [*begins[1:], self.grid.width], names, strict=True):
            columns = tuple(c for c in range(begin, end) if c != name and any(self.grid.at(x.row, c) for x in lines))
            blocks.append(Block(name, columns))
        return tuple(blocks)

    def _spell(self, header: tuple[int, ...], column: int) -> str:
        cells = [self.grid.at(row, column) for row in header]
        return " ".join(self.cells.text(c) for c in cells if c is not None)

    # -- header ----------------------------------------------------------------------------------------------------------
    def _read_above(self, begin: int, first: int) -> tuple[tuple[int, ...], GridCell | None, list[Passage]]:
        """The rows of the header, the title of the first group of rows, and the titles above."""
        row = first - 1
        group: GridCell | None = None
        while row >= begin and self._stands_between(row):
            if self._is_group(self.rows[row]) and group is None:
                group = max(self.rows[row], key=lambda c: c.end - c.start)
            row -= 1
        header: list[int] = []
        while row >= begin and len(header) < _MOST_HEADER_ROWS and (not self.rows[row] or not self._is_title(row)):
            if self.rows[row] and not self._is_numbering(row):
                header.insert(0, row)
            row -= 1
        if not header:
            group, row = None, first - 1
        titles = [(c.start, c.end) for r in range(row, begin - 1, -1) for c in self.rows[r][::-1]]
        return tuple(header), group, titles[:_MOST_TITLES]

    def _is_title(self, row: int) -> bool:
        cells = self.rows[row]
        long = cells[0].end - cells[0].start > _LONG_TITLE
        return len(cells) == 1 or (len(cells) == 2 and long and self.grid.width > 4)

    def _is_numbering(self, row: int) -> bool:
        """'(1) | (2) | (3) = (1) + (2)': a row that numbers the columns."""
        texts = [re.sub(r"[()\[\] +=:*/x.]", "", self.cells.text(c)) for c in self.rows[row]]
        counted = Counter(len(t) <= 6 and (t.isdecimal() or t in ("a", "b", "c", "d")) for t in texts)
        return counted[True] == len(texts) > 2
