"""What every model has in common, and how a model becomes DDL, Arrow schema, comment and dictionary entry."""

import inspect
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pandera.pandas as pa
import pyarrow
from pandera.errors import SchemaErrors

from chiso.fault import RunFault
from schemas.fields import COLUMN_TYPES


class Contract(pa.DataFrameModel):
    """A table or view of the warehouse: its columns, no others, coerced to the types declared."""

    class Config:
        """Exactly these columns; foreign types are converted, and what cannot be converted is an error."""

        strict = True
        coerce = True


def about(kind: str, *key: str) -> dict[str, Any]:
    """What a model's Config says of its table or view: 'table' or 'view', and the columns that identify a row."""
    return {"kind": kind, "key": key}


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column as the warehouse has it."""

    name: str
    duckdb_type: str
    arrow_type: pyarrow.DataType
    nullable: bool
    comment: str
    values: tuple[str, ...] | None


Model = type[Contract]


def read_name(model: Model) -> str:
    """The table's or view's name, as its Config says."""
    return str(_config(model)["name"])


def read_kind(model: Model) -> str:
    """'table' or 'view'."""
    return str(_config(model)["kind"])


def read_key(model: Model) -> tuple[str, ...]:
    """The columns that identify a row; () where no set of columns does."""
    return tuple(_config(model)["key"])


def read_comment(model: Model) -> str:
    """The model's docstring in one line: the table's comment."""
    return " ".join((inspect.getdoc(model) or "").split())


def _config(model: Model) -> dict[str, Any]:
    config: Any = model.Config
    return {"name": config.name, **config.metadata}


def list_columns(model: Model) -> list[ColumnSpec]:
    """The columns in their order. Raises KeyError for a type that has no place in COLUMN_TYPES."""
    columns = []
    for name, column in model.to_schema().columns.items():
        pandas_type = str(column.dtype)
        duckdb_type, arrow_type = COLUMN_TYPES["string" if pandas_type.startswith("string") else pandas_type]
        values = (column.metadata or {}).get("values")
        columns.append(ColumnSpec(name, duckdb_type, arrow_type, column.nullable, column.description or "", values))
    return columns


def name_columns(model: Model) -> list[str]:
    """The names of the columns in their order."""
    return [column.name for column in list_columns(model)]


class ContractFault(RunFault):
    """Rows of ours break their contract: a bug. The message names the contract, the column and the value."""


def conform(frame: pd.DataFrame, model: Model) -> pd.DataFrame:
    """The frame in the types of its contract. Raises ContractFault, with the first of the rows that break it."""
    try:
        return model.validate(frame, lazy=True)
    except SchemaErrors as errors:
        name = read_name(model)
        raise ContractFault(f"schemas/{name}.py: {describe_first(errors)[1]}; report this bug") from errors


def describe_first(errors: SchemaErrors) -> tuple[int | None, str]:
    """The row and, in words, the column, value and check of the first failure."""
    case = errors.failure_cases.iloc[0]
    row = None if pd.isna(case["index"]) else int(case["index"])
    return row, f"column {case['column']}: {case['failure_case']!r} fails {case['check']}"


def make_empty(model: Model) -> pd.DataFrame:
    """A frame with the model's columns and no row."""
    return model.validate(pd.DataFrame(columns=name_columns(model), dtype=object))


def make_arrow(frame: pd.DataFrame, model: Model) -> pyarrow.Table:
    """The frame as an Arrow table of exactly the model's columns and types, so that the database need not guess any."""
    columns: Sequence[ColumnSpec] = list_columns(model)
    schema = pyarrow.schema([pyarrow.field(c.name, c.arrow_type) for c in columns])
    return pyarrow.Table.from_pandas(frame[[c.name for c in columns]], schema=schema, preserve_index=False)
