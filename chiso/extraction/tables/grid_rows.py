"""The figures of one row of a grid, cell by cell, and those that are not what their columns announce."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from chiso.extraction.tables.cells import Cell
from chiso.extraction.tables.fitting import is_of
from chiso.extraction.tables.grids import GridCell
from chiso.extraction.tables.header_items import Column
from chiso.extraction.tables.regions import CellReader, Line, Region

_FAR = 0.2  # of a column's largest figure: nothing stands farther from its usual figures, however alike these are


class RowReader:
    """Reads the rows of a block whose columns are known."""

    def __init__(
        self,
        region: Region,
        lines: Sequence[Line],
        columns: Mapping[int, Column],
        cells: CellReader,
        scale_of: Callable[[Column], float | None],
    ) -> None:
        self.region, self.lines, self.columns, self.cells = region, lines, columns, cells
        self.scales = {at: scale_of(column) for at, column in columns.items()}

    def read(self, line: Line, scores_only: bool = False) -> tuple[dict[int, Cell], list[GridCell]]:
        """The cells of a row by column, and the wrong ones.

        One wrong cell is left out. Two, or one in a row that lacks a cell, look like a row that slipped: nothing is read.
        """
        wanted = [at for at, column in self.columns.items() if not scores_only or column.role == "score"]
        found = {at: cell for at in wanted if (cell := self.region.grid.at(line.row, at)) is not None}
        read = {at: self.cells.read(cell) for at, cell in found.items()}
        lacks = len(read) < len(wanted)
        wrong = [at for at, cell in read.items() if not self._fits(at, cell, lacks and not scores_only)]
        if len(wrong) > 1 or (wrong and lacks):
            return {}, [found[at] for at in wrong]
        return {at: cell for at, cell in read.items() if at not in wrong}, [found[at] for at in wrong]

    def _fits(self, at: int, cell: Cell, lacks: bool) -> bool:
        """Whether a cell is what its column announces; where its row lacks a cell, also whether it is of the usual size."""
        if cell.kind == "blank":
            return True
        if not lacks:
            return is_of(self.columns[at], cell, None)
        return is_of(self.columns[at], cell, self.scales[at]) and self._is_usual(at, cell)

    def _is_usual(self, at: int, cell: Cell) -> bool:
        if at not in self._ranges or cell.number is None or self.columns[at].role != "score":
            return True
        low, high = self._ranges[at]
        room = max(high - low, _FAR * high)
        return low - room <= cell.number.value <= high + room

    @cached_property
    def _ranges(self) -> dict[int, tuple[float, float]]:
        """The smallest and largest figure of each column in the rows that lack no cell, if these are most rows."""
        ranges: dict[int, tuple[float, float]] = {}
        whole = [x for x in self.lines if all(self.region.grid.at(x.row, at) is not None for at in self.columns)]
        for at in self.columns if len(whole) * 2 >= len(self.lines) else ():
            cells = [self.cells.read_at(self.region.grid, line.row, at) for line in whole]
            values = [cell.number.value for cell in cells if cell is not None and cell.number is not None]
            if values:
                ranges[at] = min(values), max(values)
        return ranges
