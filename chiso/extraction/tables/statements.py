"""The claims of a table whose header is understood: one per cell, with the words of unit and value as its quote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from chiso.extraction.tables.cells import Cell
from chiso.extraction.tables.context import Surroundings
from chiso.extraction.tables.header_items import Column
from chiso.extraction.tables.rows import Row
from chiso.extraction.tables.words import ROW_ROLES, list_phrases
from chiso.model import Claim, Doubt

if TYPE_CHECKING:
    from chiso.registry import Registry, Resolution

BLOC_OF_TYPE = {
    "department": "departments", "central_agency": "central_agencies", "district": "districts", "commune": "communes",
    "ministry": "ministries", "province": "provinces", "country": "country", "other": "region",
}  # fmt: skip
_MAX_PLACES = 11_000  # more units than any list ranks


@dataclass(slots=True)
class Scope:
    """What holds for all claims of one table."""

    code: str
    year: int | None
    year_from: str | None
    jurisdiction_id: str | None
    bloc: str | None
    bloc_part: str | None
    basis: str | None = None  # the bloc that its names are looked up in
    doubts: tuple[Doubt, ...] = ()
    inferred: tuple[str, ...] = ()
    names: dict[tuple[str, int | None], Resolution] = field(default_factory=dict)


@cache
def _find_basis_date(
    registry: Registry, code: str, year: int | None, jurisdiction: str | None, basis: str | None
) -> date | None:
    """The day as of which the units of an edition are named, if the registry knows it."""
    for e in registry.editions:
        stated = (e.index_code, e.edition_year, e.edition_variant, e.jurisdiction_id)
        if stated == (code, year, None, jurisdiction) and e.bloc in (None, basis):
            return e.unit_basis_date
    return None


class StatementMaker:
    """Makes the claims of the tables of one document."""

    def __init__(self, around: Surroundings) -> None:
        self.around, self.folded, self.registry = around, around.folded, around.registry

    # -- rows of units ---------------------------------------------------------------------------------------------------
    def read_row(self, row: Row, columns: Sequence[Column], scope: Scope, rule: str) -> Iterator[Claim]:
        """The claims of one row; `columns` are those of lead and cells, without the unit's own."""
        start, end = self.folded.span(row.start, row.end)
        name = " ".join(self.folded.source[start:end].split())
        label = self.folded.text[row.start : row.end]
        aggregate = find_aggregate(label)
        fields: dict[str, object] = {
            "aggregation": aggregate or "value",
            "bloc": scope.bloc,
            "bloc_part": scope.bloc_part,
        }
        if aggregate is not None:
            yield from self._read_aggregate(row, columns, scope, rule, {**fields, "doubts": scope.doubts})
            return
        if not row.whole:
            return
        for column, cell in zip(columns, [*row.lead, *row.cells], strict=True):
            named = self._name(name, (row.start, row.end), scope, column.year or scope.year)
            yield from self.read_cell(cell, column, scope, rule, (row.start, row.end), {**fields, **named})

    def _read_aggregate(
        self, row: Row, columns: Sequence[Column], scope: Scope, rule: str, fields: dict[str, object]
    ) -> Iterator[Claim]:
        """The means of a table: a figure for each column behind the name, or one for its only score."""
        scores = [c for c in columns if c.role == "score"]
        if len(row.cells) == 1 and len(scores) == 1:
            yield from self.read_cell(row.cells[0], scores[0], scope, rule, (row.start, row.end), fields)
        for column, cell in zip(columns[::-1], row.cells[::-1], strict=False):
            if len(row.cells) > 1 and row.whole and column.role == "score":
                yield from self.read_cell(cell, column, scope, rule, (row.start, row.end), fields)

    def _name(self, name: str, span: tuple[int, int], scope: Scope, year: int | None) -> dict[str, object]:
        """The unit of a row in an edition, its bloc, and the doubts about both."""
        found = self.resolve(name, scope, year)
        fields: dict[str, object] = {"unit_id": found.unit_id, "unit_text": name} | self._place(found.unit_id, scope)
        doubts = scope.doubts
        if found.unit_id is None and (
            found.status != "ambiguous" or year is not None
        ):  # the year, once given, will decide
            reason = "ambiguous_unit" if found.status == "ambiguous" else "unknown_unit"
            message = f"{name!r} is {found.status} here ({found.reason}): choose the unit."
            doubts += (make_doubt("unit_name", reason, message, self.around.point(*span), found.candidates[:5]),)
        return fields | {"doubts": doubts}

    def resolve(self, name: str, scope: Scope, year: int | None) -> Resolution:
        """What a name means in this table and year; each is looked up once."""
        if (name, year) not in scope.names:
            on = self.around.setting.published
            found = self.registry.resolve(name, scope.jurisdiction_id, year, scope.basis, on=on)
            scope.names[name, year] = self._date(found, scope, year)
        return scope.names[name, year]

    def _date(self, found: Resolution, scope: Scope, year: int | None) -> Resolution:
        """The unit as of the day on which the edition stands: PCI 2008 lists Hà Tây beside the Hà Nội of before."""
        day = _find_basis_date(self.registry, scope.code, year, scope.jurisdiction_id, scope.basis)
        if found.unit_id is None or day is None:
            return found
        unit_id = self.registry.unit_as_of(found.unit_id, day)
        return replace(found, unit_id=unit_id) if unit_id else found

    def _place(self, unit_id: str | None, scope: Scope) -> dict[str, object]:
        """The bloc of a unit: that of the table's title where it fits, else the one of its type."""
        if unit_id is None:
            return {}
        own = BLOC_OF_TYPE.get(self.registry.units[unit_id].type)
        bodies = ("departments", "central_agencies")
        if scope.bloc is not None and (scope.bloc == own or (scope.bloc in bodies and own in bodies)):
            return {}
        return {"bloc": own, "bloc_part": None}

    # -- cells -----------------------------------------------------------------------------------------------------------
    def read_cell(
        self, cell: Cell, column: Column, scope: Scope, rule: str, label: tuple[int, int], fields: dict[str, object]
    ) -> Iterator[Claim]:
        """The claims of one cell: none, one, or two ('01 (0,727)' is a rank and a score)."""
        year = column.year or scope.year
        base = self._make_base(column, scope, rule) | fields
        if column.role in ("serial", "unit", "ignored", "unknown") or cell.kind == "year":
            return
        if cell.kind == "blank":
            if column.role != "grade":
                words = self._source(cell.start, cell.end)
                yield self._claim("not_rated", label, cell, base, value_text=words)
            return
        if cell.kind == "grade" or column.role == "grade":
            if column.role == "grade":
                yield self._claim("grade", label, cell, base, value_text=self._source(cell.start, cell.end))
            return
        assert cell.number is not None
        first, second = cell.number, cell.second
        if cell.kind == "ranked":
            assert second is not None
            rank, score = (first, second) if second.decimals else (second, first)
            yield self._claim("rank", label, cell, base, value=rank.value, decimals=0, unit_measure="places")
            yield self._score(label, cell, column, scope, base, score.value, score.decimals)
        elif column.role == "rank":
            out_of = int(second.value) if second is not None else None
            doubt = self._doubt_place(cell, first.value, out_of, scope, year)
            base["doubts"] = (*self._doubts(base), *doubt)
            yield self._claim(
                "rank", label, cell, base, value=first.value, decimals=0, out_of=out_of, unit_measure="places"
            )
        else:
            yield self._score(label, cell, column, scope, base, first.value, first.decimals, first.percent)

    def _make_base(self, column: Column, scope: Scope, rule: str) -> dict[str, object]:
        """What all claims of a column say."""
        year = column.year or scope.year
        inferred = list(scope.inferred)
        if column.year is None and scope.year_from:
            inferred.append(f"edition_year: {scope.year_from}")
        return {
            "rule_id": rule, "index_code": scope.code, "edition_year": year, "jurisdiction_id": scope.jurisdiction_id,
            "inferred": "; ".join(inferred) or None,
        } | self._component(column, scope, year)  # fmt: skip

    def make_change(self, label: tuple[int, int], cell: Cell, column: Column, scope: Scope, rule: str) -> Claim:
        """The claim of a cell in a column of changes."""
        assert cell.number is not None
        start, end = self.folded.span(*label)
        name = " ".join(self.folded.source[start:end].split())
        fields = {"bloc": scope.bloc, "bloc_part": scope.bloc_part} | self._name(
            name, label, scope, column.year or scope.year
        )
        usual = column.measure or self._usual_measure(column, scope, cell.number.value)
        measure = "places" if column.role == "rank_change" else "percentage_points" if usual == "percent" else usual
        return self._claim(
            column.role, label, cell, self._make_base(column, scope, rule) | fields, value=cell.number.value,
            decimals=cell.number.decimals, unit_measure=measure, baseline_year=column.baseline,
        )  # fmt: skip

    def _score(
        self, label: tuple[int, int], cell: Cell, column: Column, scope: Scope, base: dict[str, object], value: float, decimals: int,
        percent: bool = False,
    ) -> Claim:  # fmt: skip
        measure = "percent" if percent else column.measure or self._usual_measure(column, scope, value)
        limit = self.find_scale(column, scope, measure)
        doubts = self._doubts(base)
        if limit is not None and not 0 <= value <= limit:
            place = self.around.point(cell.start, cell.end)
            message = (
                f"{place['quote']} stands on a scale that ends at {limit:g}: "
                "the source slipped or its columns are shifted; look it up."
            )
            doubts += (make_doubt("claim", "above_scale", message, place),)
        return self._claim(
            "score",
            label,
            cell,
            base | {"doubts": doubts},
            value=value,
            decimals=decimals,
            unit_measure=measure,
            scale_max=column.scale,
        )

    def find_scale(self, column: Column, scope: Scope, measure: str | None) -> float | None:
        """The highest value that a column may hold, where it is known."""
        if column.scale is not None:
            return column.scale
        if measure == "percent":
            return 100.0
        scales = {self.registry.components[c].scale_max for c in column.components}
        index = self.registry.indices[scope.code]
        if len(scales) == 1 and (scale := scales.pop()) is not None:
            return scale if measure == index.unit_measure else None
        return index.scale_max if measure == index.unit_measure or measure is None else None

    def _usual_measure(self, column: Column, scope: Scope, value: float) -> str | None:
        """The measure of a bare number: the index's own; a rate is stated in percent by all who publish it for the country."""
        usual = self.registry.indices[scope.code].unit_measure
        if usual == "percent" and scope.jurisdiction_id != "vn":
            return None
        return usual

    def _component(self, column: Column, scope: Scope, year: int | None) -> dict[str, object]:
        if not column.components:
            return {}
        ids = column.components
        if len(ids) > 1:
            known = [self.registry.components[c] for c in ids]
            fitting = [
                c.component_id
                for c in known
                if c.jurisdiction_id in (None, scope.jurisdiction_id)
                and c.bloc in (None, scope.bloc)
                and (year is None or (c.year_from or year) <= year <= (c.year_to or year))
            ]
            top = [c for c in fitting if self.registry.components[c].parent_id is None]
            ids = tuple(top if len(top) == 1 else fitting)
        text = column.text or " ".join(self._source(column.start, column.end).split())
        return {"component_id": ids[0] if len(ids) == 1 else None, "component_text": text}

    def _doubt_place(
        self, cell: Cell, value: float, out_of: int | None, scope: Scope, year: int | None
    ) -> tuple[Doubt, ...]:
        """A place behind the last: 65 of 64 provinces."""
        most = out_of or (
            self._count_provinces(year) if scope.basis == "provinces" and scope.jurisdiction_id == "vn" else _MAX_PLACES
        )
        if 1 <= value <= most:
            return ()
        place = self.around.point(cell.start, cell.end)
        message = f"Place {place['quote']} in a list of {most}: look it up."
        return (make_doubt("claim", "rank_out_of_range", message, place),)

    def _count_provinces(self, year: int | None) -> int:
        if year is None or year > 2008:
            return 63
        return 64

    @staticmethod
    def _doubts(base: dict[str, object]) -> tuple[Doubt, ...]:
        doubts = base.get("doubts", ())
        assert isinstance(doubts, tuple)
        return doubts

    # -- words -----------------------------------------------------------------------------------------------------------
    def _source(self, start: int, end: int) -> str:
        a, b = self.folded.span(start, end)
        return self.folded.source[a:b].strip()

    def _claim(self, kind: str, label: tuple[int, int], cell: Cell, base: dict[str, object], **fields: object) -> Claim:
        merged: dict[str, object] = {**base, **fields, **self.around.point_figure(label, (cell.start, cell.end))}
        return Claim(kind=kind, **merged)  # type: ignore[arg-type]


