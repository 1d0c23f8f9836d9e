"""Whatever is wrong with the input ends in one clear line or in a review item; the other documents are loaded."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from chiso.fault import RunFault
from tests.flows.conftest import PROSE, TABLE, WORKBOOK, ask, copy_document

GOOD = "select count(*) from claims where status = 'accepted' and source_path like '%quang-ninh-ddci-2018.txt'"
ITEMS = "select reason_code, message from review_items where state = 'open' and source_path like ? order by all"


def assert_one_line(text: str) -> None:
    assert text
    assert "\n" not in text


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.txt", b"", "empty_file"),
        ("blank.txt", b"\xef\xbb\xbf \r\n\t\n", "empty_file"),
        ("rubbish.txt", bytes(range(256)) * 40, "unknown_format"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "unknown_format"),
        (
            "windows-1258.txt",
            "Chỉ số cải cách hành chính năm 2024: đạt 90,1%".encode("cp1258", "replace"),
            "unknown_encoding",
        ),
        ("truncated.xlsx", WORKBOOK.read_bytes()[:5000], "damaged_document"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_review_item_and_the_others_are_loaded(
    documents, ingest, warehouse, name, data, reason
):
    (documents / name).write_bytes(data)
    report = ingest(documents)
    assert (len(report.failed), report.new, report.faults) == (1, 2, [])
    assert_one_line(report.failed[0])
    assert name in report.failed[0]
    assert ask(warehouse, GOOD)[0][0] > 0
    ((code, message),) = ask(warehouse, ITEMS, f"%{name}")
    assert (code, message) == (reason, report.failed[0])
    assert ask(warehouse, "select count(*) from claims where source_path like ?", f"%{name}") == [(0,)]


@pytest.mark.parametrize(
    "sidecar",
    ["title: [unclosed", "colour: red", "published: 31-12-2024", "form: guessed", "- a list"],
    ids=["not YAML", "unknown key", "bad date", "unknown form", "not a mapping"],
)
def test_a_bad_sidecar_holds_back_its_document_only(documents, ingest, warehouse, sidecar):
    other = copy_document(PROSE, documents, "other.txt")
    other.write_bytes(other.read_bytes() + b"\n")
    Path(f"{other}.yml").write_text(sidecar)
    report = ingest(documents)
    assert (len(report.failed), report.new) == (1, 2)
    ((code, message),) = ask(warehouse, ITEMS, "%other.txt")
    assert code == "bad_sidecar"
    assert "other.txt.yml" in message
    assert_one_line(message)
    assert ask(warehouse, "select count(*) from claims where source_path like '%other.txt'") == [(0,)]
    assert ask(warehouse, GOOD)[0][0] > 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda lines: [lines[0].replace("Entry Costs", "Market Entry"), *lines[1:]], "Market Entry"),
        (lambda lines: [*lines, lines[1]], "An Giang"),
    ],
    ids=["columns that are not the layout's", "two rows for one unit"],
)
def test_a_table_that_breaks_its_layout_gives_no_claim_and_says_why(documents, ingest, warehouse, change, said):
    table = documents / TABLE.name
    table.write_text("\n".join(change(table.read_text("utf-8").splitlines())) + "\n", "utf-8")
    report = ingest(documents)
    assert report.faults == []
    items = ask(warehouse, ITEMS, f"%{TABLE.name}")
    assert items
    assert any(said in message for _, message in items)
    for _, message in items:
        assert_one_line(message)
        assert TABLE.name in message
    assert ask(warehouse, "select count(*) from claims where source_path like ?", f"%{TABLE.name}") == [(0,)]
    assert ask(warehouse, GOOD)[0][0] > 0


def test_a_text_without_any_known_index_is_read_and_states_nothing(documents, ingest, warehouse):
    (documents / "weather.txt").write_text("Hôm nay trời nắng, nhiệt độ 31,5 độ, xếp thứ 3 trong tuần.\n", "utf-8")
    report = ingest(documents)
    assert (report.new, report.failed) == (3, [])
    assert ask(warehouse, "select count(*) from claims where source_path like '%weather.txt'") == [(0,)]


def test_a_missing_path_is_one_line_and_the_other_paths_are_loaded(documents, ingest, warehouse):
    report = ingest(documents, documents / "missing.txt")
    assert report.faults == [f"{documents}/missing.txt: no such file or folder; check the path"]
    assert ask(warehouse, GOOD)[0][0] > 0


def test_nothing_but_missing_paths_and_empty_folders_ends_before_a_warehouse_is_made(tmp_path, ingest, warehouse):
    (tmp_path / "empty").mkdir()
    with pytest.raises(RunFault, match=r"no such file or folder.*; .*no documents in this folder"):
        ingest(tmp_path / "missing", tmp_path / "empty")
    assert not warehouse.exists()


def test_a_run_that_is_given_only_unreadable_documents_says_so_each_time(tmp_path, ingest, warehouse):
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "empty.txt").write_bytes(b"")
    for _ in range(2):
        report = ingest(folder)
        assert len(report.faults) == 1
        assert_one_line(report.faults[0])
        assert report.faults[0].startswith("nothing readable, all 1 documents failed")
    assert [code for code, _ in ask(warehouse, ITEMS, "%empty.txt")] == ["empty_file"]


def test_a_folder_that_lost_all_its_documents_withdraws_nothing(documents, ingest, warehouse):
    """A drive that is not mounted looks like an empty folder."""
    ingest(documents)
    before = ask(warehouse, GOOD)
    shutil.rmtree(documents)
    documents.mkdir()
    with pytest.raises(RunFault, match="no documents in this folder"):
        ingest(documents)
    assert ask(warehouse, GOOD) == before


def test_a_warehouse_that_is_no_database_is_left_as_it_is(documents, ingest, warehouse):
    warehouse.write_text("my notes")
    with pytest.raises(RunFault, match=r"test\.duckdb: .*database; ") as fault:
        ingest(documents)
    assert_one_line(str(fault.value))
    assert warehouse.read_text() == "my notes"
    assert [path.name for path in warehouse.parent.glob("test.duckdb*")] == ["test.duckdb"]


def test_another_programs_database_is_left_as_it_is(documents, ingest, warehouse):
    with duckdb.connect(str(warehouse)) as con:
        con.execute("create table mine as select 1 as one")
    with pytest.raises(RunFault, match="no chiso warehouse"):
        ingest(documents)
    assert ask(warehouse, "select one from mine") == [(1,)]


def test_a_document_that_breaks_the_grammar_stops_no_other(documents, ingest, warehouse, monkeypatch):
    """There is no such document that we know of, so the grammar itself is broken here for one of them."""
    import chiso.extraction as extraction

    whole = extraction.extract_claims

    def break_on_one(document, registry):
        if document.source_path.endswith("other.txt"):
            raise ZeroDivisionError("division by zero")
        return whole(document, registry)

    monkeypatch.setattr(extraction, "extract_claims", break_on_one)
    (documents / "other.txt").write_text("PAR INDEX năm 2024", "utf-8")
    report = ingest(documents)
    assert (len(report.failed), report.new) == (1, 2)
    ((code, message),) = ask(warehouse, ITEMS, "%other.txt")
    assert code == "extraction_failed"
    assert "ZeroDivisionError" in message
    assert_one_line(message)


def test_a_check_that_finds_a_bug_publishes_nothing(documents, ingest, warehouse, monkeypatch):
    from warehouse import publish

    monkeypatch.setattr(publish, "check", lambda con: [publish.Violation("quotes", 2, "('c1',)")])
    with pytest.raises(RunFault, match=r"nothing published, a check failed: warehouse/checks/quotes\.sql: 2 rows"):
        ingest(documents)
    assert [path.name for path in warehouse.parent.glob("test.duckdb*")] == []


def test_a_run_that_failed_leaves_nothing_beside_the_warehouse_that_a_link_names(
    documents, ingest, warehouse, tmp_path, monkeypatch
):
    from warehouse import publish

    ingest(documents)
    real = tmp_path / "elsewhere" / "real.duckdb"
    real.parent.mkdir()
    warehouse.rename(real)
    warehouse.symlink_to(real)
    (documents / "other.txt").write_text("PAR INDEX năm 2024", "utf-8")
    monkeypatch.setattr(publish, "check", lambda con: [publish.Violation("quotes", 2, "('c1',)")])
    with pytest.raises(RunFault, match="nothing published"):
        ingest(documents)
    assert [path.name for path in real.parent.iterdir()] == [real.name]


def test_a_broken_lexicon_is_one_line_for_the_run(documents, ingest, warehouse, monkeypatch):
    import chiso.extraction as extraction

    def break_on_all(document, registry):
        raise extraction.LexiconFault("ranks.yml, first: 'dẫn đầu' already stands in ranks.yml, last; delete one")

    monkeypatch.setattr(extraction, "extract_claims", break_on_all)
    with pytest.raises(RunFault, match=r"ranks\.yml, first: .*; delete one"):
        ingest(documents)
    assert not warehouse.exists()
