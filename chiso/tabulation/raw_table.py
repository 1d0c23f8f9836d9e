"""One table seen through its layout: a frame of strings whose index is our row id, and where each column stands."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from chiso.fold import fold
from chiso.model import Document, Table
from chiso.tabulation.layout import Column, Layout, find_header

MEASURED = ("rank", "score", "grade")  # roles of columns that become claims


@dataclass(slots=True)
class RawTable:
    """The rows below the header. `frame`: columns named as the layout spells them (others: their header cell), cells
    unchanged, blank rows and nameless blank columns left out; its index is the row in `table.rows`.
    """

    document: Document
    table: Table
    layout: Layout
    header: int  # row of the header in table.rows
    frame: pd.DataFrame
    places: dict[str, int]  # name of a column -> its place in table.rows[...]

    @property
    def columns(self) -> dict[str, Column]:
        """Name -> what the layout says of the column."""
        return {column.name: column for column in self.layout.columns}

    @property
    def measured(self) -> list[str]:
        """The names of the columns that become claims and that this table has."""
        return [c.name for c in self.layout.columns if c.role in MEASURED and c.name in self.places]

    @property
    def blank(self) -> frozenset[str]:
        """Cell texts that mean 'not published', stripped."""
        return frozenset(text.strip() for text in self.layout.not_published)

    def name_column(self, role: str) -> str:
        """The name of the one column of a role (unit, year); '' where the layout has none."""
        return next((c.name for c in self.layout.columns if c.role == role), "")

    def read_text(self, row: int, column: str) -> str:
        """The text of a cell, stripped."""
        return self.table.rows[row][self.places[column]].strip()

    def locate(self, row: int, column: str) -> str:
        """The locator of a cell."""
        return self.table.locate(row, self.places[column])


def open_table(document: Document, table: Table, layout: Layout) -> RawTable:
    """Find the header and frame what stands below it."""
    header, _ = find_header(table, layout)
    known = layout.map_headers()
    names = [known[fold(cell)].name if fold(cell) in known else " ".join(cell.split()) for cell in table.rows[header]]
    body = pd.DataFrame(list(table.rows[header + 1 :]), columns=range(len(names)), dtype=object)
    body.index = pd.RangeIndex(header + 1, header + 1 + len(body))
    texts = body.map(str.strip)
    kept = [i for i, name in enumerate(names) if name or texts[i].any()]
    frame = body.loc[texts.any(axis=1), kept].set_axis([names[i] for i in kept], axis=1)
    return RawTable(document, table, layout, header, frame, {names[i]: i for i in reversed(kept)})
