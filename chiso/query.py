"""Read from the published warehouse, and nothing else."""

from __future__ import annotations

from pathlib import Path

import duckdb
from rich import box
from rich.table import Table

from chiso.console import OUT, print_line
from chiso.fault import RunFault

# read_only alone still reads other files and runs COPY TO
_READ_ONLY = {"enable_external_access": "false", "lock_configuration": "true"}


def open_published(warehouse: Path) -> duckdb.DuckDBPyConnection:
    """A connection that can only read this file. Raises RunFault when it is missing or no warehouse."""
    if not warehouse.is_file():
        raise RunFault(f"{warehouse}: no such warehouse; build it with `chiso run --warehouse {warehouse}`")
    try:
        return duckdb.connect(str(warehouse), read_only=True, config=dict(_READ_ONLY))
    except duckdb.Error as error:
        reason = _first_line(error)
        if "lock" in reason:
            raise RunFault(f"{warehouse}: another program has it open for writing; close that program") from error
        raise RunFault(f"{warehouse}: DuckDB cannot open it ({reason}); name a warehouse of chiso") from error


def answer_query(file: Path, warehouse: Path) -> None:
    """Print what the query in `file` gives. Raises RunFault when it cannot be read or run."""
    columns, rows = fetch_answer(file, warehouse)
    for line in file.read_text("utf-8").splitlines():
        if not line.startswith("--"):
            break
        print_line(line.removeprefix("--").strip())  # the comment on top says what is asked
    if OUT.is_terminal:
        table = Table(*columns, box=box.SIMPLE)
        for row in rows:
            table.add_row(*row)
        OUT.print(table)
        return
    for line in format_answer(columns, rows):
        print_line(line)


def fetch_answer(file: Path, warehouse: Path) -> tuple[list[str], list[list[str]]]:
    """The column names and the rows, as text, of the query in `file`. Raises RunFault when it cannot be read or run."""
    try:
        sql = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RunFault(f"{file}: {getattr(error, 'strerror', None) or error}; name a file with SQL in UTF-8") from error
    with open_published(warehouse) as con:
        try:
            cursor = con.execute(sql)
            columns = [column[0] for column in cursor.description or ()]
            rows = cursor.fetchall()
        except duckdb.Error as error:
            raise RunFault(f"{file}: {_first_line(error)}; see docs/data-dictionary.md for names") from error
    return columns, [["" if value is None else str(value) for value in row] for row in rows]


def format_answer(columns: list[str], rows: list[list[str]]) -> list[str]:
    """The answer as lines of aligned columns, header first."""
    widths = [max(len(text) for text in texts) for texts in zip(columns, *rows, strict=True)]
    return [
        "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in (columns, *rows)
    ]


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]
