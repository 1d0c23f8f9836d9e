"""Cells in rows and columns, whatever they came from: a sheet, a table of a page, or lines of text with marks between cells.

The cells of sheets and tables are written, one a line, into a text of their own between the words that stand around them in
the document, so that one scan finds names and years in all of it and everything later works on stretches of one text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from chiso.extraction.tables.context import Passage
from chiso.fold import Folded, fold_text
from chiso.model import Document, Span, Table

Locate = Callable[[int, int], str]


@dataclass(frozen=True, slots=True)
class GridCell:
    """folded[start:end], at a row and column of its grid; a merged cell covers more than one of them."""

    row: int
    column: int
    start: int
    end: int
    height: int = 1
    width: int = 1


class Grid:
    """Rows and columns of cells; an empty place has none. `locate` gives a cell's address, None where text has offsets.

    `titles` are its caption and the name of its sheet, `lines` the lines of text above it, both with the nearest first.
    A `sheet` is all that a file says, a table of a page may be about anything.
    """

    def __init__(
        self,
        cells: Iterable[GridCell],
        locate: Locate | None = None,
        titles: Sequence[Passage] = (),
        lines: Sequence[Passage] = (),
        sheet: bool = False,
    ) -> None:
        self.cells = tuple(cells)
        self.locate = locate
        self.titles = tuple(titles)
        self.lines = tuple(lines)
        self.sheet = sheet
        self._at = {
            (row, column): cell
            for cell in self.cells
            for row in range(cell.row, cell.row + cell.height)
            for column in range(cell.column, cell.column + cell.width)
        }
        self.height = max((cell.row + cell.height for cell in self.cells), default=0)
        self.width = max((cell.column + cell.width for cell in self.cells), default=0)

    def at(self, row: int, column: int) -> GridCell | None:
        """The cell that covers a place."""
        return self._at.get((row, column))

    def list_row(self, row: int) -> list[GridCell]:
        """The cells of a row from left to right, each once."""
        found = (self._at.get((row, column)) for column in range(self.width))
        return list(dict.fromkeys(cell for cell in found if cell is not None))

    def transpose(self) -> Grid:
        """The grid with rows and columns exchanged; its cells keep their addresses."""
        turned = {(c.column, c.row): (c.row, c.column) for c in self.cells}

        def locate(row: int, column: int) -> str:
            assert self.locate is not None
            return self.locate(*turned[row, column])

        cells = (GridCell(c.column, c.row, c.start, c.end, c.width, c.height) for c in self.cells)
        return Grid(cells, locate if self.locate is not None else None, self.titles, self.lines, self.sheet)


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a document with its tables written into it, and the grids that stand there."""

    folded: Folded
    grids: tuple[Grid, ...]


def write_page(document: Document) -> Page:
    """The page of a document that has tables: 'text before', then each table's name, title and cells, 'text behind'."""
    writer = _Writer()
    done = 0
    drafts: list[_Draft] = []
    for table in document.tables:
        before = document.text[done : table.position] if table.position is not None else ""
        done = max(done, table.position or 0)
        lines = [writer.write(line) for line in before.splitlines() if line.strip()]
        titles = [writer.write(part) for part in (table.name, table.title) if part.strip()]
        cells = [
            (r, c, writer.write(" ".join(text.split())))
            for r, row in enumerate(table.rows)
            for c, text in enumerate(row)
            if text.strip()
        ]
        drafts.append(_Draft(table, titles[::-1], lines[: -_LINES_ABOVE - 1 : -1], cells))
        writer.write("")
    if done:
        for line in document.text[done:].splitlines():
            writer.write(line)
    folded = fold_text(writer.text)
    return Page(folded, tuple(draft.make_grid(folded) for draft in drafts))


_LINES_ABOVE = 12


class _Writer:
    """Collects lines and says where each stands."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._size = 0

    def write(self, line: str) -> Passage:
        """Add a line; its place in the text."""
        start = self._size
        self._lines.append(line)
        self._size += len(line) + 1
        return start, start + len(line)

    @property
    def text(self) -> str:
        """All lines."""
        return "\n".join(self._lines)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A table whose words are written, by their places in the text before it is folded."""

    table: Table
    titles: list[Passage]
    lines: list[Passage]
    cells: list[tuple[int, int, Passage]]

    def _clip(self, span: Span) -> tuple[int, int]:
        """Height and width of a merged area within the table, whatever its file declares."""
        rows = self.table.rows
        return min(span.height, len(rows) - span.row), min(span.width, len(rows[0]) - span.column)

    def make_grid(self, folded: Folded) -> Grid:
        """Its cells as stretches of the folded text."""
        spans = {(s.row, s.column): self._clip(s) for s in self.table.spans}
        cells = [
            GridCell(row, column, *_fold_place(folded, place), *spans.get((row, column), (1, 1)))
            for row, column, place in self.cells
        ]
        titles = [_fold_place(folded, place) for place in self.titles]
        lines = [_fold_place(folded, place) for place in self.lines]
        return Grid(cells, self.table.locate, titles, lines, sheet=not self.table.ordinal)


def _fold_place(folded: Folded, place: Passage) -> Passage:
    start, end = place
    return folded.place(start), folded.place(end - 1) + 1
