"""Layouts: small YAML files that say which files they serve and what each column of their table is.

docs/add-a-layout.md shows how to write one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any

from chiso.fold import fold
from chiso.model import BLOCS, MEASURES, Document, Table
from chiso.paths import LAYOUTS
from chiso.strict_yaml import YamlFault, parse_yaml

ROLES = ("unit", "year", "rank", "score", "grade", "ignored")
YEAR_PLACES = ("column", "title", "sheet", "file")
LAYOUT_KEYS = frozenset(
    "files sheets other_sheets index year year_pattern jurisdiction bloc bloc_part variant measure units decimal_mark "
    "not_published columns".split()
)
COLUMN_KEYS = frozenset("header is component measure scale optional reason".split())
_HEADER_ROWS = 20  # a header stands within the first rows of a table
_NOT_PUBLISHED = ("", "-", "–", "—", "N/A", "NA", "n/a", "..", "...")


class LayoutFault(ValueError):
    """A layout file that cannot be used; str() is one line: file, place, remedy."""


@dataclass(frozen=True, slots=True)
class Column:
    """What one column of a table is. `headers` are the spellings of its header cell (compared folded)."""

    headers: tuple[str, ...]
    role: str  # one of ROLES
    component_id: str | None = None
    measure: str | None = None  # of a score; the layout's own where None
    scale: float | None = None  # the largest value that a score can have
    optional: bool = False  # not in every year's table
    reason: str | None = None  # why it is ignored

    @property
    def name(self) -> str:
        """The first spelling."""
        return self.headers[0]


@dataclass(frozen=True, slots=True)
class Layout:
    """One layout file. layout_id is its path below layouts/ without .yml; version is the sha256 of its bytes."""

    layout_id: str
    version: str
    files: tuple[str, ...]
    index_code: str
    year: int | str  # the year, or where it stands: one of YEAR_PLACES
    jurisdiction_id: str
    bloc: str
    columns: tuple[Column, ...]
    year_pattern: str | None = None
    sheets: str = "*"
    other_sheets: tuple[tuple[str, str], ...] = ()  # (pattern, why these sheets are left out)
    bloc_part: str | None = None
    edition_variant: str | None = None
    measure: str = "points"
    units: tuple[tuple[int, int, int], ...] = ()  # (first year, last year, number of units listed)
    decimal_mark: str | None = None
    not_published: tuple[str, ...] = _NOT_PUBLISHED

    def count_units(self, year: int) -> int | None:
        """How many units the table of a year lists, where the layout says it."""
        return next((count for first, last, count in self.units if first <= year <= last), None)

    def map_headers(self) -> dict[str, Column]:
        """Folded header cell -> the column that it names."""
        return {fold(header): column for column in self.columns for header in column.headers}


def load_layouts(folder: Path = LAYOUTS) -> tuple[Layout, ...]:
    """Every *.yml below `folder`, sorted by layout_id. Raises LayoutFault for the first file that is no layout."""
    return tuple(
        parse_layout(path.relative_to(folder).with_suffix("").as_posix(), path.read_bytes())
        for path in sorted(folder.rglob("*.yml"))
    )


def find_layout(document: Document, layouts: Sequence[Layout]) -> Layout | None:
    """The layout that serves the document: its name fits `files`; among several the one whose columns fit best.

    None where no layout names such a file, or where two fit equally well (then their `files` must be told apart).
    """
    named = [layout for layout in layouts if serves_file(layout, document.source_path)]
    scored = sorted(((_fit(document, layout), layout.layout_id, layout) for layout in named), reverse=True)
    if not scored or (len(scored) > 1 and scored[0][0] == scored[1][0]):
        return None
    return scored[0][2]


def serves_file(layout: Layout, source_path: str) -> bool:
    """Does the end of the path fit one of the layout's patterns ('pci_20??.csv', '2022/dti_*.xlsx')?"""
    path = PurePosixPath(source_path.lower())
    return any(path.match(pattern.lower()) for pattern in layout.files)


def find_header(table: Table, layout: Layout) -> tuple[int, int]:
    """(row, how many of its cells are the layout's headers) for the row of the first 20 with most; ties: the first."""
    headers = layout.map_headers()
    found = [sum(fold(cell) in headers for cell in row if cell) for row in table.rows[:_HEADER_ROWS]]
    best = max(found, default=0)
    return (found.index(best) if found else 0), best


def serves_sheet(layout: Layout, table: Table) -> bool:
    """Is the table one of the layout's sheets?"""
    return fnmatchcase(table.name.lower(), layout.sheets.lower())


def _fit(document: Document, layout: Layout) -> tuple[bool, int]:
    required = sum(not column.optional for column in layout.columns)
    best = max((find_header(table, layout)[1] for table in document.tables if serves_sheet(layout, table)), default=0)
    return best >= required, best


