"""However a run ends, the warehouse is what it was or what it should be, and nothing is left behind."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import psutil
import pytest

from chiso.ingest import ingest_documents
from chiso.paths import RAW, ROOT
from tests.flows.conftest import PROSE, TABLE, ask, copy_document, read_tables

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]  # each of them runs the main job several times

BOUNDARIES = [
    *(("warehouse.work", name) for name in ("open_work", "copy_published")),
    *(
        ("warehouse.load", name)
        for name in (
            "create_tables", "create_views", "load_registry_tables", "load_batch", "_insert", "load_sources",
            "withdraw_sources", "settle_readings",
        )
    ),
    ("warehouse.state", "record_run"),
    *(("warehouse.publish", name) for name in ("check", "seal_work", "replace_warehouse")),
]  # fmt: skip
KILL = """
import importlib, os, signal, sys
from pathlib import Path
module, name, when, folder, warehouse = sys.argv[1:]
module = importlib.import_module(module)
whole = getattr(module, name)
def kill(*values, **options):
    if when == "after":
        whole(*values, **options)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(module, name, kill)
from chiso.ingest import ingest_documents
ingest_documents([Path(folder)], Path(warehouse))
"""


def hash_file(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else "none"


def change_documents(folder: Path) -> None:
    """One document has other bytes, one is new, one is gone."""
    path = folder / PROSE.name
    path.write_text(path.read_text("utf-8").replace("77,81", "77,85"), "utf-8")
    copy_document(RAW / "vcci" / "2005" / "pci_2005.csv", folder)
    (folder / TABLE.name).unlink()


@pytest.fixture(scope="module")
def states(tmp_path_factory):
    """A folder before and after a change, the warehouse of the first state, and the tables of both."""
    base = tmp_path_factory.mktemp("states")
    folder, published = base / "documents", base / "published.duckdb"
    copy_document(PROSE, folder)
    copy_document(TABLE, folder)
    ingest_documents([folder], published)
    before = read_tables(published, "runs")
    change_documents(folder)
    whole = base / "whole.duckdb"
    shutil.copyfile(published, whole)
    ingest_documents([folder], whole)
    fresh = base / "fresh.duckdb"
    ingest_documents([folder], fresh)
    return (
        folder,
        published,
        {"before": before, "whole": read_tables(whole, "runs"), "fresh": read_tables(fresh, "runs")},
    )


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(("module", "name"), BOUNDARIES, ids=[name for _, name in BOUNDARIES])
def test_a_load_killed_at_a_write_boundary_leaves_the_published_file(states, warehouse, module, name, when):
    folder, published, tables = states
    is_new = name in (
        "create_tables",
        "create_views",
        "load_registry_tables",
    )  # they write only where there is nothing yet
    if not is_new:
        shutil.copyfile(published, warehouse)
    held = hash_file(warehouse)
    command = [sys.executable, "-c", KILL, module, name, when, str(folder), str(warehouse)]
    killed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    if (name, when) == ("replace_warehouse", "after"):
        assert read_tables(warehouse, "runs") == tables["whole"]
    else:
        assert hash_file(warehouse) == held
    ingest_documents([folder], warehouse)
    assert read_tables(warehouse, "runs") == tables["fresh" if is_new else "whole"]
    left = {path.name for path in warehouse.parent.glob("test.duckdb*")}
    assert left <= {"test.duckdb", "test.duckdb.lock"}


def find_servers(environment) -> list[psutil.Process]:
    """Prefect servers with this session's home."""
    found = []
    for process in psutil.process_iter():
        try:
            if "prefect.server.api.server:create_app" in process.cmdline():
                found += [process] if process.environ().get("PREFECT_HOME") == environment["PREFECT_HOME"] else []
        except psutil.Error:
            continue
    return found