def make_doubt(
    subject: str, reason: str, message: str, place: dict[str, object], proposals: tuple[str, ...] = ()
) -> Doubt:
    """A doubt about the words at a place (Surroundings.point)."""
    return Doubt(subject, reason, message, proposals=proposals, **place)  # type: ignore[arg-type]


def find_aggregate(label: str) -> str | None:
    """mean, median, max or min where the folded label of a row says that it speaks of all units."""
    return _list_aggregates().get(label)


@cache
def _list_aggregates() -> dict[str, str]:
    """The labels of such rows and what they say."""
    return {phrase: role for role in sorted(ROW_ROLES, reverse=True) for phrase in list_phrases(role)}


def mark_ties(claims: Sequence[Claim]) -> list[Claim]:
    """The claims of one table; of equal ranks in one list both are tied."""

    def key(c: Claim) -> tuple[object, ...]:
        return (c.edition_year, c.bloc, c.bloc_part, c.component_id, c.component_text, c.value)

    places = Counter(key(c) for c in claims if c.kind == "rank" and c.unit_text)
    return [replace(c, tied=True) if c.kind == "rank" and places[key(c)] > 1 else c for c in claims]


def share_measure(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns of one table; where some scores are said to be points and others nothing, all are."""
    measures = {c.measure for c in columns if c.role == "score" and c.measure}
    if len(measures) != 1:
        return tuple(columns)
    (measure,) = measures
    return tuple(replace(c, measure=c.measure or measure) if c.role == "score" else c for c in columns)
