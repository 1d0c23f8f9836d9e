"""The command line as it is started by hand: a few real runs with Prefect, and every way to end in one line."""

from __future__ import annotations

import duckdb
import pytest

from tests.flows.conftest import ask, read_tables


def assert_fault(result, *words: str) -> None:
    """One line on standard error, exit code 1."""
    assert result.returncode == 1, result.stderr
    assert result.stderr.startswith("chiso: ")
    assert result.stderr.count("\n") == 1, result.stderr
    for word in words:
        assert word in result.stderr


def test_run_twice_then_explain(documents, chiso, warehouse):
    (documents / "late.txt").write_bytes(b"")
    (documents / "map.png").write_bytes(b"\x89PNG")
    first = chiso("run", documents, "--warehouse", warehouse)
    assert (first.returncode, first.stderr) == (0, "")
    out = first.stdout
    assert "read 3 of 3 documents\n" in out
    assert "documents: 2 new, 0 changed, 0 unchanged, 0 withdrawn, 1 failed, 1 skipped\n" in out
    assert "map.png: unknown kind (.png)\n" in out
    assert "late.txt: the file is empty" in out
    assert "  PCI        score            704 accepted      0 held\n" in out
    assert "1 items wait for review\n" in out
    assert "\nseconds: collect " in out
    assert "\x1b[" not in out  # plain lines: nobody looks at this terminal
    before = read_tables(warehouse, "runs")

    second = chiso("run", documents, documents / "none.txt", "--warehouse", warehouse)
    assert_fault(second, "none.txt: no such file or folder; check the path")  # the others were looked at all the same
    assert "documents: 0 new, 0 changed, 3 unchanged" in second.stdout
    assert "nothing new: no document was read again" in second.stdout
    assert read_tables(warehouse, "runs") == before
    assert ask(warehouse, "select count(*) from runs") == [(2,)]

    ((claim_id,),) = ask(warehouse, "select claim_id from claims where value = 77.81")
    told = chiso("explain", claim_id, "--warehouse", warehouse)
    assert told.returncode == 0
    assert "77,81 điểm" in told.stdout
    assert_fault(chiso("explain", "c0", "--warehouse", warehouse), "no claim c0")


def test_paths_that_hold_nothing(tmp_path, chiso, warehouse):
    (tmp_path / "empty").mkdir()
    assert_fault(chiso("run", tmp_path / "none", "--warehouse", warehouse), "no such file or folder; check the path")
    assert_fault(chiso("run", tmp_path / "empty", "--warehouse", warehouse), "no documents in this folder")
    assert not warehouse.exists()


@pytest.mark.parametrize("kind", ["locked", "no database"])
def test_a_warehouse_that_cannot_be_used(documents, chiso, warehouse, kind):
    if kind == "locked":
        with duckdb.connect(str(warehouse)) as con:
            con.execute("create table mine as select 1 as one")
            assert_fault(chiso("run", documents, "--warehouse", warehouse), "test.duckdb: another program has it open")
        return
    warehouse.write_bytes(b"my notes")
    assert_fault(chiso("run", documents, "--warehouse", warehouse), "test.duckdb: DuckDB cannot open it")
    assert warehouse.read_bytes() == b"my notes"


def test_a_lock_that_is_held(documents, chiso, warehouse):
    from chiso.lock import hold_warehouse

    with hold_warehouse(warehouse, 0):
        result = chiso("run", documents, "--warehouse", warehouse, "--wait", "0.2")
    assert_fault(result, "another run is still writing it after 0.2 s")
    assert not warehouse.exists()
