"""Nothing is read twice; what changed supersedes, what disappeared is withdrawn, what returns is current again."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from tests.flows.conftest import PROSE, TABLE, ask, copy_document, read_tables

STATES = "select status, count(*) from claims where source_path like ? group by all order by all"


def count(warehouse, path="%"):
    return dict(ask(warehouse, STATES, path))


def test_a_second_run_reads_nothing_and_changes_no_table_but_runs(documents, ingest, warehouse):
    first = ingest(documents)
    assert (first.new, first.read) == (2, 2)
    assert first.accepted > 700  # 64 provinces and 11 scores in the table alone
    before = read_tables(warehouse, "runs")
    second = ingest(documents)
    assert (second.read, second.new, second.changed, second.unchanged) == (0, 0, 0, 2)
    assert second.describe_outcome().startswith("nothing new: no document was read again")
    assert read_tables(warehouse, "runs") == before
    rows = ask(warehouse, "select documents_new, documents_unchanged, outcome from runs order by started_at")
    assert rows == [(2, 0, "done"), (0, 2, "done")]


def test_a_run_with_nothing_new_imports_no_more_than_it_needs(documents, ingest, warehouse):
    """pandas, pandera, the contracts, openpyxl and the grammar cost as much as a fifth of Prefect's start."""
    ingest(documents)
    code = (
        "import sys; from pathlib import Path; from chiso.ingest import ingest_documents; "
        f"assert ingest_documents([Path({str(documents)!r})], Path({str(warehouse)!r})).unchanged == 2; "
        "print({'pandas', 'pandera', 'pyarrow', 'openpyxl', 'schemas', 'chiso.registry', 'chiso.extraction'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("set()\n", "")


def test_new_bytes_supersede_the_old_claims_and_say_by_what(documents, ingest, warehouse):
    ingest(documents)
    before = count(warehouse, "%ddci-2018.txt")
    path = documents / PROSE.name
    path.write_text(path.read_text("utf-8").replace("77,81 điểm", "77,85 điểm"), "utf-8")
    report = ingest(documents)
    assert (report.new, report.changed, report.unchanged) == (0, 1, 1)
    after = count(warehouse, "%ddci-2018.txt")
    assert after["superseded"] == sum(before.values())
    assert after["accepted"] == before["accepted"]
    (new,) = ask(warehouse, "select distinct document_id from claims where value = 77.85")[0]
    said = ask(warehouse, "select distinct superseded_by, superseded_at is not null from claims where value = 77.81")
    assert said == [(f"document:{new}", True)]
    assert ask(warehouse, "select score from results where unit_name like '%Hải quan%'") == [(77.85,)]


def test_an_edited_sidecar_is_read_again_and_undoing_it_reads_nothing(documents, ingest, warehouse):
    ingest(documents)
    history = (
        "runs", "readings", "claims", "statements", "doubts", "numeral_counts", "review_items", "sources",
    )  # fmt: skip
    before = read_tables(warehouse, *history)
    sidecar = documents / f"{PROSE.name}.yml"
    text = sidecar.read_text("utf-8")
    sidecar.write_text(text.replace("Công an nhân dân", "Báo Công an nhân dân"), "utf-8")
    assert ingest(documents).changed == 1
    assert ask(warehouse, "select publisher from documents where source_path like '%.txt'") == [
        ("Báo Công an nhân dân",)
    ]
    sidecar.write_text(text, "utf-8")
    report = ingest(documents)
    assert (report.changed, report.read) == (1, 0)
    assert read_tables(warehouse, *history) == before


def test_a_file_that_disappeared_is_withdrawn_and_comes_back(documents, ingest, warehouse, tmp_path):
    ingest(documents)
    before = count(warehouse)
    shutil.move(documents / TABLE.name, tmp_path / TABLE.name)
    report = ingest(documents)
    assert (report.withdrawn, report.read, report.unchanged) == (1, 0, 1)
    assert count(warehouse, f"%{TABLE.name}") == {
        "superseded": before["accepted"] - count(warehouse, "%.txt")["accepted"]
    }
    ((said,),) = ask(warehouse, "select distinct superseded_by from claims where status = 'superseded'")
    assert said.startswith("withdrawn: ")
    assert ask(warehouse, "select count(*) from results where index_code = 'PCI'") == [(0,)]
    shutil.move(tmp_path / TABLE.name, documents / TABLE.name)
    assert ingest(documents).read == 0
    assert count(warehouse) == before


def test_a_file_given_by_name_withdraws_nothing(documents, ingest, warehouse):
    ingest(documents)
    (documents / TABLE.name).unlink()
    assert ingest(documents / PROSE.name).withdrawn == 0
    assert "superseded" not in count(warehouse)


def test_the_same_bytes_under_two_paths_are_one_document(documents, ingest, warehouse):
    copy_document(PROSE, documents, "zz-copy.txt")
    assert ingest(documents).new == 2
    assert ask(warehouse, "select source_path from documents where source_path like '%.txt'") == [
        (f"{documents}/{PROSE.name}",)
    ]
    before = count(warehouse)
    copy_document(PROSE, documents, "another-copy.txt")
    report = ingest(documents)
    assert (report.read, report.new, report.changed, report.unchanged) == (0, 0, 0, 2)
    assert count(warehouse) == before
    for name in (PROSE.name, "another-copy.txt"):
        (documents / name).unlink()
    assert ingest(documents).read == 0
    assert count(warehouse) == before
    assert ask(warehouse, "select source_path from documents where source_path like '%.txt'") == [
        (f"{documents}/zz-copy.txt",)
    ]


def test_a_copy_that_no_layout_knows_takes_no_claims_away(documents, ingest, warehouse):
    ingest(documents)
    before = count(warehouse)
    copy_document(TABLE, documents, "a-copy.csv")
    ingest(documents)
    assert {**count(warehouse), "superseded": 0} == {**before, "superseded": 0}


@pytest.mark.parametrize("batch_size", [1, 2])
def test_order_and_batches_make_no_difference(documents, ingest, warehouse, tmp_path, batch_size):
    from chiso.ingest import ingest_documents

    copy_document(PROSE.parents[2] / "vcci" / "2007" / "pci_2007.csv", documents)
    ingest(documents)
    other = tmp_path / "other.duckdb"
    for path in sorted((p for p in documents.iterdir() if p.suffix != ".yml"), reverse=True):
        ingest_documents([path], other)
    ingest_documents([documents], other, batch_size=batch_size)
    assert read_tables(other, "runs") == read_tables(warehouse, "runs")


def test_a_document_that_failed_is_not_read_again_until_it_is_mended(documents, ingest, warehouse):
    (documents / "late.txt").write_bytes(b"")
    assert len(ingest(documents).failed) == 1
    again = ingest(documents)
    assert (again.read, again.failed, again.unchanged) == (0, [], 3)
    (documents / "late.txt").write_text("PAR INDEX năm 2024 của tỉnh Quảng Ninh đạt 91,2%.", "utf-8")
    assert (ingest(documents).changed, ask(warehouse, "select count(*) from documents where fault is not null")) == (
        1,
        [(1,)],
    )
    assert ask(warehouse, "select state from review_items where reason_code = 'empty_file'") == [("obsolete",)]