def start_chiso(environment, *arguments, stdout=subprocess.PIPE) -> subprocess.Popen[str]:
    """`chiso ...` in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "chiso.cli", *map(str, arguments)],
        cwd=ROOT, env=environment, start_new_session=True, text=True, stdout=stdout, stderr=subprocess.STDOUT,
    )  # fmt: skip


def test_whole_runs_killed_at_random_moments_then_run_again(states, environment, chiso, warehouse):
    folder, published, tables = states
    shutil.copyfile(published, warehouse)
    start = time.monotonic()
    assert chiso("run", folder, "--warehouse", warehouse).returncode == 0
    whole_run = time.monotonic() - start
    dice = random.Random()
    for _ in range(3):
        shutil.copyfile(published, warehouse)
        moment = dice.uniform(0.2, whole_run)
        run = start_chiso(environment, "run", folder, "--warehouse", warehouse)
        try:
            run.communicate(timeout=moment)
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGKILL)
            run.communicate()
        time.sleep(0.5)
        assert find_servers(environment) == [], f"killed after {moment:.2f} s"
        assert read_tables(warehouse, "runs") in (tables["before"], tables["whole"]), f"killed after {moment:.2f} s"
        assert chiso("run", folder, "--warehouse", warehouse).returncode == 0
        assert read_tables(warehouse, "runs") == tables["whole"], f"killed after {moment:.2f} s"
    assert find_servers(environment) == []


@pytest.mark.parametrize("moment", ["Prefect starts", "the flow runs"])
@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=lambda sign: sign.name)
def test_a_run_whose_process_alone_is_ended_leaves_nothing(states, environment, chiso, warehouse, sign, moment):
    folder, _, tables = states
    said = warehouse.with_suffix(".log")
    with said.open("w") as log:  # not a pipe: a server that is left behind would hold it open
        run = start_chiso(environment, "run", folder, "--warehouse", warehouse, stdout=log)
        work = Path(f"{warehouse}.work")
        while not (work.exists() if moment == "the flow runs" else find_servers(environment)):
            assert run.poll() is None, "it ended before it was killed"
            time.sleep(0.02)
        os.kill(run.pid, sign)
        assert run.wait(timeout=60) != 0
    if sign != signal.SIGKILL:  # a process that may still act stops its server, drops its work and does not chatter
        assert find_servers(environment) == []
        assert not work.exists()
        assert len(said.read_text().splitlines()) <= 2, said.read_text()
    assert not warehouse.exists()
    assert chiso("run", folder, "--warehouse", warehouse).returncode == 0
    assert find_servers(environment) == []
    assert read_tables(warehouse, "runs") == tables["fresh"]


def test_a_reader_is_never_in_the_way_and_sees_all_or_nothing(states, environment, chiso, warehouse):
    folder, published, _ = states
    shutil.copyfile(published, warehouse)
    query = "select count(*) from claims where status = 'accepted'"
    with duckdb.connect(str(warehouse), read_only=True) as early:
        before = early.execute(query).fetchall()
        run = start_chiso(environment, "run", folder, "--warehouse", warehouse)
        seen = {ask(warehouse, query)[0]}
        while run.poll() is None:
            assert early.execute(query).fetchall() == before
            seen.add(ask(warehouse, query)[0])
            time.sleep(0.05)
        run.communicate()
        assert run.returncode == 0
        assert early.execute(query).fetchall() == before
        assert early.execute("select count(*) from results").fetchall()[0][0] > 0
    after = ask(warehouse, query)[0]
    assert after != before[0]
    assert seen <= {before[0], after}


def test_two_runs_at_once_do_not_write_together(states, environment, warehouse):
    folder, _, tables = states
    first = start_chiso(environment, "run", folder, "--warehouse", warehouse)
    while not Path(f"{warehouse}.lock").exists():
        time.sleep(0.05)
    time.sleep(0.5)
    hasty = start_chiso(environment, "run", folder, "--warehouse", warehouse, "--wait", "0.5")
    patient = start_chiso(environment, "run", folder, "--warehouse", warehouse, "--wait", "120")
    outputs = [process.communicate(timeout=180)[0] for process in (first, hasty, patient)]
    assert [process.returncode for process in (first, hasty, patient)] == [0, 1, 0], outputs
    assert outputs[1].splitlines()[-1].startswith(f"chiso: {warehouse}: another run is still writing it after 0.5 s")
    assert "nothing new: no document was read again" in outputs[2]
    assert read_tables(warehouse, "runs") == tables["fresh"]
    assert ask(warehouse, "select documents_new, documents_unchanged from runs order by started_at") == [(2, 0), (0, 2)]
