"""The file a run works on: a copy beside the published warehouse, which nobody else reads and no analyst waits for.

Whatever happens to a run, the published file stays as it was until the copy takes its place.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.fault import WarehouseFault
from warehouse.state import compute_views_version, fetch_part, read_fingerprint


@dataclass(frozen=True, slots=True)
class Work:
    """A warehouse in the making. `created`: there was none; `migrated`: it had other tables and was carried over."""

    con: duckdb.DuckDBPyConnection
    path: Path
    warehouse: Path
    created: bool
    migrated: bool


def open_work(warehouse: Path) -> Work:
    """Remove what a killed run left, and open a work file: a copy of `warehouse`, carried over to the tables of today.

    Call it under the run's lock. Raises WarehouseFault when the file is no chiso warehouse, is in use by a writer, was
    written by newer code, or cannot be written beside.
    """
    warehouse = warehouse.resolve()  # a link stays a link
    path = name_work(warehouse)
    if warehouse.is_dir():
        raise WarehouseFault(f"{warehouse}: is a folder; give a file name to --warehouse")
    try:
        warehouse.parent.mkdir(parents=True, exist_ok=True)
        remove_leftovers(warehouse)
        if not warehouse.exists():
            con = duckdb.connect(str(path))
            _create_all(con)
            return Work(con, path, warehouse, created=True, migrated=False)
        if migrated := not has_current_tables(warehouse):
            con = _carry_over(warehouse, path)
        else:
            copy_published(warehouse, path)
            con = duckdb.connect(str(path))
        if fetch_part(con, "views") != compute_views_version():
            from warehouse import load

            load.create_views(con)
    except (OSError, duckdb.IOException) as error:
        raise WarehouseFault(f"{warehouse}: cannot write beside it ({error}); give another --warehouse") from error
    return Work(con, path, warehouse, created=False, migrated=migrated)


def discard_work(work: Work) -> None:
    """Close and delete the work file: the run failed, the published file stays."""
    work.con.close()
    remove_leftovers(work.warehouse)


def name_work(warehouse: Path) -> Path:
    """The work file beside a warehouse."""
    return warehouse.with_name(warehouse.name + ".work")


def remove_leftovers(warehouse: Path) -> None:
    """Delete the work file of a run that was killed."""
    path = name_work(warehouse)
    path.unlink(missing_ok=True)
    path.with_name(path.name + ".wal").unlink(missing_ok=True)
    shutil.rmtree(path.with_name(path.name + ".tmp"), ignore_errors=True)  # what DuckDB put aside for want of memory


def copy_published(warehouse: Path, path: Path) -> None:
    """Copy the published file, which nobody writes to."""
    shutil.copyfile(warehouse, path)


def connect_published(warehouse: Path) -> duckdb.DuckDBPyConnection:
    """Open the published file read-only. Raises WarehouseFault in one line when it cannot be opened."""
    try:
        return duckdb.connect(str(warehouse), read_only=True)
    except duckdb.Error as error:
        raise WarehouseFault(f"{warehouse}: {_explain(str(error))}") from error


def has_current_tables(warehouse: Path) -> bool:
    """Whether the published file has the tables of today. Raises WarehouseFault when it cannot be used at all."""
    con = connect_published(warehouse)
    try:
        tables = {row[0] for row in con.execute("select table_name from duckdb_tables()").fetchall()}
        query = "select number, fingerprint from built_with where part = 'tables'"
        rows = con.execute(query).fetchall() if "built_with" in tables else []
    except duckdb.Error as error:
        raise WarehouseFault(f"{warehouse}: {_explain(str(error))}") from error
    finally:
        con.close()
    if not rows:
        raise WarehouseFault(f"{warehouse}: a DuckDB database but no chiso warehouse; give another --warehouse")
    number, fingerprint = rows[0]
    committed, of_today = read_fingerprint()
    if number > committed:
        raise WarehouseFault(
            f"{warehouse}: written by newer code (tables {number}); update this checkout or give another file"
        )
    return bool(fingerprint == of_today)


def _create_all(con: duckdb.DuckDBPyConnection) -> None:
    from warehouse import load  # with pandas and the contracts: only where a warehouse is made

    load.create_tables(con)
    load.create_views(con)


def _carry_over(warehouse: Path, path: Path) -> duckdb.DuckDBPyConnection:
    """A new work file with the tables of today and the rows of the published file."""
    from warehouse import load

    con = duckdb.connect(str(path))
    load.create_tables(con)
    try:
        con.execute(f"attach '{str(warehouse).replace(chr(39), chr(39) * 2)}' as published (read_only)")
        load.copy_rows(con, "published")
        con.execute("detach published")
    except duckdb.Error as error:
        con.close()
        remove_leftovers(warehouse)
        raise WarehouseFault(
            f"{warehouse}: its rows do not fit the tables of this version ({error}); move it away and run again"
        ) from error
    return con


def _explain(message: str) -> str:
    if "Could not set lock" in message:
        return "another program has it open for writing; close that program and run again"
    if "not a valid DuckDB database" in message or "is not a" in message:
        return "not a DuckDB database; move it away or give another --warehouse"
    if "version" in message:
        return f"written by another DuckDB ({message}); use that version or move the file away"
    return f"cannot be opened ({message}); move it away or give another --warehouse"
