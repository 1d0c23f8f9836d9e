"""A document's tables + its layout -> claims: check columns, find year and unit of each row, check rows, melt."""

from __future__ import annotations

from dataclasses import replace
from fnmatch import fnmatchcase
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd

from chiso.extraction import extract_claims
from chiso.extraction.tables import read_tables
from chiso.model import Claim, Document, Doubt, Extraction, Table
from chiso.tabulation.contract import UNIT, YEAR, check_columns, check_rows, read_cell
from chiso.tabulation.doubts import doubt_columns, doubt_rows, doubt_unit
from chiso.tabulation.layout import Column, Layout, serves_sheet
from chiso.tabulation.raw_table import RawTable, open_table
from chiso.tabulation.subjects import check_jurisdiction, find_units, find_years

if TYPE_CHECKING:
    from chiso.registry import Registry, Resolution

_ROW, _COLUMN, _CELL = "_row", "_column", "_cell"  # of the long frame; no header cell is called so


def tabulate_claims(document: Document, layout: Layout | None, registry: Registry) -> Extraction:
    """The claims of a document's tables, cell by cell, and what is doubted about them.

    A table that its layout does not describe (columns, years, two rows for one unit, rows missing) gives no claim and
    one doubt per kind of failure. A cell that cannot be read is a doubt at its address, the rest is loaded. A name
    that the registry does not know holds the claims of its row. A table that no layout describes is read by its header.
    """
    claims: list[Claim] = []
    doubts: list[Doubt] = []
    others: list[Table] = []
    problems = "" if layout is None else "; ".join(_check_layout(layout, registry))
    for table in document.tables:
        if layout is None or not serves_sheet(layout, table):
            if layout is None or not _is_left_out(layout, table):
                others.append(table)
        elif problems:
            locator = table.locate(0, 0)
            message = f"{document.source_path}, {locator}: layouts/{layout.layout_id}.yml: {problems}; correct it"
            doubts.append(Doubt("table", "bad_layout", message, locator=locator))
        else:
            found, doubted = _read_table(document, table, layout, registry)
            claims += found
            doubts += doubted
    if others:
        read = read_tables(
            replace(document, tables=tuple(others)), registry, partial(extract_claims, registry=registry)
        )
        claims += read.claims
        doubts += read.doubts
    return Extraction(document.document_id, tuple(claims), tuple(doubts))


def _is_left_out(layout: Layout, table: Table) -> bool:
    return any(fnmatchcase(table.name.lower(), sheets.lower()) for sheets, _ in layout.other_sheets)


def _check_layout(layout: Layout, registry: Registry) -> list[str]:
    """What the layout names that the registry does not know."""
    problems = []
    if layout.index_code not in registry.indices:
        problems.append(f"index {layout.index_code!r} is not in the registry")
    if layout.jurisdiction_id not in registry.units:
        problems.append(f"jurisdiction {layout.jurisdiction_id!r} is no unit of the registry")
    for column in layout.columns:
        component = registry.components.get(column.component_id) if column.component_id else None
        if column.component_id and (component is None or component.index_code != layout.index_code):
            problems.append(f"{column.component_id!r} is no component of {layout.index_code}")
    return problems


def _read_table(
    document: Document, table: Table, layout: Layout, registry: Registry
) -> tuple[list[Claim], list[Doubt]]:
    """Claims and doubts of one table; no claims where the table as a whole cannot be trusted."""
    raw = open_table(document, table, layout)
    doubts = doubt_columns(raw, check_columns(raw.frame, layout)) + check_jurisdiction(raw, registry)
    if doubts:
        return [], doubts
    if doubts := find_years(raw):
        return [], doubts
    units = find_units(raw, registry)
    doubts = doubt_rows(raw, check_rows(raw.frame, layout))
    held = any(doubt.subject_type == "table" for doubt in doubts)
    return [] if held else _melt_claims(raw, units), doubts


def _melt_claims(raw: RawTable, units: dict[tuple[str, int], Resolution]) -> list[Claim]:
    """One claim per readable cell, in reading order."""
    unit, columns = raw.name_column("unit"), raw.columns
    rows = raw.frame[raw.frame[YEAR].notna() & (raw.frame[UNIT] != "")].rename_axis(_ROW).reset_index()
    long = rows.melt([_ROW, YEAR, unit], raw.measured, var_name=_COLUMN, value_name=_CELL)
    long[_CELL] = long[_CELL].str.strip()
    long = long[~long[_CELL].isin(raw.blank)].merge(_read_cells(raw, long), on=[_COLUMN, _CELL])
    long["_tied"] = long.groupby([_COLUMN, YEAR, "_value"])[_ROW].transform("size") > 1
    long["_place"] = long[_COLUMN].map(raw.places)
    long = long.sort_values([_ROW, "_place"])[[_ROW, YEAR, unit, _COLUMN, _CELL, "_value", "_decimals", "_tied"]]
    claims = []
    for row, year, name, key, cell, value, decimals, tied in long.itertuples(index=False):
        column, found = columns[key], units[name, year]
        claims.append(
            Claim(
                kind=column.role,
                rule_id=f"layout:{raw.layout.layout_id}",
                quote=cell,
                locator=raw.locate(row, key),
                index_code=raw.layout.index_code,
                edition_year=int(year),
                edition_variant=raw.layout.edition_variant,
                jurisdiction_id=raw.layout.jurisdiction_id,
                bloc=raw.layout.bloc,
                bloc_part=raw.layout.bloc_part,
                component_id=column.component_id,
                component_text=" ".join(raw.read_text(raw.header, key).split()) if column.component_id else None,
                unit_id=found.unit_id,
                unit_text=name,
                value=None if column.role == "grade" else value,
                value_text=cell if column.role == "grade" else None,
                decimals=None if column.role == "grade" else int(decimals),
                scale_max=column.scale if column.role == "score" else None,
                unit_measure=(column.measure or raw.layout.measure) if column.role == "score" else None,
                out_of=raw.layout.count_units(year) if column.role == "rank" else None,
                tied=bool(tied) and column.role == "rank",
                inferred=_describe_inference(raw.layout, column, year),
                doubts=() if found.unit_id else (doubt_unit(raw, row, name, found),),
            )
        )
    return claims


def _read_cells(raw: RawTable, long: pd.DataFrame) -> pd.DataFrame:
    """The distinct cells that can be read, with value and decimals (a grade is read as it is)."""
    columns, read = raw.columns, []
    for key, cell in long[[_COLUMN, _CELL]].drop_duplicates().itertuples(index=False):
        if columns[key].role == "grade":
            read.append((key, cell, float("nan"), 0))
        elif number := read_cell(cell, columns[key], raw.layout):
            read.append((key, cell, number.value, number.decimals))
    return pd.DataFrame(read, columns=[_COLUMN, _CELL, "_value", "_decimals"])


def _describe_inference(layout: Layout, column: Column, year: int) -> str:
    """What the table does not state and where it was taken from."""
    said = ["index_code: layout", "jurisdiction: layout", "bloc: layout"]
    if layout.year != "column":
        said.append(f"edition_year: {'layout' if isinstance(layout.year, int) else layout.year}")
    if column.role == "score":
        said.append("unit_measure: layout")
    if column.role == "rank" and layout.count_units(year) is not None:
        said.append("out_of: rows of the table")
    return "; ".join(said)
