"""Opening, carrying over and publishing: readers are never in the way, and unusable files end in one clear line."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from chiso.model import Claim
from schemas.frames import Reading, build_frames
from warehouse import load, publish, work
from warehouse.fault import WarehouseFault

MakeClaim = Callable[..., Claim]
MakeReading = Callable[..., Reading]
START = datetime(2026, 1, 1, tzinfo=UTC)
House = Any  # tests/warehouse/conftest.py

HOLD_FOR_WRITING = """
import sys, duckdb
con = duckdb.connect(sys.argv[1])
con.execute("create table if not exists mine (a integer)")
con.execute("insert into mine values (1)")
print("open", flush=True)
sys.stdin.read()
"""


def names_beside(path: Path) -> list[str]:
    return sorted(p.name for p in path.parent.iterdir())


def test_a_reader_is_answered_before_during_and_after_a_run(
    house: House, claim: MakeClaim, reading: MakeReading
) -> None:
    house.run(reading("a/1.txt", [claim("rank", 1.0)]))
    early = duckdb.connect(str(house.path), read_only=True)
    query = "select count(*) from results"
    try:
        job = work.open_work(house.path)
        assert early.execute(query).fetchall() == [(1,)]
        work.discard_work(job)
        house.run(reading("a/1.txt", [claim("rank", 1.0)]), reading("a/2.txt", [claim("rank", 2.0, "hai-phong")]))
        assert early.execute(query).fetchall() == [(1,)]
    finally:
        early.close()
    assert house.ask(query) == [(2,)]
    assert names_beside(house.path) == ["chiso.duckdb"]


def test_a_reader_in_another_process_keeps_its_answers(house: House, claim: MakeClaim, reading: MakeReading) -> None:
    house.run(reading("a/1.txt", [claim("rank", 1.0)]))
    script = (
        "import sys, duckdb\n"
        "con = duckdb.connect(sys.argv[1], read_only=True)\n"
        "for line in sys.stdin: print(con.execute('select count(*) from results').fetchall()[0][0], flush=True)"
    )
    reader = subprocess.Popen(
        [sys.executable, "-c", script, str(house.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert reader.stdin is not None
        assert reader.stdout is not None

        def ask() -> str:
            reader.stdin.write("\n")
            reader.stdin.flush()
            return reader.stdout.readline().strip()

        assert ask() == "1"
        house.run(reading("a/2.txt", [claim("rank", 1.0), claim("rank", 2.0, "hai-phong")]))
        assert ask() == "1"
    finally:
        reader.communicate("")
    assert house.ask("select count(*) from results") == [(2,)]


def test_a_run_that_ends_before_publishing_leaves_the_file_as_it_was(
    house: House, claim: MakeClaim, reading: MakeReading
) -> None:
    house.run(reading("a/1.txt", [claim("rank", 1.0)]))
    before = house.path.read_bytes()
    job = work.open_work(house.path)
    load.withdraw_sources(job.con, ["a/1.txt"])
    job.con.close()  # killed here: the work file stays
    assert names_beside(house.path) == ["chiso.duckdb", "chiso.duckdb.work"]
    assert house.path.read_bytes() == before
    work.discard_work(work.open_work(house.path))
    assert names_beside(house.path) == ["chiso.duckdb"]


def test_a_batch_is_loaded_whole_or_not_at_all(house: House, claim: MakeClaim, reading: MakeReading) -> None:
    job = work.open_work(house.path)
    try:
        frames = build_frames([reading("a/1.txt", [claim("rank", 1.0)])], "run-1", START)
        broken = replace(frames, readings=frames.readings.drop(columns="run_id"))
        with pytest.raises(KeyError):
            load.load_batch(job.con, broken)
        assert job.con.execute("select count(*) from statements").fetchall() == [(0,)]
        assert job.con.execute("select count(*) from texts").fetchall() == [(0,)]
    finally:
        work.discard_work(job)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "not a DuckDB database"),
        (b"<html>404</html>" * 999, "not a DuckDB database"),
        (b"x", "not a DuckDB database"),
    ],
    ids=["empty", "a web page", "one byte"],
)
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes, complaint: str) -> None:
    path = tmp_path / "chiso.duckdb"
    path.write_bytes(content)
    with pytest.raises(WarehouseFault, match=complaint) as fault:
        work.open_work(path)
    assert str(path) in str(fault.value)
    assert "\n" not in str(fault.value)
    assert path.read_bytes() == content
    assert names_beside(path) == ["chiso.duckdb"]


@pytest.mark.parametrize("share", [0.1, 0.999], ids=["cut off early", "cut off late"])
def test_a_file_that_was_cut_off(house: House, share: float) -> None:
    whole = house.path.read_bytes()
    house.path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(WarehouseFault, match=r"cannot be opened .* move it away"):
        work.open_work(house.path)


def test_a_file_whose_bytes_were_damaged(house: House) -> None:
    content = bytearray(house.path.read_bytes())
    for place in range(20_000, len(content), 100_000):
        content[place] ^= 255
    house.path.write_bytes(content)
    with pytest.raises(WarehouseFault, match="move it away"):
        work.open_work(house.path)


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(WarehouseFault, match="is a folder"):
        work.open_work(tmp_path)


def test_a_database_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.duckdb"
    con = duckdb.connect(str(path))
    con.execute("create table measurements (a integer)")
    con.close()
    with pytest.raises(WarehouseFault, match="no chiso warehouse"):
        work.open_work(path)


def test_no_folder_can_be_made_there(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file, not a folder", encoding="utf-8")
    with pytest.raises(WarehouseFault, match="give another --warehouse"):
        work.open_work(tmp_path / "file" / "chiso.duckdb")


def test_a_file_that_another_program_writes(house: House) -> None:
    """Neither opened for a run, nor replaced at its end when the writer came in between."""
    job = work.open_work(house.path)
    writer = subprocess.Popen(
        [sys.executable, "-c", HOLD_FOR_WRITING, str(house.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "open\n"
        with pytest.raises(WarehouseFault, match="another program has it open for writing"):
            publish.publish(job)
        with pytest.raises(WarehouseFault, match="another program has it open for writing"):
            work.open_work(house.path)
    finally:
        writer.communicate("")
    assert house.ask("select * from mine") == [(1,)]


def test_the_log_of_a_crashed_writer_does_not_enter_the_new_file(
    house: House, claim: MakeClaim, reading: MakeReading
) -> None:
    crash = HOLD_FOR_WRITING.replace("sys.stdin.read()", "import os; os._exit(9)")
    subprocess.run([sys.executable, "-c", crash, str(house.path)], check=False, capture_output=True)
    assert "chiso.duckdb.wal" in names_beside(house.path)
    house.run(reading("a/1.txt", [claim("rank", 1.0)]))
    assert house.ask("select rank from results") == [(1,)]
    assert names_beside(house.path) == ["chiso.duckdb"]


def test_other_tables_are_carried_over_with_their_rows(house: House, claim: MakeClaim, reading: MakeReading) -> None:
    """A warehouse of an older version: one column fewer, one more, an older number."""
    documents = [reading("a/1.txt", [claim("rank", 1.0), claim("rank", 64.0, "hai-phong", out_of=63)])]
    house.run(*documents)
    before = house.ask("from claims order by all")
    con = duckdb.connect(str(house.path))
    for (view,) in con.execute("select view_name from duckdb_views() where not internal").fetchall():
        con.execute(f"drop view {view}")
    con.execute("alter table readings drop column layout_id")
    con.execute("alter table statements add column mood varchar")
    con.execute("update built_with set number = 0, fingerprint = 'older' where part = 'tables'")
    con.close()
    job = work.open_work(house.path)
    assert job.migrated
    work.discard_work(job)
    house.run(*documents)
    assert house.ask("from claims order by all") == before
    assert house.ask("select run_id, documents_new from runs order by all") == [("run-01", 1), ("run-02", 0)]
    assert house.ask("select count(*) from units")[0][0] > 1000
    assert house.ask("select comment <> '' from duckdb_tables() where table_name = 'statements'") == [(True,)]


def test_a_warehouse_of_newer_code_is_left_alone(house: House) -> None:
    con = duckdb.connect(str(house.path))
    con.execute("update built_with set number = 1000000, fingerprint = 'newer' where part = 'tables'")
    con.close()
    with pytest.raises(WarehouseFault, match="newer code"):
        work.open_work(house.path)


def test_rows_that_do_not_fit_say_what_to_do(house: House) -> None:
    con = duckdb.connect(str(house.path))
    con.execute("insert into texts values ('d', 'txt', 'văn bản', 'run-1')")
    con.execute("create or replace table texts as select document_id, format, first_run_id from texts")
    con.execute("update built_with set number = 0, fingerprint = 'older' where part = 'tables'")
    con.close()
    before = house.path.read_bytes()
    with pytest.raises(WarehouseFault, match="do not fit the tables of this version"):
        work.open_work(house.path)
    assert house.path.read_bytes() == before
    assert names_beside(house.path) == ["chiso.duckdb"]


def test_opening_an_up_to_date_file_changes_nothing_in_it(house: House) -> None:
    job = work.open_work(house.path)
    try:
        assert (job.created, job.migrated) == (False, False)
        assert not load.create_views(job.con)
        assert not load.load_registry_tables(job.con, house.registry, "registry-1")
    finally:
        work.discard_work(job)


def test_views_that_are_gone_or_changed_are_made_anew(house: House) -> None:
    con = duckdb.connect(str(house.path))
    con.execute("create view counts_of_old as select * from counts")
    con.execute("update built_with set fingerprint = 'older' where part = 'views'")
    con.close()
    job = work.open_work(house.path)
    names = {row[0] for row in job.con.execute("select view_name from duckdb_views() where not internal").fetchall()}
    work.discard_work(job)
    assert "counts" in names
    assert "counts_of_old" not in names


def test_a_link_to_a_warehouse_stays_a_link(
    house: House, tmp_path: Path, claim: MakeClaim, reading: MakeReading
) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "chiso.duckdb"
    link.symlink_to(house.path)
    replace(house, path=link).run(reading("a/1.txt", [claim("rank", 1.0)]))
    assert link.is_symlink()
    assert house.ask("select rank from results") == [(1,)]
    assert names_beside(link) == ["chiso.duckdb"]
