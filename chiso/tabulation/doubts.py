"""What is doubted about a table, in one sentence each: file, cell, what is wrong, what to do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from chiso.model import Doubt, Table
from chiso.tabulation.contract import SEVERAL, UNIT, UNREADABLE_SHARE, WHOLE_TABLE, YEAR, Failure
from chiso.tabulation.raw_table import RawTable

if TYPE_CHECKING:
    from chiso.registry import Resolution

_GUIDE = "docs/add-a-layout.md says how to write a layout"
_MEANT = {"year": "a year", "unit": "a unit's name", "rank": "a rank (a whole number from 1)", "score": "a score"}


def doubt_table(raw: RawTable, reason_code: str, row: int, message: str, column: str | None = None) -> Doubt:
    """The table as a whole is held; `row` and `column` say where to look."""
    locator = raw.table.locate(row, raw.places[column] if column else 0)
    message = f"{raw.document.source_path}, {locator}: {message}; nothing of the table is loaded"
    return Doubt("table", reason_code, message, _quote_row(raw.table, row), locator=locator)


def doubt_columns(raw: RawTable, failures: Iterable[Failure]) -> list[Doubt]:
    """Columns missing, unknown or double; and a header with nothing below it."""
    doubts, said, kinds, layout_id = [], [], dict[str, list[str]](), raw.layout.layout_id
    for failure in failures:
        kinds.setdefault(failure.check, []).append(f"'{failure.found or failure.column}'")
    if missing := kinds.pop("column_in_dataframe", None):
        said.append(f"the layout {layout_id} has {', '.join(missing)}, the table has not")
    if unknown := kinds.pop("column_in_schema", None):
        said.append(f"the table has {', '.join(unknown)}, the layout {layout_id} has not")
    if said:
        doubts.append(doubt_table(raw, "wrong_columns", raw.header, f"{'; '.join(said)}; {_GUIDE}"))
    if twice := sorted({name for names in kinds.values() for name in names}):
        message = f"two columns are named {', '.join(twice)}; tell them apart in the file or the layout"
        doubts.append(doubt_table(raw, "double_column", raw.header, message))
    if raw.frame.empty:
        message = "no row stands below the header; get the file again"
        doubts.append(doubt_table(raw, "no_rows", raw.header, message))
    return doubts


def doubt_rows(raw: RawTable, failures: Iterable[Failure]) -> list[Doubt]:
    """One doubt per kind of failure of the whole table, one per cell that cannot be read."""
    whole: dict[str, list[int]] = {}
    cells: dict[str, list[int]] = {}
    for failure in failures:
        if failure.row is None:
            raise RuntimeError(f"a contract failed without a row: {failure}")
        kind = whole if failure.check in WHOLE_TABLE else cells
        kind.setdefault(failure.check if kind is whole else failure.column or "", []).append(failure.row)
    doubts = []
    for column, rows in cells.items():
        name = {YEAR: raw.name_column("year"), UNIT: raw.name_column("unit")}.get(column, column)
        if name in raw.measured and _is_shifted(raw, name, len(rows)):
            doubts.append(_doubt_column(raw, name, rows))
        else:
            doubts += [_doubt_cell(raw, name, row) for row in rows]
    return doubts + [_WHOLE[check](raw, rows) for check, rows in whole.items()]


def doubt_unit(raw: RawTable, row: int, name: str, found: Resolution) -> Doubt:
    """About a unit's name, at the name's cell: one thing to decide for all claims of the row."""
    locator = raw.locate(row, raw.name_column("unit"))
    remedy = "choose the unit, or add the name to chiso/registry/data/unit_names.csv"
    message = f"{raw.document.source_path}, {locator}: {name!r} is {found.status}: {found.reason}; {remedy}"
    return Doubt("unit_name", f"{found.status}_unit", message, name, locator=locator, proposals=found.candidates)


def _doubt_duplicates(raw: RawTable, rows: list[int]) -> Doubt:
    unit = raw.name_column("unit")
    said = [
        f"{raw.read_text(group.index[0], unit)!r} ({', '.join(raw.locate(row, unit) for row in group.index)}; {year})"
        for (year, _), group in raw.frame.loc[rows].groupby([YEAR, UNIT], sort=False)
    ]
    message = f"two rows for one unit and year: {', '.join(said[:5])}; correct the file or ask its publisher"
    return doubt_table(raw, "duplicate_unit", rows[0], message, unit)


def _doubt_count(raw: RawTable, rows: list[int]) -> Doubt:
    counts = raw.frame.loc[rows].groupby(YEAR)[UNIT].nunique()
    said = [f"{n} units for {year}, not {raw.layout.count_units(int(str(year)))}" for year, n in counts.items()]
    message = f"{', '.join(said)}; rows are missing (or 'units' of the layout is wrong)"
    return doubt_table(raw, "wrong_unit_count", rows[0], message, raw.name_column("unit"))


def _doubt_units(raw: RawTable, rows: list[int]) -> Doubt:
    unit = raw.name_column("unit")
    names = ", ".join(repr(raw.read_text(row, unit)) for row in rows[:3])
    message = f"{len(rows)} of {len(raw.frame)} names are no {raw.layout.bloc} ({names}, ...); {_GUIDE}"
    return doubt_table(raw, "unknown_units", rows[0], message, unit)


_WHOLE = {"one_row_per_unit": _doubt_duplicates, "unit_count": _doubt_count, "units_known": _doubt_units}


def _is_shifted(raw: RawTable, column: str, unreadable: int) -> bool:
    """Are so many cells of a column unreadable that the column is not what the layout says?"""
    filled = int((~raw.frame[column].str.strip().isin(raw.blank)).sum())
    return unreadable >= SEVERAL and unreadable > UNREADABLE_SHARE * filled


def _doubt_column(raw: RawTable, column: str, rows: list[int]) -> Doubt:
    meant, cells = raw.columns[column].role, ", ".join(repr(raw.read_text(row, column)) for row in rows[:3])
    message = f"{len(rows)} cells of the column {column!r} cannot be read as a {meant} ({cells}, ...): is it shifted?"
    return doubt_table(raw, "unreadable_column", rows[0], message, column)


def _doubt_cell(raw: RawTable, column: str, row: int) -> Doubt:
    text, locator, role = raw.read_text(row, column), raw.locate(row, column), raw.columns[column].role
    left_out = "row" if role in ("year", "unit") else "cell"
    message = (
        f"{raw.document.source_path}, {locator}: {text!r} cannot be read as {_MEANT[role]}; the {left_out} is left "
        f"out: correct the file, or add the text to 'not_published' of the layout {raw.layout.layout_id}"
    )
    return Doubt("numeral", "unreadable_cell", message, text, locator=locator)


def _quote_row(table: Table, row: int) -> str:
    return " | ".join(" ".join(cell.split()) for cell in table.rows[row] if cell.strip())[:400]
