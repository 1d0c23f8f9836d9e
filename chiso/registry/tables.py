"""Reads the registry's CSV files strictly: a wrong header, bad date or duplicate key stops with file, line, remedy."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from chiso.registry.entries import RegistryFault

T = TypeVar("T")
DATA = Path(__file__).parent / "data"
_COLUMNS = {
    "indices": (
        "index_code name name_en publisher level unit_measure scale_max total first_edition frequency "
        "description source"
    ),
    "index_names": "index_code name lang kind jurisdiction_id needs source",
    "components": (
        "component_id index_code parent_id position name name_en aspect jurisdiction_id bloc scale_max "
        "year_from year_to source"
    ),
    "component_names": "component_id name lang year_from year_to source",
    "editions": (
        "index_code edition_year edition_variant jurisdiction_id bloc period_start period_end announced_on "
        "unit_basis_date unit_count unit_measure scale_max series_break status source"
    ),
    "units": (
        "unit_id line_id name name_en type type_word parent_id region_id code iso_code kind valid_from "
        "valid_to status source"
    ),
    "unit_names": "unit_id name lang kind valid_from valid_to context status source",
    "successions": "predecessor_id successor_id date kind legal_basis status source",
    "region_members": "region_id unit_id valid_from valid_to source",
    "body_kinds": "kind_id type name name_city name_en family valid_from valid_to every_province status source",
    "body_names": "kind_id name lang kind province_id context source",
    "body_successions": "predecessor_kind successor_kind date kind legal_basis status source",
    "outlets": "domain name kind home_id source",
    "type_words": "word full type lang",
}
HEADERS: dict[str, tuple[str, ...]] = {table: tuple(columns.split()) for table, columns in _COLUMNS.items()}
KEYS: dict[str, tuple[str, ...]] = {
    "indices": ("index_code",),
    "index_names": ("index_code", "name", "jurisdiction_id"),
    "components": ("component_id",),
    "component_names": ("component_id", "name", "year_from"),
    "editions": ("index_code", "edition_year", "edition_variant", "jurisdiction_id", "bloc"),
    "units": ("unit_id",),
    "unit_names": ("unit_id", "name", "valid_from"),
    "successions": ("predecessor_id", "successor_id", "date", "kind"),
    "region_members": ("region_id", "unit_id", "valid_from"),
    "body_kinds": ("kind_id",),
    "body_names": ("kind_id", "name", "province_id"),
    "body_successions": ("predecessor_kind", "successor_kind", "date"),
    "outlets": ("domain",),
    "type_words": ("word",),
}


def read_table(name: str, folder: Path = DATA) -> list[list[str]]:
    """The rows of data/<name>.csv in the order of HEADERS[name].

    Raises RegistryFault: header not as declared, a row of another length, a key twice.
    """
    path = folder / f"{name}.csv"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
    except OSError as error:
        raise RegistryFault(
            f"{path.name}: cannot be read ({error.strerror}); restore it from version control"
        ) from error
    except UnicodeDecodeError as error:
        raise RegistryFault(f"{path.name}: not UTF-8 (byte {error.start}); save it as UTF-8") from error
    header = HEADERS[name]
    if not rows or tuple(rows[0]) != header:
        raise RegistryFault(f"{path.name}, line 1: the header must be {','.join(header)}")
    del rows[0]
    width = len(header)
    columns = [header.index(column) for column in KEYS[name]]
    seen: dict[tuple[str, ...], int] = {}
    for number, row in enumerate(rows, start=2):
        if len(row) != width:
            raise RegistryFault(
                f"{path.name}, line {number}: {len(row)} fields instead of {width}; quote commas in names"
            )
        key = tuple([row[column] for column in columns])
        if key in seen:
            twice = ", ".join(filter(None, key))
            raise RegistryFault(f"{path.name}, line {number}: {twice} stands on line {seen[key]} already; delete one")
        seen[key] = number
    return rows


def read_values(name: str, build: Callable[[list[str]], T], folder: Path = DATA) -> list[T]:
    """The rows of data/<name>.csv, each built into a value. Raises RegistryFault where `build` raises ValueError."""
    values = []
    for number, row in enumerate(read_table(name, folder), start=2):
        try:
            values.append(build(row))
        except ValueError as error:
            raise RegistryFault(f"{name}.csv, line {number}: {error}") from error
    return values


@lru_cache(maxsize=4096)
def read_date(text: str) -> date | None:
    """None of '', the date of '2025-07-01'. Raises ValueError."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise ValueError(f"{text!r} is no date; write YYYY-MM-DD") from error


def read_number(text: str) -> float | None:
    """None of '', 100.0 of '100'. Raises ValueError."""
    try:
        return float(text) if text else None
    except ValueError as error:
        raise ValueError(f"{text!r} is no number") from error


def read_year(text: str) -> int | None:
    """None of '', 2024 of '2024'. Raises ValueError."""
    if text and not text.isdecimal():
        raise ValueError(f"{text!r} is no whole number")
    return int(text) if text else None


def read_choice(text: str, choices: tuple[str, ...]) -> str:
    """`text` if it is one of `choices`. Raises ValueError."""
    if text not in choices:
        raise ValueError(f"{text!r} must be one of {', '.join(choices)}")
    return text


def hash_data(folder: Path = DATA) -> str:
    """sha256 over the CSV files, by name."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.csv")):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
