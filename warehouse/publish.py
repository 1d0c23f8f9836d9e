"""Checking and publishing: nothing that breaks a check is published, and a reader sees one whole file."""

import os
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.fault import WarehouseFault
from warehouse.state import CHECKS_FOLDER
from warehouse.work import Work, connect_published


@dataclass(frozen=True, slots=True)
class Violation:
    """A check that returned rows: a bug of ours."""

    check: str
    rows: int
    example: str

    def __str__(self) -> str:
        return f"warehouse/checks/{self.check}.sql: {self.rows} rows, first {self.example}"


def check(con: duckdb.DuckDBPyConnection) -> list[Violation]:
    """Run every query of checks/; each must return no rows. A broken one gives a Violation."""
    violations = []
    for path in sorted(CHECKS_FOLDER.glob("*.sql")):
        rows = con.execute(path.read_text(encoding="utf-8")).fetchall()
        if rows:
            violations.append(Violation(path.stem, len(rows), str(rows[0])))
    return violations


def publish(work: Work) -> None:
    """Let the work file take the published file's place. Raises WarehouseFault when a writer has that."""
    seal_work(work)
    replace_warehouse(work.path, work.warehouse)


def seal_work(work: Work) -> None:
    """Write everything into the one file, close it and see it on the disk."""
    work.con.execute("checkpoint")
    work.con.close()
    with work.path.open("rb") as file:
        os.fsync(file.fileno())


def replace_warehouse(path: Path, warehouse: Path) -> None:
    """Rename `path` to `warehouse`, atomically. Who has the old file open for reading keeps it."""
    if warehouse.exists():
        connect_published(warehouse).close()  # a writer's file is not taken away
    try:
        # a log that a crashed writer left would be replayed into the new file
        warehouse.with_name(warehouse.name + ".wal").unlink(missing_ok=True)
        os.replace(path, warehouse)  # noqa: PTH105  the atomic rename, by its own name
        folder = os.open(warehouse.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise WarehouseFault(f"{warehouse}: cannot be replaced ({error.strerror}); make its folder writable") from error
