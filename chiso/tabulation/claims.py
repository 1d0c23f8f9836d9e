"""A document's tables + its layout -> claims: check columns, find year and unit of each row, check rows, melt."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pandas as pd

from chiso.fold import fold
from chiso.model import Claim, Document, Doubt, Extraction, Table
from chiso.numbers import parse_number
from chiso.tabulation.contract import (
    KNOWN,
    SEVERAL,
    UNIT,
    UNREADABLE_SHARE,
    YEAR,
    Failure,
    check_columns,
    check_rows,
    read_cell,
)
from chiso.tabulation.layout import Column, Layout, find_header, serves_sheet

if TYPE_CHECKING:
    from chiso.registry import Registry, Resolution

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_GUIDE = "docs/add-a-layout.md says how to write a layout"


def tabulate_claims(document: Document, layout: Layout | None, registry: Registry) -> Extraction:
    """The claims of a document's tables, cell by cell, and what is doubted about them.

    A table that its layout does not describe (columns, years, two rows for one unit, rows missing) gives no claim and
    one doubt per kind of failure. A cell that cannot be read is a doubt at its address, the rest is loaded. A name
    that the registry does not know holds the claims of its row. Without a layout: one doubt per table (no_layout).
    """
    claims: list[Claim] = []
    doubts: list[Doubt] = []
    problems = [] if layout is None else _check_layout(layout, registry)
    for table in document.tables:
        if layout is None or not serves_sheet(layout, table):
            if layout is None or not any(fnmatchcase(table.name, sheets) for sheets, _ in layout.other_sheets):
                doubts.append(_doubt_unknown_table(document, table, layout))
        elif problems:
            place = _name_place(document, table, 0, 0)
            message = f"{place}: layouts/{layout.layout_id}.yml: {'; '.join(problems)}; correct it"
            doubts.append(Doubt("table", "bad_layout", message, locator=table.locate(0, 0)))
        else:
            found, doubted = _TableReading(document, table, layout, registry).read()
            claims += found
            doubts += doubted
    return Extraction(document.document_id, tuple(claims), tuple(doubts))


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


def _doubt_unknown_table(document: Document, table: Table, layout: Layout | None) -> Doubt:
    words = [sum(bool(cell.strip()) and parse_number(cell) is None for cell in row) for row in table.rows[:20]]
    header = words.index(max(words))
    columns = " | ".join(" ".join(cell.split()) for cell in table.rows[header] if cell.strip())[:400]
    why = "no layout serves this file" if layout is None else f"the layout {layout.layout_id} does not serve this sheet"
    place = _name_place(document, table, header, 0)
    message = f"{place}: {why}; its columns are: {columns}; {_GUIDE}"
    return Doubt("table", "no_layout", message, quote=columns, locator=table.locate(header, 0))


def _name_place(document: Document, table: Table, row: int, column: int) -> str:
    return f"{document.source_path}, {table.locate(row, column)}"


class _TableReading:
    """One table being read through one layout."""

    def __init__(self, document: Document, table: Table, layout: Layout, registry: Registry) -> None:
        self.document, self.table, self.layout, self.registry = document, table, layout, registry
        self.header, _ = find_header(table, layout)
        self.doubts: list[Doubt] = []
        headers = layout.map_headers()
        matched = [headers.get(fold(cell)) for cell in table.rows[self.header]]
        names = [
            m.name if m else " ".join(cell.split()) for m, cell in zip(matched, table.rows[self.header], strict=True)
        ]
        body = pd.DataFrame(list(table.rows[self.header + 1 :]), columns=range(len(names)), dtype=object)
        body.index = pd.RangeIndex(self.header + 1, self.header + 1 + len(body))  # our row id: the row of the table
        texts = body.map(str.strip)
        kept = [i for i, name in enumerate(names) if name or texts[i].any()]
        self.places = {names[i]: i for i in reversed(kept)}  # column name -> column of the table
        self.frame = body.loc[texts.any(axis=1), kept].set_axis([names[i] for i in kept], axis=1)
        self.columns = {column.name: column for column in layout.columns}
        self.unit_column = next(c.name for c in layout.columns if c.role == "unit")
        self.measured = [
            c.name for c in layout.columns if c.role in ("rank", "score", "grade") and c.name in self.places
        ]
        self.blank = frozenset(text.strip() for text in layout.not_published)

    def read(self) -> tuple[list[Claim], list[Doubt]]:
        """Claims and doubts; no claims where the table as a whole cannot be trusted."""
        self._doubt_columns(check_columns(self.frame, self.layout))
        if self.frame.empty:
            self._doubt_table("no_rows", self.header, 0, "no row stands below the header; get the file again")
        self._doubt_jurisdiction()
        if self.doubts or not self._find_years():
            return [], self.doubts
        units = self._find_units()
        if self._doubt_rows(check_rows(self.frame, self.layout)):
            return [], self.doubts
        return self._melt_claims(units), self.doubts

    # -- what each row is about

    def _find_years(self) -> bool:
        """Give each row its year; False where the table has none that can be trusted."""
        year, stem = self.layout.year, PurePosixPath(self.document.source_path).stem
        if year == "column":
            name = next(c.name for c in self.layout.columns if c.role == "year")
            texts = self.frame[name].str.strip()
            self.frame[YEAR] = texts.where(texts.str.fullmatch(_YEAR)).astype("Int64")
            return True
        if not isinstance(year, int):
            title = " ".join(cell for row in self.table.rows[: self.header] for cell in row)
            place = {"title": title, "sheet": self.table.name, "file": stem}[year]
            found = {y for y in re.findall(self.layout.year_pattern or _YEAR, place) if _YEAR.fullmatch(y)}
            if len(found) != 1:
                said = "no year" if not found else f"more than one year ({', '.join(sorted(found))})"
                remedy = "name the year there, or give the layout a year_pattern"
                self._doubt_table("no_year", 0, 0, f"the {year} ({place[:80]!r}) names {said}; {remedy}")
                return False
            year = int(found.pop())
        in_name = {int(y) for y in _YEAR.findall(stem)}
        if in_name and year not in in_name:
            message = f"the table is of {year}, the file's name says {min(in_name)}; find out which is right"
            self._doubt_table("year_conflict", 0, 0, message)
            return False
        self.frame[YEAR] = pd.array([year] * len(self.frame), dtype="Int64")
        return True

    def _find_units(self) -> dict[tuple[str, int], Resolution]:
        """Give each row its unit (id, or the name where unknown); rows without unit and figures are notes and go."""
        name = self.unit_column
        self.frame[name] = self.frame[name].map(lambda text: " ".join(text.split()))
        pairs = self.frame[[name, YEAR]].dropna().drop_duplicates()
        days = self._list_basis_days()
        units = {
            (text, int(year)): self._resolve_unit(text, int(year), days.get(int(year)))
            for text, year in pairs.itertuples(index=False)
            if text
        }
        known = {pair: found.unit_id for pair, found in units.items() if found.unit_id}
        ids = [known.get((text, year), "") for text, year in zip(self.frame[name], self.frame[YEAR], strict=True)]
        self.frame[UNIT] = [unit_id or text for unit_id, text in zip(ids, self.frame[name], strict=True)]
        self.frame[KNOWN] = [bool(unit_id) for unit_id in ids]
        silent = self.frame[self.measured].map(str.strip).isin(self.blank).all(axis=1)
        self.frame = self.frame[~silent | self.frame[KNOWN]]
        return units

    def _list_basis_days(self) -> dict[int, date | None]:
        """Year -> the day whose units an edition ranks: PCI 2008 still lists Hà Tây beside the Hà Nội of before."""
        layout = self.layout
        return {
            edition.edition_year: edition.unit_basis_date
            for edition in self.registry.editions
            if (edition.index_code, edition.edition_variant) == (layout.index_code, layout.edition_variant)
            and edition.jurisdiction_id == layout.jurisdiction_id
            and edition.bloc in (None, layout.bloc)
        }

    def _resolve_unit(self, text: str, year: int, day: date | None) -> Resolution:
        found = self.registry.resolve(text, self.layout.jurisdiction_id, year, self.layout.bloc)
        unit_id = self.registry.unit_as_of(found.unit_id, day) if found.unit_id and day else None
        return replace(found, unit_id=unit_id) if unit_id else found

    # -- doubts

    def _doubt_table(self, reason_code: str, row: int, column: int, message: str) -> None:
        place = _name_place(self.document, self.table, row, column)
        quote = " | ".join(" ".join(cell.split()) for cell in self.table.rows[row] if cell.strip())[:400]
        locator = self.table.locate(row, column)
        message = f"{place}: {message}; nothing of the table is loaded"
        self.doubts.append(Doubt("table", reason_code, message, quote, locator=locator))

    def _doubt_columns(self, failures: Iterable[Failure]) -> None:
        kinds: dict[str, list[str]] = {}
        for failure in failures:
            kinds.setdefault(failure.check, []).append(f"'{failure.found or failure.column}'")
        said = []
        if missing := kinds.pop("column_in_dataframe", None):
            said.append(f"the layout {self.layout.layout_id} has {', '.join(missing)}, the table has not")
        if unknown := kinds.pop("column_in_schema", None):
            said.append(f"the table has {', '.join(unknown)}, the layout {self.layout.layout_id} has not")
        if said:
            self._doubt_table("wrong_columns", self.header, 0, f"{'; '.join(said)}; {_GUIDE}")
        if twice := [name for names in kinds.values() for name in names]:
            message = (
                f"two columns are named {', '.join(sorted(set(twice)))}; tell them apart in the file or the layout"
            )
            self._doubt_table("double_column", self.header, 0, message)

    def _doubt_jurisdiction(self) -> None:
        """A sidecar that names another jurisdiction than the layout: two contexts that disagree."""
        named = self.document.sidecar.jurisdiction
        found = self.registry.resolve_jurisdiction(named) if named else None
        if found and found.unit_id not in (None, self.layout.jurisdiction_id):
            ours = self.registry.units[self.layout.jurisdiction_id].name
            message = f"the sidecar says {named}, the layout {self.layout.layout_id} says {ours}; correct one of them"
            self._doubt_table("jurisdiction_conflict", 0, 0, message)

    def _doubt_rows(self, failures: Iterable[Failure]) -> bool:
        """Turn failures into doubts; True where the table as a whole fails."""
        unit_column = self.places[self.unit_column]
        whole: dict[str, list[int]] = {}
        cells: dict[tuple[str, str], list[int]] = {}
        for failure in failures:
            if failure.row is None:
                raise RuntimeError(f"a contract failed without a row: {failure}")
            if failure.check in ("one_row_per_unit", "unit_count", "units_known"):
                whole.setdefault(failure.check, []).append(failure.row)
            else:
                cells.setdefault((failure.check, failure.column or ""), []).append(failure.row)
        for (check, column), failed in cells.items():
            if check == "readable_cell" and self._is_shifted(column, len(failed)):
                whole[f"{check} {column}"] = failed
                self._doubt_column(column, failed)
            else:
                for row in failed:
                    self._doubt_cell(check, column, row)
        if rows := whole.get("units_known"):
            names = ", ".join(repr(self.table.rows[row][unit_column].strip()) for row in rows[:3])
            message = f"{len(rows)} of {len(self.frame)} names are no {self.layout.bloc} ({names}, ...); {_GUIDE}"
            self._doubt_table("unknown_units", rows[0], unit_column, message)
        if rows := whole.get("one_row_per_unit"):
            same = self.frame.loc[rows].groupby([YEAR, UNIT], sort=False)
            said = [
                f"{self.table.rows[group.index[0]][unit_column].strip()!r} "
                f"({', '.join(self.table.locate(row, unit_column) for row in group.index)}; {year})"
                for (year, _), group in same
            ]
            message = f"two rows for one unit and year: {', '.join(said[:5])}; correct the file or ask its publisher"
            self._doubt_table("duplicate_unit", rows[0], unit_column, message)
        if rows := whole.get("unit_count"):
            counts = self.frame.loc[rows].groupby(YEAR)[UNIT].nunique()
            said = [
                f"{n} units for {year}, not {self.layout.count_units(int(str(year)))}" for year, n in counts.items()
            ]
            message = f"{', '.join(said)}; rows are missing (or 'units' of the layout is wrong)"
            self._doubt_table("wrong_unit_count", rows[0], unit_column, message)
        return bool(whole)

    def _is_shifted(self, column: str, unreadable: int) -> bool:
        """Are so many cells of a column unreadable that the column is not what the layout says?"""
        filled = int((~self.frame[column].str.strip().isin(self.blank)).sum())
        return unreadable >= SEVERAL and unreadable > UNREADABLE_SHARE * filled

    def _doubt_column(self, column: str, rows: list[int]) -> None:
        place, role = self.places[column], self.columns[column].role
        cells = ", ".join(repr(self.table.rows[row][place].strip()) for row in rows[:3])
        message = (
            f"{len(rows)} cells of the column {column!r} cannot be read as a {role} ({cells}, ...): is it shifted?"
        )
        self._doubt_table("unreadable_column", rows[0], place, message)

    def _doubt_cell(self, check: str, column: str, row: int) -> None:
        name = {
            YEAR: next((c.name for c in self.layout.columns if c.role == "year"), ""),
            UNIT: self.unit_column,
        }
        at = self.places[name.get(column, column)]
        text, locator = self.table.rows[row][at], self.table.locate(row, at)
        role = self.columns[name.get(column, column)].role
        meant = {"year": "a year", "unit": "a unit's name", "rank": "a rank (a whole number from 1)"}.get(
            role, "a score"
        )
        remedy = "the row is left out" if check in ("year", "unit_named") else "the cell is left out"
        message = (
            f"{self.document.source_path}, {locator}: {text.strip()!r} cannot be read as {meant}; {remedy}: correct "
            f"the file, or add the text to 'not_published' of the layout {self.layout.layout_id}"
        )
        self.doubts.append(Doubt("numeral", "unreadable_cell", message, text.strip(), locator=locator))

    # -- claims

    def _melt_claims(self, units: dict[tuple[str, int], Resolution]) -> list[Claim]:
        """One claim per readable cell, in reading order."""
        name = self.unit_column
        rows = self.frame[self.frame[YEAR].notna() & (self.frame[UNIT] != "")].rename_axis("row").reset_index()
        long = rows.melt(["row", YEAR, name], self.measured, var_name="column", value_name="cell")
        long["cell"] = long["cell"].str.strip()
        long = long[~long["cell"].isin(self.blank)].merge(self._read_cells(long), on=["column", "cell"])
        long["tied"] = long.groupby(["column", YEAR, "value"])["row"].transform("size") > 1
        long["place"] = long["column"].map(self.places)
        long = long.sort_values(["row", "place"])
        claims = []
        for row, place, year, unit, key, cell, value, decimals, tied in long[
            ["row", "place", YEAR, name, "column", "cell", "value", "decimals", "tied"]
        ].itertuples(index=False):
            column, found, year = self.columns[key], units[unit, year], int(year)
            graded = column.role == "grade"
            claims.append(
                Claim(
                    kind=column.role,
                    rule_id=f"layout:{self.layout.layout_id}",
                    quote=cell,
                    locator=self.table.locate(row, place),
                    index_code=self.layout.index_code,
                    edition_year=year,
                    edition_variant=self.layout.edition_variant,
                    jurisdiction_id=self.layout.jurisdiction_id,
                    bloc=self.layout.bloc,
                    bloc_part=self.layout.bloc_part,
                    component_id=column.component_id,
                    component_text=" ".join(self.table.rows[self.header][place].split())
                    if column.component_id
                    else None,
                    unit_id=found.unit_id,
                    unit_text=unit,
                    value=None if graded else value,
                    value_text=cell if graded else None,
                    decimals=None if graded else int(decimals),
                    scale_max=column.scale if column.role == "score" else None,
                    unit_measure=(column.measure or self.layout.measure) if column.role == "score" else None,
                    out_of=self.layout.count_units(year) if column.role == "rank" else None,
                    tied=bool(tied) and column.role == "rank",
                    inferred=self._describe_inference(column, year),
                    doubts=() if found.unit_id else (self._doubt_unit(row, unit, found),),
                )
            )
        return claims

    def _read_cells(self, long: pd.DataFrame) -> pd.DataFrame:
        """column, cell, value, decimals of the distinct cells that can be read (a grade is read as it is)."""
        distinct = long[["column", "cell"]].drop_duplicates()
        read = []
        for key, cell in distinct.itertuples(index=False):
            number = None if self.columns[key].role == "grade" else read_cell(cell, self.columns[key], self.layout)
            if number is not None:
                read.append((key, cell, number.value, number.decimals))
            elif self.columns[key].role == "grade":
                read.append((key, cell, float("nan"), 0))
        return pd.DataFrame(read, columns=["column", "cell", "value", "decimals"])

    def _doubt_unit(self, row: int, unit: str, found: Resolution) -> Doubt:
        """About the name, at the name's cell: one thing to decide for all claims of the row."""
        locator = self.table.locate(row, self.places[self.unit_column])
        remedy = "choose the unit, or add the name to chiso/registry/data/unit_names.csv"
        message = f"{self.document.source_path}, {locator}: {unit!r} is {found.status}: {found.reason}; {remedy}"
        return Doubt("unit_name", f"{found.status}_unit", message, unit, locator=locator, proposals=found.candidates)

    def _describe_inference(self, column: Column, year: int) -> str:
        said = ["index_code: layout", "jurisdiction: layout", "bloc: layout"]
        if self.layout.year != "column":
            said.append(f"edition_year: {'layout' if isinstance(self.layout.year, int) else self.layout.year}")
        if column.role == "score":
            said.append("unit_measure: layout")
        if column.role == "rank" and self.layout.count_units(year) is not None:
            said.append("out_of: rows of the table")
        return "; ".join(said)
