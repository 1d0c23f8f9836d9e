"""The registry's CSV files as frames, each validated by its contract before anything uses it."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pandas as pd
from pandera.errors import SchemaErrors

from chiso.fault import RunFault
from chiso.paths import ROOT
from schemas import REGISTRY_TABLES
from schemas.contract import Model, describe_first, list_columns, name_columns, read_key, read_name

REGISTRY_FOLDER = ROOT / "chiso" / "registry" / "data"

RegistryTables = Mapping[str, pd.DataFrame]


class RegistryTableFault(RunFault):
    """A file of the registry breaks its contract. The message names file, line and remedy."""


@cache
def read_registry_tables(folder: Path = REGISTRY_FOLDER) -> RegistryTables:
    """All tables of the registry by name. Raises RegistryTableFault for the first file that breaks its contract."""
    return {
        read_name(model): read_registry_table(folder / f"{read_name(model)}.csv", model) for model in REGISTRY_TABLES
    }


def read_registry_table(path: Path, model: Model) -> pd.DataFrame:
    """One CSV file (UTF-8, comma, empty = null, ISO dates) in the types of its contract, keys unique."""
    try:
        raw = pd.read_csv(path, dtype="string", keep_default_na=False, na_values=[""], encoding="utf-8")
    except (OSError, UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise RegistryTableFault(f"{path}: cannot be read ({error}); restore it") from error
    columns = name_columns(model)
    needed = {column.name for column in list_columns(model) if not column.nullable}
    if odd := sorted((set(raw.columns) - set(columns)) | (needed - set(raw.columns))):
        raise RegistryTableFault(
            f"{path}: columns {', '.join(odd)} differ from schemas/{path.stem}.py; make them agree"
        )
    raw = raw.reindex(columns=columns)
    twice = raw.index[raw.duplicated(list(read_key(model)))]
    if len(twice):
        key = ", ".join(str(raw.at[twice[0], column]) for column in read_key(model))
        raise RegistryTableFault(f"{path}: line {twice[0] + 2}: ({key}) stands there twice; delete one")
    try:
        table = model.validate(_read_flags(raw, model), lazy=True)
    except SchemaErrors as errors:
        row, failure = describe_first(errors)
        line = "" if row is None else f"line {row + 2}, "
        raise RegistryTableFault(f"{path}: {line}{failure}; correct the file") from errors
    return table


def _read_flags(raw: pd.DataFrame, model: Model) -> pd.DataFrame:
    """'true' and 'false' as booleans; any other word stays and fails its contract."""
    flags = [column.name for column in list_columns(model) if column.duckdb_type == "BOOLEAN"]
    return raw.assign(**{name: raw[name].astype(object).replace({"true": True, "false": False}) for name in flags})
