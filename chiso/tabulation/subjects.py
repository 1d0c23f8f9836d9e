"""What each row of a table is about: the year measured and the unit."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pandas as pd

from chiso.model import Doubt
from chiso.tabulation.contract import KNOWN, UNIT, YEAR
from chiso.tabulation.doubts import doubt_table
from chiso.tabulation.layout import Layout
from chiso.tabulation.raw_table import RawTable

if TYPE_CHECKING:
    from chiso.registry import Registry, Resolution

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


def check_jurisdiction(raw: RawTable, registry: Registry) -> list[Doubt]:
    """A sidecar that names another jurisdiction than the layout: two contexts that disagree."""
    named = raw.document.sidecar.jurisdiction
    found = registry.resolve_jurisdiction(named) if named else None
    if found is None or found.unit_id in (None, raw.layout.jurisdiction_id):
        return []
    ours = registry.units[raw.layout.jurisdiction_id].name
    message = f"the sidecar says {named}, the layout {raw.layout.layout_id} says {ours}; correct one of them"
    return [doubt_table(raw, "jurisdiction_conflict", 0, message)]


def find_years(raw: RawTable) -> list[Doubt]:
    """Give each row its year (null where its cell holds none); a doubt where the table has none that can be trusted."""
    year, stem = raw.layout.year, PurePosixPath(raw.document.source_path).stem
    if year == "column":
        texts = raw.frame[raw.name_column("year")].str.strip()
        raw.frame[YEAR] = texts.where(texts.str.fullmatch(_YEAR)).astype("Int64")
        return []
    if not isinstance(year, int):
        title = " ".join(cell for row in raw.table.rows[: raw.header] for cell in row)
        place = {"title": title, "sheet": raw.table.name, "file": stem}[year]
        found = {y for y in re.findall(raw.layout.year_pattern or _YEAR, place) if _YEAR.fullmatch(y)}
        if len(found) != 1:
            said = "no year" if not found else f"more than one year ({', '.join(sorted(found))})"
            remedy = "name the year there, or give the layout a year_pattern"
            return [doubt_table(raw, "no_year", 0, f"the {year} ({place[:80]!r}) names {said}; {remedy}")]
        year = int(found.pop())
    in_name = {int(y) for y in _YEAR.findall(stem)}
    if in_name and year not in in_name:
        message = f"the table is of {year}, the file's name says {min(in_name)}; find out which is right"
        return [doubt_table(raw, "year_conflict", 0, message)]
    raw.frame[YEAR] = pd.array([year] * len(raw.frame), dtype="Int64")
    return []


def find_units(raw: RawTable, registry: Registry) -> dict[tuple[str, int], Resolution]:
    """Give each row its unit (id, or the name where unknown); (name, year) -> what the registry found.

    Names are resolved once each. Rows with neither a known unit nor a figure are notes and go.
    """
    name, frame = raw.name_column("unit"), raw.frame
    frame[name] = frame[name].map(lambda text: " ".join(text.split()))
    days = _list_basis_days(raw.layout, registry)
    units = {
        (text, int(year)): _resolve_unit(text, int(year), days.get(int(year)), raw.layout, registry)
        for text, year in frame[[name, YEAR]].dropna().drop_duplicates().itertuples(index=False)
        if text
    }
    known = {pair: found.unit_id for pair, found in units.items() if found.unit_id}
    ids = [known.get((text, year), "") for text, year in zip(frame[name], frame[YEAR], strict=True)]
    frame[UNIT] = [unit_id or text for unit_id, text in zip(ids, frame[name], strict=True)]
    frame[KNOWN] = [bool(unit_id) for unit_id in ids]
    silent = frame[raw.measured].map(str.strip).isin(raw.blank).all(axis=1)
    raw.frame = frame[~silent | frame[KNOWN]]
    return units


def _list_basis_days(layout: Layout, registry: Registry) -> dict[int, date | None]:
    """Year -> the day whose units an edition ranks: PCI 2008 still lists Hà Tây beside the Hà Nội of before."""
    return {
        edition.edition_year: edition.unit_basis_date
        for edition in registry.editions
        if (edition.index_code, edition.edition_variant) == (layout.index_code, layout.edition_variant)
        and edition.jurisdiction_id == layout.jurisdiction_id
        and edition.bloc in (None, layout.bloc)
    }


def _resolve_unit(text: str, year: int, day: date | None, layout: Layout, registry: Registry) -> Resolution:
    found = registry.resolve(text, layout.jurisdiction_id, year, layout.bloc)
    unit_id = registry.unit_as_of(found.unit_id, day) if found.unit_id and day else None
    return replace(found, unit_id=unit_id) if unit_id else found
