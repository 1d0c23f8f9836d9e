"""Filling the warehouse: a work copy is opened, batches are added in bulk, and what is current is settled at the end.

Base tables are only added to. What lies in the folders is the table `sources`; which reading of a document is current
follows from it in one step (`settle_readings`), and the views show claims and review items of the others as superseded
and obsolete. A file that comes back makes its old reading current again.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

import duckdb
import pandas as pd
import pyarrow

from chiso.reading import Source
from schemas import LOADED_TABLES, REGISTRY_TABLES, TABLES, VIEWS
from schemas.contract import Model, conform, make_arrow, name_columns, read_name
from schemas.doubts import Doubts
from schemas.frames import Frames
from schemas.numeral_counts import NumeralCounts
from schemas.readings import Readings
from schemas.registry_tables import RegistryTables
from schemas.sources import Sources
from schemas.statements import Statements
from schemas.texts import TextsOfDocuments
from warehouse.generate import write_comments
from warehouse.state import (
    LOADS_FOLDER,
    MACROS_FOLDER,
    TABLES_FOLDER,
    VIEWS_FOLDER,
    compute_views_version,
    drop_zone,
    fetch_part,
    note_part,
    open_transaction,
    read_fingerprint,
)


@dataclass(frozen=True, slots=True)
class Settled:
    """How many readings are current, and how many changed their state."""

    current: int
    superseded: int
    withdrawn: int
    restored: int


def create_tables(con: duckdb.DuckDBPyConnection) -> None:
    """Create all tables with their comments, as committed in tables/, in one transaction."""
    with open_transaction(con):
        for model in TABLES:
            con.execute((TABLES_FOLDER / f"{read_name(model)}.sql").read_text(encoding="utf-8"))
        number, fingerprint = read_fingerprint()
        note_part(con, "tables", fingerprint, number)


def create_views(con: duckdb.DuckDBPyConnection) -> bool:
    """Create all views and macros with their comments, in one transaction, unless they are there. True when created."""
    version = compute_views_version()
    if fetch_part(con, "views") == version:
        return False
    scripts = [(VIEWS_FOLDER / f"{read_name(m)}.sql").read_text(encoding="utf-8") + write_comments(m) for m in VIEWS]
    scripts += [path.read_text(encoding="utf-8") for path in sorted(MACROS_FOLDER.glob("*.sql"))]
    with open_transaction(con):
        # a view that is no longer made, or that another one builds upon, must not stand in the way
        for (name,) in con.execute("select view_name from duckdb_views() where not internal").fetchall():
            con.execute(f'drop view if exists "{name}"')
        for (name,) in con.execute("select function_name from duckdb_functions() where not internal").fetchall():
            con.execute(f'drop macro table if exists "{name}"')
        for script in scripts:
            con.execute(script)
        note_part(con, "views", version)
    return True


def load_registry_tables(con: duckdb.DuckDBPyConnection, tables: RegistryTables, version: str) -> bool:
    """Replace the registry's tables, in one transaction, unless `version` is the one they have. True when replaced."""
    if fetch_part(con, "registry") == version:
        return False
    with open_transaction(con):
        for model in REGISTRY_TABLES:
            con.execute(f"delete from {read_name(model)}")
            _insert(con, model, make_arrow(tables[read_name(model)], model))
        note_part(con, "registry", version)
    return True


def load_batch(con: duckdb.DuckDBPyConnection, frames: Frames) -> None:
    """Add a batch in one transaction. Rows of readings and documents that are in the warehouse already are left out."""
    new_reading = "reading_id not in (select reading_id from readings)"
    with open_transaction(con):
        _insert(con, TextsOfDocuments, make_arrow(frames.texts, TextsOfDocuments), _is_new("document_id", "texts"))
        _insert(con, Statements, make_arrow(frames.statements, Statements), new_reading)
        _insert(con, Doubts, make_arrow(frames.doubts, Doubts), new_reading)
        _insert(con, NumeralCounts, make_arrow(frames.numeral_counts, NumeralCounts), new_reading)
        _insert(con, Readings, make_arrow(frames.readings, Readings), new_reading)


def load_sources(con: duckdb.DuckDBPyConnection, sources: Sequence[Source]) -> None:
    """Note what lies at these paths now (new, changed and restored files), in one transaction."""
    rows = pd.DataFrame(
        [{**_read_source(source), "state": "present"} for source in sources], columns=name_columns(Sources)
    )
    with open_transaction(con):
        arrow = make_arrow(conform(rows.astype(object), Sources), Sources)
        _remove(con, "sources", "path_key", arrow)
        _insert(con, Sources, arrow)


def withdraw_sources(con: duckdb.DuckDBPyConnection, path_keys: Collection[str]) -> None:
    """Note that nothing lies at these paths any more; the rows stay."""
    with open_transaction(con):
        con.execute(
            "update sources set state = 'withdrawn' where list_contains($path_keys, path_key)",
            {"path_keys": sorted(path_keys)},
        )


def settle_readings(con: duckdb.DuckDBPyConnection, at: datetime) -> Settled:
    """Make `readings` agree with `sources`, in one transaction: current, superseded (by what) or withdrawn."""
    find, update = (LOADS_FOLDER / "settle_readings.sql").read_text(encoding="utf-8").split(";\n\n")
    with open_transaction(con):
        con.execute(find)
        con.execute(update, {"at": drop_zone(at)})
        counts = dict(
            con.execute(
                "select state_after, count(*) from settled where state_before <> state_after group by all"
            ).fetchall()
        )
        con.execute("drop table settled")
        current = con.execute("select count(*) from readings where state = 'current'").fetchall()[0][0]
    return Settled(current, counts.get("superseded", 0), counts.get("withdrawn", 0), counts.get("current", 0))


def copy_rows(con: duckdb.DuckDBPyConnection, catalog: str) -> None:
    """Add the rows of another chiso warehouse, attached as `catalog`: tables and columns that exist in both."""
    with open_transaction(con):
        for model in LOADED_TABLES:
            name = read_name(model)
            query = "select column_name from duckdb_columns() where database_name = ? and table_name = ?"
            old = {row[0] for row in con.execute(query, [catalog, name]).fetchall()}
            both = ", ".join(f'"{column}"' for column in name_columns(model) if column in old)
            if both and name != "built_with":
                con.execute(f"insert into {name} ({both}) select {both} from {catalog}.{name}")


def _insert(con: duckdb.DuckDBPyConnection, model: Model, arrow: pyarrow.Table, condition: str = "true") -> None:
    con.register("incoming", arrow)
    con.execute(f"insert into {read_name(model)} by name select * from incoming where {condition}")
    con.unregister("incoming")


def _remove(con: duckdb.DuckDBPyConnection, table: str, key: str, arrow: pyarrow.Table) -> None:
    con.register("incoming", arrow)
    con.execute(f"delete from {table} where {key} in (select {key} from incoming)")
    con.unregister("incoming")


def _is_new(key: str, table: str) -> str:
    return f"{key} not in (select {key} from {table})"


def _read_source(source: Source) -> dict[str, str | None]:
    return {field.name: getattr(source, field.name) for field in fields(source)}
