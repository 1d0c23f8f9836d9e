"""One Prefect home for the whole session (its database takes seconds to make), and runs of the real thing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from chiso.ingest import ingest_documents
from chiso.paths import RAW, ROOT
from flows.server import SETTINGS

PROSE = RAW / "cand" / "2019" / "quang-ninh-ddci-2018.txt"
TABLE = RAW / "vcci" / "2006" / "pci_2006.csv"
WORKBOOK = RAW / "vcci" / "2012" / "pci_2012.xlsx"
# columns that tell when and by which run something was recorded; all others are what the documents say
TIMES = ("run_id", "recorded_at", "superseded_at", "first_run_id", "last_run_id", "read_at", "started_at", "ended_at")

Ingest = Callable[..., Any]
Chiso = Callable[..., subprocess.CompletedProcess[str]]


def copy_document(source: Path, folder: Path, name: str | None = None) -> Path:
    """A document of raw/ with its sidecar, copied into a folder of the same name as its own."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / (name or source.name)
    shutil.copyfile(source, target)
    shutil.copyfile(f"{source}.yml", f"{target}.yml")
    return target


def read_tables(warehouse: Path, *without: str) -> dict[str, list[tuple[Any, ...]]]:
    """All tables and views without run ids and times, rows sorted, so that two warehouses can be compared."""
    with duckdb.connect(str(warehouse), read_only=True) as con:
        names = con.execute("select table_name from information_schema.tables where table_schema = 'main'").fetchall()
        tables = {}
        for (name,) in names:
            if name in without:
                continue
            columns = [f'"{row[0]}"' for row in con.execute(f"describe {name}").fetchall() if row[0] not in TIMES]
            rows = con.execute(f"select {', '.join(columns)} from {name}").fetchall()
            tables[name] = sorted(rows, key=repr)
    return tables


def ask(warehouse: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """The answer of a query, from a read-only connection."""
    with duckdb.connect(str(warehouse), read_only=True) as con:
        return con.execute(sql, list(values)).fetchall()


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A folder with one text and one table."""
    folder = tmp_path / "documents"
    copy_document(PROSE, folder)
    copy_document(TABLE, folder)
    return folder


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    """Where a warehouse of this test may stand."""
    return tmp_path / "test.duckdb"


@pytest.fixture
def ingest(warehouse: Path) -> Ingest:
    """The main job without Prefect, in this process, into the test's warehouse."""
    return lambda *paths, **options: ingest_documents([Path(p) for p in paths], warehouse, **options)


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of real runs: the session's own Prefect home, no standing server."""
    inherited = {name: value for name, value in os.environ.items() if name not in {*SETTINGS, "PREFECT_API_URL"}}
    return {**inherited, "PREFECT_HOME": str(tmp_path_factory.mktemp("prefect")), "COLUMNS": "200"}


@pytest.fixture(scope="session")
def chiso(environment: dict[str, str]) -> Chiso:
    """`chiso ...` as a process of its own."""

    def run(*arguments: object, cwd: Path = ROOT, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "chiso.cli", *map(str, arguments)],
            cwd=cwd,
            env=environment | variables,
            capture_output=True,
            text=True,
            timeout=110,
            check=False,
        )

    return run
