"""The contract of one raw table, built from its layout: which columns, one row a unit and year, cells that can be read.

Two steps, both validated lazily by pandera: the columns (before anything is known of the rows), then the rows, with the
year and the unit that each was found to be about.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from chiso.numbers import Number, parse_number
from chiso.tabulation.layout import Column, Layout

YEAR, UNIT, KNOWN = "_year", "_unit", "_known"  # given to rows: year measured; unit_id or name; is it a unit_id?
WHOLE_TABLE = ("one_row_per_unit", "unit_count", "units_known")  # checks of rows that no single row answers for
SEVERAL = 3  # so many cells or names must fail before the column, not the cell, is the mistake
UNREADABLE_SHARE = 0.2  # of the filled cells of a column; above it the column is not what the layout says
UNKNOWN_SHARE = 0.5  # of the names; above it the table lists another kind of unit


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that a contract refused. `row`: our own row id (its row in the raw table), None: the whole table."""

    check: str
    column: str | None
    row: int | None
    found: str


def check_columns(frame: pd.DataFrame, layout: Layout) -> list[Failure]:
    """Columns missing, not in the layout, or there twice. The frame's columns: header cells as the layout spells."""
    schema = pa.DataFrameSchema(
        {column.name: pa.Column(None, required=not column.optional) for column in layout.columns},
        strict=True,
        unique_column_names=True,
    )
    return _collect_failures(schema, frame)


def check_rows(frame: pd.DataFrame, layout: Layout) -> list[Failure]:
    """Rows that share unit and year, a year with too few or too many units, cells that cannot be read."""
    columns = {
        column.name: pa.Column(None, pa.Check(_make_cell_check(column, layout), name="readable_cell"))
        for column in layout.columns
        if column.role in ("rank", "score") and column.name in frame.columns
    }
    columns[YEAR] = pa.Column(None, pa.Check(lambda years: years.notna(), name="year", ignore_na=False), nullable=True)
    columns[UNIT] = pa.Column(
        None,
        [
            pa.Check(lambda units: units != "", name="unit_named"),
            pa.Check(lambda units: _cover_units(frame.loc[units.index, KNOWN]), name="units_known"),
            pa.Check(lambda units: _stand_once(frame.loc[units.index]), name="one_row_per_unit"),
            pa.Check(lambda units: _match_unit_count(frame.loc[units.index], layout), name="unit_count"),
        ],
    )
    return _collect_failures(pa.DataFrameSchema(columns), frame)


def read_cell(text: str, column: Column, layout: Layout) -> Number | None:
    """The number of a rank or score cell; None where it cannot be read as one.

    A rank is a whole number from 1. A percentage is read only where the column is measured in percent. A score like
    '47.102' is a decimal when its thousands reading would lie outside the scale; without a scale it cannot be read.
    """
    number = parse_number(text.strip(), layout.decimal_mark)
    if number is None:
        return None
    if column.role == "rank":
        whole = number.decimals == 0 and number.value >= 1 and not number.percent
        return number if whole else None
    if number.percent and (column.measure or layout.measure) != "percent":
        return None
    if number.ambiguous and (column.scale is None or column.scale >= 1000):
        return None
    return number


def _make_cell_check(column: Column, layout: Layout):  # type: ignore[no-untyped-def] # what pandera calls
    blank = frozenset(text.strip() for text in layout.not_published)

    def check(cells: pd.Series) -> pd.Series:
        readable = {
            text: text.strip() in blank or read_cell(text, column, layout) is not None for text in cells.unique()
        }
        return cells.map(readable).astype(bool)

    return check


def _cover_units(known: pd.Series) -> pd.Series:
    """Fails for the unknown names where they are most of a table's: it lists another kind of unit."""
    unknown = int((~known).sum())
    return known | (unknown < SEVERAL or unknown <= UNKNOWN_SHARE * len(known))


def _stand_once(frame: pd.DataFrame) -> pd.Series:
    """Fails for rows that share unit and year; rows without a name or a year have failures of their own."""
    nameless = frame[YEAR].isna() | (frame[UNIT] == "")
    return nameless | ~frame.duplicated([YEAR, UNIT], keep=False)


def _match_unit_count(frame: pd.DataFrame, layout: Layout) -> pd.Series:
    expected = frame[YEAR].map({year: layout.count_units(int(year)) for year in frame[YEAR].dropna().unique()})
    listed = frame.groupby(YEAR)[UNIT].transform("nunique")  # a row too many is another failure
    return expected.isna() | (expected == listed)


def _collect_failures(schema: pa.DataFrameSchema, frame: pd.DataFrame) -> list[Failure]:
    """All failures at once. The frame's index is our row id, unique, so a failure case finds its row."""
    try:
        schema.validate(frame, lazy=True)
    except SchemaErrors as errors:
        return [
            Failure(
                check=str(case.check),
                column=None if pd.isna(case.column) else str(case.column),
                row=None if pd.isna(case.index) else int(case.index),
                found="" if pd.isna(case.failure_case) else str(case.failure_case),
            )
            for case in errors.failure_cases.itertuples(index=False)
        ]
    return []
