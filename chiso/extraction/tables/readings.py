"""Which index a region is about and what each of its columns holds, as far as the cells below bear it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chiso.extraction.tables.cells import Cell
from chiso.extraction.tables.changes import settle_changes
from chiso.extraction.tables.columns import ColumnReader
from chiso.extraction.tables.context import Surroundings
from chiso.extraction.tables.fitting import conforms, name_value
from chiso.extraction.tables.grids import GridCell
from chiso.extraction.tables.header_items import Column, find_items
from chiso.extraction.tables.regions import Block, CellReader, Line, Region
from chiso.extraction.tables.statements import Scope, StatementMaker
from chiso.extraction.tables.words import Vocabulary, list_phrases, load_vocabulary

_NO_HEADER = Column("", 0, 0)
RESULTS = frozenset({"rank", "score", "grade"})
_MAX_TITLE = 220


@dataclass(frozen=True, slots=True)
class Reading:
    """The columns of a region as those of one index."""

    code: str
    columns: dict[int, Column]

    @property
    def results(self) -> dict[int, Column]:
        """Those that become claims."""
        return {c: column for c, column in self.columns.items() if column.role in RESULTS}

    @property
    def year_column(self) -> int | None:
        """Where each row says its year."""
        return next((c for c, column in self.columns.items() if column.role == "year"), None)


@dataclass(frozen=True, slots=True)
class ReadingFinder:
    """Reads the columns of regions."""

    around: Surroundings
    cells: CellReader
    maker: StatementMaker

    def find(self, region: Region) -> list[Reading]:
        """The readings of a region: one, one for each of several indices, or none where it is not understood."""
        header = [(c.start, c.end) for row in region.header for c in region.grid.list_row(row)]
        own = list(dict.fromkeys(code for passage in header for code in self.around.list_codes(*passage)))
        readings = self._read_each(region, own) if len(own) > 1 else []
        return readings if len(readings) > 1 else self._choose(region, self.rank_codes(region))

    def rank_codes(self, region: Region) -> list[list[str]]:
        """The indices that the region may be about, the likeliest first."""
        header = [(c.start, c.end) for row in region.header for c in region.grid.list_row(row)]
        return self.around.rank_codes([*header, *region.titles, *region.grid.lines])

    def _choose(self, region: Region, groups: Sequence[Sequence[str]]) -> list[Reading]:
        """The reading as the likeliest index with which any column is understood; of several, that which explains most."""
        for group in groups:
            found = [r for code in group if (r := self._read_as(region, code)) is not None and r.results]
            found.sort(key=lambda r: -len(r.results))
            if len(found) == 1 or (found and len(found[0].results) > len(found[1].results)):
                return found[:1]
            if found:
                return []
        return []

    def _read_each(self, region: Region, codes: Sequence[str]) -> list[Reading]:
        """A table of several indices: each column belongs to the index that its own header names."""
        readings = []
        for code in codes:
            reading = self._read_as(region, code)
            if reading is None:
                continue
            columns = {
                c: column if column.role not in RESULTS or column.named else replace(column, role="unknown")
                for c, column in reading.columns.items()
            }
            if any(column.role in RESULTS for column in columns.values()):
                readings.append(Reading(code, columns))
        return readings

    def _read_as(self, region: Region, code: str) -> Reading | None:
        home = self._find_home(region, code)
        if home is None:
            return None
        vocabulary = load_vocabulary(self.around.registry, code)
        columns = ColumnReader(region, self.cells, vocabulary, home).read()
        columns = _set_unweighted_aside(columns, self.around.registry.indices[code].total)
        lines = [x for x in region.lines if any(find_name(region, b, x, self.cells, vocabulary) for b in region.blocks)]
        region = replace(region, lines=tuple(lines))
        places = dict.fromkeys(c for block in region.blocks for c in block.columns)
        columns = {c: columns.get(c, _NO_HEADER) for c in places}
        columns = {c: self._check(region, code, c, column) for c, column in columns.items()}
        columns = {c: column for c, column in columns.items() if column.role != _NO_HEADER.role}
        for block in region.blocks:
            columns = self._drop_repeated(region, block, columns)
            columns = settle_changes(region, block, columns, self.cells)
        return Reading(code, columns)

    def _find_home(self, region: Region, code: str) -> tuple[str, ...] | None:
        """The part of the index that the whole table is about: () for none, None where its title names several."""
        for start, end in region.titles:
            if end - start > _MAX_TITLE:
                continue
            items = find_items(self.around.folded, start, end, load_vocabulary(self.around.registry, code))
            said = [item.ids for item in items or () if item.role == "component"]
            if items is None:
                mentions = self.around.within(start, end, "component")
                said = [tuple(r.component_id for r in m.refs if r.index_code == code) for m in mentions]
            parts = {ids for ids in said if ids}
            if len(parts) == 1:
                return parts.pop()
            if parts:
                return None
            if self.around.within(start, end, "index"):
                return ()
        return ()

    def _check(self, region: Region, code: str, at: int, column: Column) -> Column:
        """The column, if its cells are what it announces; one that has only a year gets its measure from them."""
        cells = [c for line in region.lines if (c := self.cells.read_at(region.grid, line.row, at)) is not None]
        if column.role == "value" and not all(c.kind == "year" for c in cells):
            role = name_value(cells, [*region.titles, *region.grid.lines][:3], self.around)
            column = replace(column, role=role or "unknown")
        if cells and all(c.kind == "year" for c in cells):
            return replace(column, role="year")
        if column.named and column.role == "score" and cells and all(c.kind in ("ratio", "blank") for c in cells):
            column = replace(column, role="rank")  # 'PAR INDEX | 12/63'
        if column.role not in RESULTS or conforms(column, cells, self.find_scale(column, code)):
            return column
        return replace(column, role="unknown")

    def find_scale(self, column: Column, code: str) -> float | None:
        """The highest value that a column may hold, where it is known."""
        measure = column.measure or self.around.registry.indices[code].unit_measure
        return self.maker.find_scale(column, Scope(code, None, None, None, None, None), measure)

    def _drop_repeated(self, region: Region, block: Block, columns: dict[int, Column]) -> dict[int, Column]:
        """No table says the same twice: of columns with one meaning the first stays if their cells are equal, else none."""
        seen: dict[tuple[object, ...], int] = {}
        out = dict(columns)
        for at in block.columns:
            column = columns.get(at)
            if column is None or column.role not in RESULTS:
                continue
            first = seen.setdefault((column.role, column.components, column.year, column.measure), at)
            if first == at:
                continue
            out[at] = replace(column, role="ignored")
            rows = [(region.grid.at(line.row, first), region.grid.at(line.row, at)) for line in region.lines]
            if any(a and b and self.cells.text(a) != self.cells.text(b) for a, b in rows):
                out[at] = replace(column, role="unknown")
                out[first] = replace(columns[first], role="unknown")
        return out


def find_name(region: Region, block: Block, line: Line, cells: CellReader, vocabulary: Vocabulary) -> Cell | None:
    """The name or the label of a row; None of a row that says something else ('Tổng', 'Thứ tự')."""
    row = region.grid.list_row(line.row)
    if block.name is None:
        return cells.read(row[0])
    label = next((c for c in row if cells.is_label(c) and not _is_class(region, block, c, cells)), None)
    cell = region.grid.at(line.row, block.name)
    if cell is None or (label is not None and cell.column == label.column):
        return Cell("text", label.start, label.end, 0) if label is not None else None
    read = cells.read(cell)
    if read.kind != "text" or cells.text(cell) in list_phrases("total"):
        return None
    if cells.is_name(cell):
        return read
    return None if find_items(cells.folded, cell.start, cell.end, vocabulary) else read


def _is_class(region: Region, block: Block, cell: GridCell, cells: CellReader) -> bool:
    """'Trung bình' is a class in a column of figures, the label of a row of means before them."""
    named = block.name is not None and region.grid.at(cell.row, block.name) is not None
    return named and cell.column in block.columns and cells.is_value(cell)


def _set_unweighted_aside(columns: dict[int, Column], total: str | None) -> dict[int, Column]:
    """An index without its weights is not the index, unless its parts are simply added up or no other total is given."""
    whole = [c for c in columns.values() if c.role == "score" and not c.components]
    alone = all(c.weighting == "unweighted" for c in whole)
    if total == "sum" or (alone and total != "weighted"):
        return columns
    return {
        at: replace(c, role="unknown") if c.weighting == "unweighted" and not c.components else c
        for at, c in columns.items()
    }
