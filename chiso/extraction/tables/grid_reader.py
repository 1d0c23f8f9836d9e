"""Grids -> claims: each region of names and figures is read by columns; what is not understood is one doubt a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from chiso.extraction.tables.cells import Cell
from chiso.extraction.tables.changes import CHANGES, list_changes
from chiso.extraction.tables.context import Passage, Surroundings
from chiso.extraction.tables.grid_rows import RowReader
from chiso.extraction.tables.grids import Grid, GridCell
from chiso.extraction.tables.header_items import Column
from chiso.extraction.tables.layouts import propose_layout
from chiso.extraction.tables.readings import Reading, ReadingFinder, find_name
from chiso.extraction.tables.regions import Block, CellReader, Line, Region, find_owned_region, find_regions
from chiso.extraction.tables.rows import Row
from chiso.extraction.tables.scope import choose_scope, doubt_scope
from chiso.extraction.tables.statements import (
    Scope,
    StatementMaker,
    find_aggregate,
    make_doubt,
    mark_ties,
    share_measure,
)
from chiso.extraction.tables.words import load_vocabulary
from chiso.model import Claim, Doubt
from chiso.numbers import Number
from chiso.registry.names import strip_tones

_RESULTS = frozenset({"rank", "score", "grade"})
_MIN_ROWS = 3  # a table of fewer rows that is not understood is no matter for a reviewer
_MOST_BAD = 1 / 3  # share of rows with cells of another kind above which a table is not read at all
_MOST_UNKNOWN = 1 / 2  # share of names that nobody knows above which it lists something else
_MAX_TITLE = 220
_HEADER_ROWS = 20  # a header stands within the first rows of a grid
_GUIDE = "docs/add-a-layout.md says how to describe them in a layout"
_SHOWN = 8  # columns or rows that a message names


@dataclass(slots=True)
class GridReader:
    """Reads the grids of one document."""

    around: Surroundings
    cells: CellReader
    maker: StatementMaker
    finder: ReadingFinder
    claims: list[Claim] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    _named: set[str] = field(default_factory=set)  # columns of the grid that were read or doubted already

    def read(self, grid: Grid) -> list[Region]:
        """Read one grid; its tables, understood or doubted."""
        self._named = set()
        regions = find_regions(grid, self.cells)
        if not regions and grid.height > 1:
            regions = find_regions(grid.transpose(), self.cells)
        read = [region for region in regions if self._read_region(region)]
        if not regions and (region := self._read_owned(grid)):
            return [region]
        return read

    def _read_region(self, region: Region) -> bool:
        """Read one region; whether it was read or doubted."""
        readings = self.finder.find(region)
        groups = self.finder.rank_codes(region)
        if not readings and groups and len(region.lines) >= _MIN_ROWS:
            self._doubt_header(region, groups[0][0])
            return True
        for reading in readings:
            self._read_lines(region, reading)
        if readings:
            self._doubt_columns(region, readings)
        return bool(readings)

    def _read_owned(self, grid: Grid) -> Region | None:
        """Read a grid that speaks of one province, its parts or its years in rows; the region, if it is understood."""
        for turned in (grid, grid.transpose()):
            region = find_owned_region(turned, self.cells)
            readings = self.finder.find(region) if region is not None else []
            readings = [r for r in readings if self.around.registry.indices[r.code].level != "provincial"]
            if region is None or not readings:
                continue
            for reading in readings:
                self._read_owned_as(region, reading)
            return region
        return None

    def _read_owned_as(self, region: Region, reading: Reading) -> None:
        """Read a region as figures of the province that its surroundings name."""
        scope = self._find_scopes(region, reading)[None]
        years = [self._find_row_year(region, line, reading) or scope.year for line in region.lines]
        passages = [*self._list_header(region), *region.titles, *region.grid.titles, *region.grid.lines]
        owner = self.around.find_owner(passages, max((y for y in years if y), default=None))
        if owner[0] is not None:
            self._read_owned_lines(region, reading, scope, owner)
            return
        message = "Nothing says whose figures this table gives: enter them by hand."
        place = self.around.point(*self._point_header(region))
        self.doubts.append(make_doubt("table", "no_unit", message, place))

    def _read_owned_lines(
        self, region: Region, reading: Reading, scope: Scope, owner: tuple[str | None, str | None, str | None]
    ) -> None:
        unit_id, name, source = owner
        assert unit_id is not None
        scope.jurisdiction_id, scope.bloc, scope.bloc_part, scope.basis = "vn", "provinces", None, "provinces"
        scope.inferred = (f"unit: {source}",) if source else ()
        columns = dict(zip(reading.results, share_measure(list(reading.results.values())), strict=True))
        unit = self.around.registry.units[unit_id]
        rows = self._make_row_reader(region, region.lines, columns, reading.code)
        bad: list[GridCell] = []
        for line in region.lines:
            year = self._find_row_year(region, line, reading)
            filled, wrong = rows.read(line)
            bad += wrong
            for at, cell in filled.items():
                column = replace(columns[at], year=columns[at].year or year)
                found = self.maker.resolve(unit.name, scope, column.year or scope.year).unit_id
                fields: dict[str, object] = {
                    "unit_id": found or unit_id,
                    "unit_text": name or unit.name,
                    "bloc": "provinces",
                    "doubts": scope.doubts,
                }
                self.claims += self.maker.read_cell(cell, column, scope, "grid:owned", (cell.start, cell.end), fields)
        if bad:
            self._doubt_cells(region, bad)
        self._doubt_columns(region, [reading])

    def _list_header(self, region: Region) -> list[Passage]:
        return [(c.start, c.end) for row in region.header for c in region.grid.list_row(row)]

    # -- rows ------------------------------------------------------------------------------------------------------------
    def _read_lines(self, region: Region, reading: Reading) -> None:
        scopes = self._find_scopes(region, reading)
        vocabulary = load_vocabulary(self.around.registry, reading.code)
        claims: list[Claim] = []
        bad: list[GridCell] = []
        read = 0
        for block in region.blocks:
            kept = [c for c in block.columns if c in reading.results]
            columns = dict(zip(kept, share_measure([reading.results[c] for c in kept]), strict=True))
            if not columns or self._lists_others(region, block, scopes):
                continue
            names = {line: find_name(region, block, line, self.cells, vocabulary) for line in region.lines}
            rows = self._make_row_reader(region, [x for x in region.lines if names[x]], columns, reading.code)
            for line, name in names.items():
                if name is None:
                    continue
                whole = find_aggregate(self.around.folded.text[name.start : name.end]) is not None
                filled, wrong = rows.read(line, scores_only=whole)
                read += 1
                bad += wrong
                dated = self._find_row_year(region, line, reading)
                row = Row(name.start, name.end, [], list(filled.values()))
                said = [replace(columns[c], year=columns[c].year or dated) for c in filled]
                claims += self.maker.read_row(row, said, scopes[line.group], "grid:row")
            claims += self._read_changes(region, reading, block, names, scopes)
        if bad:
            self._doubt_cells(region, bad)
        if len({cell.row for cell in bad}) <= _MOST_BAD * max(read, 1):
            self.claims += mark_ties(claims)

    def _read_changes(
        self,
        region: Region,
        reading: Reading,
        block: Block,
        names: dict[Line, Cell | None],
        scopes: dict[GridCell | None, Scope],
    ) -> Iterator[Claim]:
        """The moves that columns of changes state."""
        named = {line.row: (line, name) for line, name in names.items() if name is not None}
        for at in block.columns:
            column = reading.columns.get(at)
            if column is None or column.role not in CHANGES:
                continue
            for row, cell, change in list_changes(region, at, self.cells):
                if row in named:
                    line, name = named[row]
                    value = -change.value if column.turned else change.value
                    figure = Cell("number", cell.start, cell.end, 0, Number(value, change.decimals))
                    yield self.maker.make_change((name.start, name.end), figure, column, scopes[line.group], "grid:row")

    def _make_row_reader(
        self, region: Region, lines: Sequence[Line], columns: dict[int, Column], code: str
    ) -> RowReader:
        return RowReader(region, lines, columns, self.cells, lambda column: self.finder.find_scale(column, code))

    def _find_row_year(self, region: Region, line: Line, reading: Reading) -> int | None:
        """The year of a row that has a cell for it."""
        at = reading.year_column
        cell = self.cells.read_at(region.grid, line.row, at) if at is not None else None
        return int(cell.number.value) if cell is not None and cell.number is not None else None

    def _lists_others(self, region: Region, block: Block, scopes: dict[GridCell | None, Scope]) -> bool:
        """Doubt a block most of whose names are nobody's; of one unknown name, find the unit that it misspells."""
        names: dict[str, tuple[Cell, Scope]] = {}
        for line in region.lines:
            cell = region.grid.at(line.row, block.name) if block.name is not None else None
            if cell is not None and find_aggregate(self.cells.text(cell)) is None:
                read = self.cells.read(cell)
                names[self._spell(read)] = (read, scopes[line.group])
        unknown = []
        known = set()
        for name, (read, scope) in names.items():
            found = self.maker.resolve(name, scope, scope.year)
            if found.status == "unknown":
                unknown.append((name, read, scope))
            else:
                known.add(found.unit_id)
        for name, _, scope in unknown:
            found = self.maker.resolve(strip_tones(name), scope, scope.year)
            if found.unit_id is not None and found.unit_id not in known:
                scope.names[name, scope.year] = found  # 'Quàng Ngãi': a tone mark is wrong, and nobody else is meant
        if len(unknown) < _MIN_ROWS or len(unknown) <= _MOST_UNKNOWN * len(names):
            return False
        shown = ", ".join(repr(name) for name, *_ in unknown[:_SHOWN])
        message = (
            f"{len(unknown)} of {len(names)} names of this table are no units that can be ranked here ({shown}): "
            "add them to the registry, or set the table aside."
        )
        place = self.around.point(unknown[0][1].start, unknown[0][1].end)
        self.doubts.append(make_doubt("table", "unknown_units", message, place))
        return True

    def _spell(self, cell: Cell) -> str:
        start, end = self.around.folded.span(cell.start, cell.end)
        return " ".join(self.around.folded.source[start:end].split())

    # -- scope -----------------------------------------------------------------------------------------------------------
    def _find_scopes(self, region: Region, reading: Reading) -> dict[GridCell | None, Scope]:
        """What holds for the rows under each title of a group."""
        passages = [*region.titles, *region.grid.lines]
        results = list(reading.results.values())
        if reading.year_column is not None:
            dated = max((self._find_row_year(region, line, reading) or 0 for line in region.lines), default=0) or None
            results = [replace(c, year=c.year or dated) for c in results]
        years = {c.year for c in results if c.year}
        year = self.around.find_year(reading.code, passages)
        if year[0] is None or (year[1] is not None and len(years) == 1):
            year = (years.pop(), None) if len(years) == 1 else year
        scopes: dict[GridCell | None, Scope] = {}
        for group in dict.fromkeys(line.group for line in region.lines):
            above = [(group.start, group.end), *passages] if group is not None else passages
            lines = [line for line in region.lines if line.group is group]
            names = [
                self._spell(self.cells.read(cell))
                for line in lines
                for block in region.blocks
                if block.name is not None and (cell := region.grid.at(line.row, block.name)) is not None
            ]
            scope = choose_scope(reading.code, year, self.around.find_bloc(above), names, results, self.maker)
            header = self._point_header(region)
            doubt_scope(scope, results, header, self.around)
            self._doubt_year(scope, results, header)
            scopes[group] = scope
        return scopes

    def _point_header(self, region: Region) -> Passage:
        rows = [*region.header, region.lines[0].row]
        cell = region.grid.list_row(rows[0])[0]
        return cell.start, cell.end

    def _doubt_year(self, scope: Scope, columns: Sequence[Column], header: Passage) -> None:
        """Hold a table whose years are not the one that its file is named after."""
        stated = {c.year or scope.year for c in columns} - {None}
        named = self.around.find_file_year(scope.code)
        if named is not None and stated and named not in stated:
            years = ", ".join(str(y) for y in sorted(y for y in stated if y))
            message = f"The table says {years}, the name of its file {named}: find out which is right."
            scope.doubts += (make_doubt("table", "year_conflict", message, self.around.point(*header)),)

    # -- doubts ----------------------------------------------------------------------------------------------------------
    def _doubt_header(self, region: Region, code: str) -> None:
        message = f"The header of this table is not understood; {_GUIDE}"
        proposal = propose_layout(region, self.cells, self.around, code, {})
        place = self.around.point(*self._point_header(region))
        self.doubts.append(make_doubt("table", "no_layout", message, place, (proposal,)))

    def doubt_grid(self, grid: Grid) -> None:
        """A grid without rows of units, if it may be about an index: a sheet, or a table below words that name one."""
        rows = [cells for row in range(grid.height) if (cells := grid.list_row(row))]
        figures = sum(any(map(self.cells.is_value, row)) for row in rows)
        passages = [(c.start, c.end) for row in rows[:_SHOWN] for c in row]
        named = grid.sheet or self.around.rank_codes([*passages, *grid.titles, *grid.lines])
        if figures < _MIN_ROWS or not named:
            return
        header = max(rows[:_HEADER_ROWS], key=lambda row: sum(not self.cells.is_value(c) for c in row))
        words = " | ".join(self._source(c.start, c.end) for c in header[:_SHOWN])
        message = f"This table is not understood; its columns are: {words}; {_GUIDE}"
        place = self.around.point(header[0].start, header[0].end)
        self.doubts.append(make_doubt("table", "no_layout", message, place))

    def _doubt_columns(self, region: Region, readings: Sequence[Reading]) -> None:
        """One doubt for all columns that no reading understands."""
        columns = {
            at: column
            for at, column in readings[0].columns.items()
            if all(r.columns[at].role in ("unknown", "unit") for r in readings) and column.role == "unknown"
        }
        new = {self._source(c.start, c.end) for c in columns.values()} - self._named
        self._named |= new | {self._source(c.start, c.end) for r in readings for c in r.results.values()}
        if not new:
            return
        words = "; ".join(self._source(c.start, c.end) for c in list(columns.values())[:_SHOWN])
        message = (
            f"{len(columns)} columns are not understood and were not read ({words}): "
            "name them in the registry or in headers.yml."
        )
        first = next(iter(columns.values()))
        proposal = propose_layout(region, self.cells, self.around, readings[0].code, readings[0].columns)
        place = self.around.point(first.start, first.end)
        self.doubts.append(make_doubt("table", "column_not_understood", message, place, (proposal,)))

    def _doubt_cells(self, region: Region, bad: Sequence[GridCell]) -> None:
        rows = dict.fromkeys(cell.row for cell in bad)
        words = ", ".join(self._source(c.start, c.end) for c in bad[:_SHOWN])
        message = f"{len(rows)} rows have cells that are not what their columns announce ({words}): enter them by hand."
        place = self.around.point(bad[0].start, bad[0].end)
        self.doubts.append(make_doubt("table", "row_shape", message, place))

    def _source(self, start: int, end: int) -> str:
        a, b = self.around.folded.span(start, end)
        return self.around.folded.source[a:b].strip()
