"""Tables that stand in plain text, as they look when copied from a page: one row or one cell a line, or all in one line.

cells.py cuts the text, rows.py finds rows of units, histories.py rows under years; fitting.py finds the header whose columns
they bear out. A table is read as a whole or not at all: what is not understood gives one doubt.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from chiso.extraction.discourse import Setting
from chiso.extraction.mentions import Mention, load_scanner
from chiso.extraction.tables.cells import cut_cells
from chiso.extraction.tables.context import Surroundings
from chiso.extraction.tables.fitting import Header, conforms, find_header, fits_row, is_cut
from chiso.extraction.tables.grid_reader import GridReader
from chiso.extraction.tables.header_items import Column
from chiso.extraction.tables.histories import History, find_histories, read_labels
from chiso.extraction.tables.readings import ReadingFinder
from chiso.extraction.tables.regions import CellReader
from chiso.extraction.tables.rows import Body, find_bodies, make_blocks, mark_names
from chiso.extraction.tables.scope import choose_scope, doubt_scope
from chiso.extraction.tables.statements import (
    Scope,
    StatementMaker,
    find_aggregate,
    make_doubt,
    mark_ties,
    share_measure,
)
from chiso.extraction.tables.text_grids import find_text_grids
from chiso.fold import Folded
from chiso.model import Claim, Document, Doubt

if TYPE_CHECKING:
    from chiso.registry import Registry

_MIN_ROWS = 3  # fewer rows without a header that is understood are no table
_MIN_CELLS = 2  # a name with one figure may as well be a list, which the prose reads
_MOST_BAD = 1 / 3  # share of rows with missing or additional cells above which a table is not read at all
_MESSAGES = {
    "header_not_understood": "The header of this table is not understood: enter its figures by hand, or add its words to headers.yml.",
    "ambiguous_header": "The header of this table can be read in several ways: enter its figures by hand.",
    "no_unit": "Nothing says whose figures this table gives: enter them by hand.",
}


@dataclass(slots=True)
class TextTables:
    """What the tables of a text state, what is doubted about them, and where they stand in the folded text."""

    claims: list[Claim] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)

    def covers(self, start: int, end: int) -> bool:
        """Whether folded[start:end] reaches into a table."""
        at = bisect_left(self.spans, (end, 0))  # spans follow each other, none within another
        return at > 0 and self.spans[at - 1][1] > start


def read_text_tables(
    document: Document, folded: Folded, mentions: Sequence[Mention], size: int, setting: Setting, registry: Registry
) -> TextTables:
    """All tables of folded[:size]."""
    around = Surroundings(folded, mentions, setting, document.sidecar, registry, document.source_path)
    reader = _TableReader(around)
    grids = _read_grids(around, reader.maker, size)
    blocks = make_blocks([c for c in cut_cells(folded, mentions, size) if not grids.covers(c.start, c.end)])
    mark_names(blocks, folded, mentions, load_scanner(registry).scan_words)
    text = folded.text[:size]
    tables: list[Body | History] = [*find_bodies(blocks, text), *find_histories(blocks, text)]
    for table in sorted(tables, key=lambda t: t.header_end):
        if isinstance(table, History):
            reader.read_history(table)
        else:
            reader.read_body(table)
    out = reader.out
    return TextTables([*grids.claims, *out.claims], [*grids.doubts, *out.doubts], sorted([*grids.spans, *out.spans]))


def _read_grids(around: Surroundings, maker: StatementMaker, size: int) -> TextTables:
    """What stands in lines whose cells are marked, as far as it is understood; the rest is left to the other readers."""
    found = TextTables()
    grids = list(find_text_grids(around, size))
    if not grids:
        return found
    cells = CellReader(around)
    for grid in grids:
        reader = GridReader(around, cells, maker, ReadingFinder(around, cells, maker))
        spans = [region.span for region in reader.read(grid)]
        if reader.claims:
            found.claims += reader.claims
            found.doubts += reader.doubts
            found.spans += spans
    return found


class _TableReader:
    """Reads the tables of one document in order; a table without a header goes on with the one of the table before."""

    def __init__(self, around: Surroundings) -> None:
        self.around, self.folded = around, around.folded
        self.maker = StatementMaker(around)
        self.out = TextTables()
        self.begin = 0  # where the table before ended
        self.header: Header | None = None
        self.shape = (0, 0)

    # -- tables of units -------------------------------------------------------------------------------------------------
    def read_body(self, body: Body) -> None:
        """Claims and doubts of one body of rows."""
        found = find_header(body, self.begin, self.around, self._scale_of)
        inherited = isinstance(found, str) and self.header is not None and self._goes_on(body)
        header = self.header if inherited else found
        begin, self.begin = self.begin, body.end
        if not isinstance(header, Header):
            self.header = None
            if (
                header in _MESSAGES
                and len(body.rows) >= _MIN_ROWS
                and body.width
                and body.lead + body.width >= _MIN_CELLS
            ):
                self._doubt_table(str(header), body.header_end, body.end)
                self.out.spans.append((body.header_end, body.end))
            return
        self.header, self.shape = header, (body.lead, body.width)
        start = body.header_end if inherited else header.start
        self.out.spans.append((start, body.end))
        self._drop_cut(body)
        above = list(self.around.lines_above(begin, start))
        year, year_from = self.around.find_year(header.code, [(start, body.header_end), *above])
        bloc = self.around.find_bloc(self.around.lines_above(begin, body.header_end))
        names = [" ".join(self._source(row.start, row.end).split()) for row in body.rows]
        scope = choose_scope(header.code, (year, year_from), bloc, names, header.columns, self.maker)
        doubt_scope(scope, header.columns, (start, body.header_end), self.around)
        unknown = [c for c in header.columns if c.role == "unknown"]
        if unknown and not inherited:
            words = "; ".join(self._source(c.start, c.end).strip() for c in unknown[:8])
            message = f"{len(unknown)} columns are not understood and were not read ({words}): name them in the registry or in headers.yml."
            self._doubt_table("column_not_understood", unknown[0].start, unknown[0].end, message)
        for row in body.rows:
            if find_aggregate(self.folded.text[row.start : row.end]) is None:
                row.whole = fits_row(row, header.columns)
        bad = [r for r in body.rows if not r.whole and find_aggregate(self.folded.text[r.start : r.end]) is None]
        if bad:
            shown = ", ".join(self._source(row.start, row.end) for row in bad[:5])
            message = f"{len(bad)} of {len(body.rows)} rows have more or fewer cells than the header ({shown}): enter them by hand."
            self._doubt_table("row_shape", bad[0].start, bad[0].cells[-1].end if bad[0].cells else bad[0].end, message)
        if len(bad) > _MOST_BAD * len(body.rows):
            return
        columns = share_measure(header.columns)
        claims = [c for row in body.rows for c in self.maker.read_row(row, columns, scope, "text_table:row")]
        self.out.claims.extend(mark_ties(claims))

    def _goes_on(self, body: Body) -> bool:
        """Whether only a title of a few lines stands between these rows and those before."""
        lines = list(self.around.lines_above(self.begin, body.header_end))
        return self.shape == (body.lead, body.width) and len(lines) <= 3 and body.header_end - self.begin <= 240

    def _drop_cut(self, body: Body) -> None:
        """Drop a last row that the end of the text cuts off."""
        last = body.rows[-1]
        if not body.at_end or len(body.rows) < 2:
            return
        column = [row.cells[-1] for row in body.rows[:-1] if row.whole and row.cells]
        complete = last.whole or find_aggregate(self.folded.text[last.start : last.end]) is not None
        if not complete or (last.cells and is_cut(last.cells, column)):
            body.rows.pop()

    def _scale_of(self, column: Column, code: str) -> float | None:
        index = self.around.registry.indices[code]
        return self.maker.find_scale(
            column, Scope(code, None, None, None, None, None), column.measure or index.unit_measure
        )

    # -- tables of years -------------------------------------------------------------------------------------------------
    def read_history(self, history: History) -> None:
        """Claims and doubts of the index of one province through the years."""
        code, labels = read_labels(history, self.around, self.begin)
        begin = self.begin
        if code is None or history.begin < begin or sum(label is not None for label in labels) * 2 < len(labels):
            return
        self.begin, self.header = history.end, None
        self.out.spans.append((history.begin, history.end))
        unit_id, name, source = self.around.find_owner(
            self.around.lines_above(begin, history.begin), max(history.years)
        )
        if unit_id is None:
            self._doubt_table("no_unit", history.begin, history.header_end)
            return
        inferred = (f"unit: {source}",) if source else ()
        scope = Scope(code, None, None, "vn", "provinces", None, "provinces", inferred=inferred)
        registry, width = self.around.registry, len(history.years)
        bad: list[tuple[int, int]] = []
        column = [cells[-1] for _, cells in history.rows[:-1] if len(cells) == width]
        for number, ((span, cells), label) in enumerate(zip(history.rows, labels, strict=True)):
            last = history.at_end and number == len(history.rows) - 1
            if last and (len(cells) != width or (is_cut(cells, column) and label is not None and label.role != "rank")):
                continue
            if label is None or len(cells) != width or not conforms(label, cells, self._scale_of(label, code)):
                bad.append(span)
                continue
            for year, cell in zip(history.years, cells, strict=True):
                known = registry.resolve(registry.units[unit_id].name, "vn", year, "provinces").unit_id or unit_id
                fields: dict[str, object] = {
                    "unit_id": known,
                    "unit_text": name or registry.units[unit_id].name,
                    "bloc": "provinces",
                }
                dated = replace(label, year=year)
                self.out.claims.extend(self.maker.read_cell(cell, dated, scope, "text_table:history", span, fields))
        if bad:
            words = ", ".join(self._source(*span) for span in bad[:5])
            self._doubt_table(
                "row_shape", *bad[0], f"{len(bad)} rows of this table are not understood ({words}): enter them by hand."
            )

    # -- doubts ----------------------------------------------------------------------------------------------------------
    def _source(self, start: int, end: int) -> str:
        a, b = self.folded.span(start, end)
        return self.folded.source[a:b]

    def _make_doubt(self, reason: str, message: str, start: int, end: int) -> Doubt:
        return make_doubt("table", reason, message, self.around.point(start, end))

    def _doubt_table(self, reason: str, start: int, end: int, message: str = "") -> None:
        self.out.doubts.append(self._make_doubt(reason, message or _MESSAGES[reason], start, min(end, start + 200)))
