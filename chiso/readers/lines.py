"""Paragraphs of a page or an office text, joined into one text; headings and tables know where they stand in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from chiso.model import Heading, Table

_FIGURE = re.compile(r"[+-]?\d[\d.,/ ]*%?")
_MAX_CELL = 100  # characters of at least half of the cells of a table of data
_MAX_NOTE = 1500  # characters of its longest cell
_MAX_TITLE = 300  # characters of a paragraph that may name the table below it


class TextLines:
    """Collects lines; every paragraph is a line of the text."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._size = 0
        self._headings: list[Heading] = []
        self._tables: list[Table] = []

    def add_paragraph(self, text: str, level: int = 0) -> None:
        """A paragraph, a heading of `level` 1 to 9, or nothing where `text` is blank. Line breaks within it stay."""
        lines = [line for line in (" ".join(part.split()) for part in text.split("\n")) if line]
        if lines and level:
            text = " ".join(lines)
            self._headings.append(Heading(self._size, self._size + len(text), level))
            lines = [text]
        for line in lines:
            self._lines.append(line)
            self._size += len(line) + 1

    def add_table(self, table: Table) -> None:
        """A table that stands here; the line above it names it unless it has a title of its own."""
        above = (
            self._lines[-1] if self._lines and not (self._tables and self._tables[-1].position == self._size) else ""
        )
        title = table.title or (above if len(above) <= _MAX_TITLE else "")
        self._tables.append(replace(table, ordinal=len(self._tables) + 1, title=title, position=self._size))

    @property
    def text(self) -> str:
        """The lines, each with its end."""
        return "".join(f"{line}\n" for line in self._lines)

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings, in order."""
        return tuple(self._headings)

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables, in order."""
        return tuple(self._tables)


def holds_data(rows: Sequence[Sequence[str]]) -> bool:
    """Is it a table of data, not one that only places paragraphs, a letterhead or a signature on a page?

    Data has short cells in at least three rows of two, or in a header and one row with a figure.
    """
    filled = [[cell.strip() for cell in row if cell.strip()] for row in rows]
    cells = sorted(len(cell) for row in filled for cell in row)
    wide = [row for row in filled if len(row) >= 2]
    if len(wide) < 2 or cells[len(cells) // 2] > _MAX_CELL or cells[-1] > _MAX_NOTE:
        return False
    return len(wide) > 2 or any(_FIGURE.fullmatch(cell) for cell in wide[1])
