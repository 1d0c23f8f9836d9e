"""What a warehouse holds and what it was built with, asked and noted in SQL alone.

Neither pandas nor the contracts are imported here, nor in work.py and publish.py: a run with nothing new needs no more
than this, and they cost a second.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields
from datetime import UTC, datetime

import duckdb

from chiso.paths import ROOT
from chiso.reading import Source, hash_files

TABLES_FOLDER = ROOT / "warehouse" / "tables"
VIEWS_FOLDER = ROOT / "warehouse" / "views"
MACROS_FOLDER = ROOT / "warehouse" / "macros"  # unit_as_of(...), predecessors(...), successors(...)
LOADS_FOLDER = ROOT / "warehouse" / "loads"
CHECKS_FOLDER = ROOT / "warehouse" / "checks"
FINGERPRINT = TABLES_FOLDER / "fingerprint.txt"  # "<number> <sha256 of all DDL>"; the number grows with each new schema


@dataclass(frozen=True, slots=True)
class Run:
    """One row of `runs`. Times are UTC."""

    run_id: str
    started_at: datetime
    ended_at: datetime
    outcome: str
    documents_new: int
    documents_unchanged: int
    documents_failed: int
    claims_accepted: int
    claims_held: int
    code_version: str


def read_fingerprint() -> tuple[int, str]:
    """The number of the committed tables, one more with each change, and the sha256 of their DDL."""
    number, fingerprint = FINGERPRINT.read_text(encoding="utf-8").split()
    return int(number), fingerprint


def compute_views_version() -> str:
    """A version of all views and macros with their comments, which stand in schemas/."""
    files = [*VIEWS_FOLDER.glob("*.sql"), *MACROS_FOLDER.glob("*.sql"), *(ROOT / "schemas").glob("*.py")]
    return hash_files(files, ROOT)


def compute_checks_version() -> str:
    """A version of all that can make a check find something in the same rows: the views and the checks themselves."""
    return hashlib.sha256(
        (compute_views_version() + hash_files(CHECKS_FOLDER.glob("*.sql"), ROOT)).encode()
    ).hexdigest()


def record_run(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Add the run's row."""
    with open_transaction(con):
        con.execute(f"insert into runs values ({', '.join(map(_write_literal, astuple(run)))})")


def fetch_sources(con: duckdb.DuckDBPyConnection) -> dict[str, Source]:
    """What lay where when the last run looked, by path_key; withdrawn paths are left out."""
    columns = ", ".join(field.name for field in fields(Source))
    rows = con.execute(f"select {columns} from sources where state = 'present'").fetchall()
    return {row[0]: Source(*row) for row in rows}


def fetch_readings(con: duckdb.DuckDBPyConnection) -> set[str]:
    """All reading_ids in the warehouse, in any state: none of them has to be read again."""
    return {row[0] for row in con.execute("select reading_id from readings").fetchall()}


def fetch_failed(con: duckdb.DuckDBPyConnection) -> set[str]:
    """The reading_ids of documents that could not be read."""
    return {row[0] for row in con.execute("select reading_id from readings where fault is not null").fetchall()}


def fetch_part(con: duckdb.DuckDBPyConnection, part: str) -> str | None:
    """The fingerprint of the part ('tables', 'views', 'registry') that this file was built with, if it has it."""
    return dict(con.execute("select part, fingerprint from built_with").fetchall()).get(part)


def count_claims(con: duckdb.DuckDBPyConnection, run_id: str) -> tuple[int, int]:
    """How many claims of the readings of this run were accepted, and how many are held."""
    query = """
        select count(*) filter (verdict = 'accepted'), count(*) filter (verdict = 'held')
        from statements semi join (select reading_id from readings where run_id = ?) using (reading_id)
    """
    accepted, held = con.execute(query, [run_id]).fetchall()[0]
    return int(accepted), int(held)


def summarize_claims(con: duckdb.DuckDBPyConnection, run_id: str) -> list[tuple[str, str, int, int]]:
    """(index_code, kind, accepted, held) of the readings of this run; index_code is '' where a claim has none."""
    query = """
        select
            coalesce(index_code, ''),
            kind,
            count(*) filter (verdict = 'accepted'),
            count(*) filter (verdict = 'held')
        from statements semi join (select reading_id from readings where run_id = ?) using (reading_id)
        group by all order by all
    """
    return con.execute(query, [run_id]).fetchall()


@contextmanager
def open_transaction(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All or nothing: commits at the end, rolls back when anything is raised."""
    con.execute("begin")
    try:
        yield
    except BaseException:
        con.execute("rollback")
        raise
    con.execute("commit")


def note_part(con: duckdb.DuckDBPyConnection, part: str, fingerprint: str, number: int | None = None) -> None:
    """Note what a part was built with; within the caller's transaction."""
    con.execute("delete from built_with where part = ?", [part])
    con.execute("insert into built_with values (?, ?, ?)", [part, number, fingerprint])


def drop_zone(moment: datetime) -> datetime:
    """DuckDB's timestamps have no zone: they are UTC here."""
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _write_literal(value: str | int | datetime) -> str:
    """A value in SQL. A parameter would do, but with the first one DuckDB imports pandas, which takes half a second."""
    if isinstance(value, datetime):
        return f"timestamp '{drop_zone(value).isoformat(sep=' ')}'"
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"