def parse_layout(layout_id: str, data: bytes) -> Layout:
    """A layout from the bytes of its file. Raises LayoutFault."""
    place = f"layouts/{layout_id}.yml"
    try:
        values = parse_yaml(data)
    except YamlFault as error:
        raise LayoutFault(f"{place}: {error}") from error
    if not isinstance(values, dict):
        raise LayoutFault(f"{place}: not a mapping; docs/add-a-layout.md shows a layout")
    _refuse_unknown(place, values, LAYOUT_KEYS)
    for key in ("files", "index", "year", "jurisdiction", "bloc", "columns"):
        if not values.get(key):
            raise LayoutFault(f"{place}: the key '{key}' is missing")
    columns = tuple(
        _parse_column(f"{place}: column {i}", value) for i, value in enumerate(_as_list(values["columns"]), 1)
    )
    layout = Layout(
        layout_id=layout_id,
        version=hashlib.sha256(data).hexdigest(),
        files=tuple(str(pattern) for pattern in _as_list(values["files"])),
        index_code=str(values["index"]),
        year=_parse_year(place, values["year"]),
        jurisdiction_id=str(values["jurisdiction"]),
        bloc=_one_of(place, "bloc", values["bloc"], BLOCS),
        columns=columns,
        year_pattern=_parse_pattern(place, values.get("year_pattern")),
        sheets=str(values.get("sheets", "*")),
        other_sheets=tuple((str(k), str(v)) for k, v in (values.get("other_sheets") or {}).items()),
        bloc_part=values.get("bloc_part"),
        edition_variant=values.get("variant"),
        measure=_one_of(place, "measure", values.get("measure", "points"), MEASURES),
        units=_parse_units(place, values.get("units")),
        decimal_mark=values.get("decimal_mark") and _one_of(place, "decimal_mark", values["decimal_mark"], (",", ".")),
        not_published=tuple(str(v) for v in values.get("not_published") or _NOT_PUBLISHED),
    )
    _check_columns(place, layout)
    return layout


def _check_columns(place: str, layout: Layout) -> None:
    spelled = [fold(header) for column in layout.columns for header in column.headers]
    twice = next((header for header in spelled if spelled.count(header) > 1), None)
    if twice is not None:
        raise LayoutFault(f"{place}: the header {twice!r} names two columns")
    roles = [column.role for column in layout.columns]
    if roles.count("unit") != 1:
        raise LayoutFault(f"{place}: {roles.count('unit')} columns are 'unit'; exactly one must be")
    if roles.count("year") != (layout.year == "column"):
        raise LayoutFault(f"{place}: 'year: column' and one column that is 'year' go together")
    if not {"rank", "score", "grade"} & set(roles):
        raise LayoutFault(f"{place}: no column is a rank, a score or a grade")


def _parse_column(place: str, value: Any) -> Column:
    if not isinstance(value, dict):
        raise LayoutFault(f"{place}: not a mapping like {{header: Province, is: unit}}")
    _refuse_unknown(place, value, COLUMN_KEYS)
    headers = tuple(str(header) for header in _as_list(value.get("header")) if header is not None)
    if not headers:
        raise LayoutFault(f"{place}: the key 'header' is missing")
    role = _one_of(place, "is", value.get("is"), ROLES)
    if role == "ignored" and not value.get("reason"):
        raise LayoutFault(f"{place}: an ignored column says why in 'reason'")
    measure, scale = value.get("measure"), value.get("scale")
    if scale is not None and (isinstance(scale, bool) or not isinstance(scale, (int, float)) or scale <= 0):
        raise LayoutFault(f"{place}: scale: {scale!r} is no positive number")
    return Column(
        headers=headers,
        role=role,
        component_id=value.get("component"),
        measure=measure and _one_of(place, "measure", measure, MEASURES),
        scale=None if scale is None else float(scale),
        optional=value.get("optional") is True,
        reason=value.get("reason"),
    )


def _parse_year(place: str, value: Any) -> int | str:
    if isinstance(value, int) and 1990 <= value <= 2099:
        return value
    if value in YEAR_PLACES:
        return str(value)
    raise LayoutFault(f"{place}: year: {value!r} is neither a year nor one of {', '.join(YEAR_PLACES)}")


def _parse_pattern(place: str, value: Any) -> str | None:
    if value is None:
        return None
    try:
        groups = re.compile(str(value)).groups
    except re.error as error:
        raise LayoutFault(f"{place}: year_pattern: {error}") from error
    if groups != 1:
        raise LayoutFault(f"{place}: year_pattern: {groups} groups; one group (in brackets) must hold the year")
    return str(value)


def _parse_units(place: str, value: Any) -> tuple[tuple[int, int, int], ...]:
    """63, or {2005: 42, 2006-2008: 64, 2009-2024: 63}."""
    if value is None:
        return ()
    if isinstance(value, int):
        return ((0, 9999, value),)
    spans = []
    for key, count in value.items() if isinstance(value, dict) else ():
        span = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", str(key))
        if span is None or not isinstance(count, int):
            break
        spans.append((int(span[1]), int(span[2] or span[1]), count))
    else:
        if spans:
            return tuple(spans)
    raise LayoutFault(f"{place}: units: {value!r} is neither a number nor like {{2005: 42, 2006-2008: 64}}")


def _refuse_unknown(place: str, values: dict[Any, Any], known: frozenset[str]) -> None:
    unknown = sorted(str(key) for key in values if key not in known)
    if unknown:
        raise LayoutFault(f"{place}: unknown key {unknown[0]!r}; the keys are {', '.join(sorted(known))}")


def _one_of(place: str, key: str, value: Any, known: Sequence[str]) -> str:
    if value not in known:
        raise LayoutFault(f"{place}: {key}: {value!r} is not one of {', '.join(known)}")
    return str(value)


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
