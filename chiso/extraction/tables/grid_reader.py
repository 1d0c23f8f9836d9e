"""Grids -> claims: each region of names and figures is read by columns; what is not understood is one doubt a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from chiso.extraction.tables.cells import Cell
from chiso.extraction.tables.columns import ColumnReader
from chiso.extraction.tables.context import Passage, Surroundings
from chiso.extraction.tables.fitting import conforms, is_of, name_value
from chiso.extraction.tables.grids import Grid, GridCell
from chiso.extraction.tables.headers import Column, find_items
from chiso.extraction.tables.layouts import propose_layout
from chiso.extraction.tables.regions import Block, CellReader, Line, Region, find_regions
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
from chiso.extraction.tables.words import list_phrases, load_vocabulary
from chiso.model import Claim, Doubt
from chiso.registry.names import strip_tones

_RESULTS = frozenset({"rank", "score", "grade"})
_MIN_ROWS = 3  # a table of fewer rows that is not understood is no matter for a reviewer
_MOST_BAD = 1 / 3  # share of rows with cells of another kind above which a table is not read at all
_MOST_UNKNOWN = 1 / 2  # share of names that nobody knows above which it lists something else
_MAX_TITLE = 220
_SHOWN = 8  # columns or rows that a message names


@dataclass(frozen=True, slots=True)
class Reading:
    """The columns of a region as those of one index."""

    code: str
    columns: dict[int, Column]

    @property
    def results(self) -> dict[int, Column]:
        """Those that become claims."""
        return {c: column for c, column in self.columns.items() if column.role in _RESULTS}


@dataclass(slots=True)
class GridReader:
    """Reads the grids of one document."""

    around: Surroundings
    cells: CellReader
    maker: StatementMaker
    claims: list[Claim] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def read(self, grid: Grid) -> list[Passage]:
        """Read one grid; the stretches of text that its tables take, understood or doubted."""
        regions = find_regions(grid, self.cells)
        if not regions and grid.height > 1:
            regions = find_regions(grid.transpose(), self.cells)
        return [region.span for region in regions if self._read_region(region)]

    # -- columns ---------------------------------------------------------------------------------------------------------
    def _read_region(self, region: Region) -> bool:
        header = [(c.start, c.end) for row in region.header for c in region.grid.list_row(row)]
        groups = self.around.rank_codes([*header, *region.titles, *region.grid.lines])
        if not groups:
            return False
        named = list(dict.fromkeys(c for group in self.around.rank_codes(header)[: len(header)] for c in group))
        own = [c for c in named if any(c in self._list_codes(p) for p in header)]
        readings = self._read_each(region, own) if len(own) > 1 else []
        if len(readings) < 2:
            readings = self._choose(region, groups)
        if not readings:
            if len(region.lines) >= _MIN_ROWS:
                self._doubt_header(region, groups[0][0])
            return len(region.lines) >= _MIN_ROWS
        for reading in readings:
            self._read_lines(region, reading)
        self._doubt_columns(region, readings)
        return True

    def _list_codes(self, passage: Passage) -> set[str]:
        mentions = self.around.within(*passage, "index")
        return {ref.index_code for m in mentions for ref in m.refs}

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
            reader = ColumnReader(region, self.cells, load_vocabulary(self.around.registry, code), ())
            columns = {
                c: column if column.role not in _RESULTS or reader.names_index(c) else replace(column, role="unknown")
                for c, column in reading.columns.items()
            }
            if any(column.role in _RESULTS for column in columns.values()):
                readings.append(Reading(code, columns))
        return readings

    def _read_as(self, region: Region, code: str) -> Reading | None:
        home = self._find_home(region, code)
        if home is None:
            return None
        columns = ColumnReader(region, self.cells, load_vocabulary(self.around.registry, code), home).read()
        columns = _set_unweighted_aside(columns, self.around.registry.indices[code].total)
        lines = [x for x in region.lines if any(self._find_name(region, b, x, code) for b in region.blocks)]
        region = replace(region, lines=tuple(lines))
        columns = {c: self._check(region, code, c, column) for c, column in columns.items()}
        for block in region.blocks:
            columns = self._drop_repeated(region, block, columns)
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
        cells = [c for line in region.lines if (c := self._read_cell(region.grid, line.row, at)) is not None]
        if column.role == "value":
            role = name_value(cells, [*region.titles, *region.grid.lines][:3], self.around)
            column = replace(column, role=role or "unknown")
        if column.role not in _RESULTS or conforms(column, cells, self._find_scale(column, code)):
            return column
        return replace(column, role="unknown")

    def _find_scale(self, column: Column, code: str) -> float | None:
        measure = column.measure or self.around.registry.indices[code].unit_measure
        return self.maker.find_scale(column, Scope(code, None, None, None, None, None), measure)

    def _drop_repeated(self, region: Region, block: Block, columns: dict[int, Column]) -> dict[int, Column]:
        """No table says the same twice: of columns with one meaning the first stays if their cells are equal, else none."""
        seen: dict[tuple[object, ...], int] = {}
        out = dict(columns)
        for at in block.columns:
            column = columns.get(at)
            if column is None or column.role not in _RESULTS:
                continue
            first = seen.setdefault((column.role, column.components, column.year), at)
            if first == at:
                continue
            out[at] = replace(column, role="ignored")
            rows = [(region.grid.at(line.row, first), region.grid.at(line.row, at)) for line in region.lines]
            if any(a and b and self.cells.text(a) != self.cells.text(b) for a, b in rows):
                out[at] = replace(column, role="unknown")
                out[first] = replace(columns[first], role="unknown")
        return out

    # -- rows ------------------------------------------------------------------------------------------------------------
    def _read_lines(self, region: Region, reading: Reading) -> None:
        scopes = self._find_scopes(region, reading)
        claims: list[Claim] = []
        bad: list[GridCell] = []
        read = 0
        for block in region.blocks:
            kept = [c for c in block.columns if c in reading.results]
            columns = dict(zip(kept, share_measure([reading.results[c] for c in kept]), strict=True))
            if not columns or self._lists_others(region, block, scopes):
                continue
            for line in region.lines:
                name = self._find_name(region, block, line, reading.code)
                if name is None:
                    continue
                row, wrong = self._make_row(region, line, name, columns, reading.code)
                read += 1
                bad += wrong
                rule = "grid:row"
                claims += self.maker.read_row(row, [columns[c] for c in self._filled], scopes[line.group], rule)
        if bad:
            self._doubt_cells(region, bad)
        if len({cell.row for cell in bad}) <= _MOST_BAD * max(read, 1):
            self.claims += mark_ties(claims)

    _filled: list[int] = field(default_factory=list)

    def _make_row(
        self, region: Region, line: Line, name: Cell, columns: dict[int, Column], code: str
    ) -> tuple[Row, list[GridCell]]:
        """The row's figures under the columns that are read, and the cells that are something else.

        One such cell is left out. Two, or one in a row that lacks a cell, look like a row that slipped: nothing is read.
        """
        whole = find_aggregate(self.around.folded.text[name.start : name.end]) is not None
        kept = [c for c in columns if not whole or columns[c].role == "score"]
        places = {c: cell for c in kept if (cell := region.grid.at(line.row, c)) is not None}
        read = {c: self.cells.read(cell) for c, cell in places.items()}
        scales = {c: self._find_scale(columns[c], code) for c in read} if len(read) < len(kept) else {}
        wrong = [
            c
            for c, cell in read.items()
            if cell.kind != "blank"
            and not is_of(columns[c], cell, scales.get(c))
        ]
        slipped = len(wrong) > 1 or (wrong and len(read) < len(kept))
        self._filled = [] if slipped else [c for c in read if c not in wrong]
        row = Row(name.start, name.end, [], [read[c] for c in self._filled])
        return row, [places[c] for c in wrong]

    def _read_cell(self, grid: Grid, row: int, column: int) -> Cell | None:
        cell = grid.at(row, column)
        return self.cells.read(cell) if cell is not None else None

    def _find_name(self, region: Region, block: Block, line: Line, code: str) -> Cell | None:
        """The name or the label of a row; None of a row that says something else ('Tổng', 'Thứ tự')."""
        cells = region.grid.list_row(line.row)
        label = next((c for c in cells if self.cells.is_label(c) and not self._is_class(region, block, c)), None)
        cell = region.grid.at(line.row, block.name)
        if cell is None or (label is not None and cell.column == label.column):
            return Cell("text", label.start, label.end, 0) if label is not None else None
        read = self.cells.read(cell)
        if read.kind != "text":
            return None
        if self.cells.is_name(cell):
            return read
        if self.cells.text(cell) in list_phrases("total"):
            return None
        said = find_items(self.around.folded, cell.start, cell.end, load_vocabulary(self.around.registry, code))
        return None if said else read

    def _is_class(self, region: Region, block: Block, cell: GridCell) -> bool:
        """'Trung bình' is a class in a column of figures, the label of a row of means before them."""
        return (
            cell.column in block.columns
            and self.cells.is_value(cell)
            and region.grid.at(cell.row, block.name) is not None
        )

    def _lists_others(self, region: Region, block: Block, scopes: dict[GridCell | None, Scope]) -> bool:
        """Doubt a block most of whose names are nobody's; of one unknown name, find the unit that it misspells."""
        names: dict[str, tuple[Cell, Scope]] = {}
        for line in region.lines:
            cell = region.grid.at(line.row, block.name)
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
                if (cell := region.grid.at(line.row, block.name)) is not None
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
        message = "The header of this table is not understood: describe its columns in a layout, or add its words to headers.yml."
        proposal = propose_layout(region, self.cells, self.around, code, {})
        place = self.around.point(*self._point_header(region))
        self.doubts.append(make_doubt("table", "header_not_understood", message, place, (proposal,)))

    def _doubt_columns(self, region: Region, readings: Sequence[Reading]) -> None:
        """One doubt for all columns that no reading understands."""
        columns = {
            at: column
            for at, column in readings[0].columns.items()
            if all(r.columns[at].role in ("unknown", "unit") for r in readings) and column.role == "unknown"
        }
        if not columns:
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
