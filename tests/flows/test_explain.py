"""explain shows the words or the cell; query answers and can do nothing else."""

from __future__ import annotations

import pytest

from chiso.explain import explain_claim, find_passage, name_columns
from chiso.fault import RunFault
from chiso.ingest import ingest_documents
from chiso.model import Span, Table
from chiso.query import answer_query
from tests.flows.conftest import PROSE, TABLE, WORKBOOK, ask, copy_document


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    folder = tmp_path_factory.mktemp("explained") / "documents"
    for path in (PROSE, TABLE, WORKBOOK):
        copy_document(path, folder)
    return folder


@pytest.fixture(scope="module")
def filled(documents):
    warehouse = documents.parent / "filled.duckdb"
    ingest_documents([documents], warehouse)
    return warehouse


def find_claim(warehouse, condition: str) -> str:
    ((claim_id,),) = ask(warehouse, f"select claim_id from claims where {condition}")
    return claim_id


def test_prose_is_shown_as_its_paragraph_with_the_words_marked(filled, capsys):
    explain_claim(find_claim(filled, "value = 77.72"), filled)
    out = capsys.readouterr().out
    ((quote,),) = ask(filled, "select quote from claims where value = 77.72")
    assert f"[[{quote}]]" in out
    assert "Bảng xếp hạng DDCI năm 2018 của tỉnh Quảng Ninh" in out  # the paragraph begins before the words
    assert "Khối địa phương thì khác hẳn" not in out  # the next paragraph
    assert "title: DDCI 2018 của Quảng Ninh: khối sở, ngành bám sát nhau" in out
    assert "publisher: Công an nhân dân" in out
    assert "url: http://cand.com.vn/" in out
    assert "form: retold" in out


def test_a_cell_is_shown_with_its_row_and_header(filled, capsys):
    explain_claim(find_claim(filled, "value = 7.6423"), filled)
    out = capsys.readouterr().out
    assert "cell D2\n" in out
    assert "  Province: An Giang\n" in out
    assert "  Entry Costs: [[7.6423]]\n" in out


def test_headings_over_several_columns_are_named_with_them():
    rows = (("Kết quả PCI", "", ""), ("Tỉnh", "Năm 2022", ""), ("", "Điểm", "Hạng"), ("Hải Phòng", "70,76", "3"))
    spans = (Span(0, 0, 1, 3), Span(1, 0, 2, 1), Span(1, 1, 1, 2))
    assert name_columns(Table("", rows, spans=spans), 3) == ["Tỉnh", "Năm 2022 / Điểm", "Năm 2022 / Hạng"]


def test_the_header_of_a_sheet_stands_below_its_title(filled, capsys):
    ((claim_id, locator, quote),) = ask(
        filled,
        "select claim_id, locator, quote from claims where edition_year = 2012 and component_id = 'PCI/entry_costs' "
        "and unit_id = 'province/an-giang'",
    )
    explain_claim(claim_id, filled)
    out = capsys.readouterr().out
    assert f"cell {locator}\n" in out
    assert f"Entry Costs: [[{quote}]]\n" in out


def test_a_table_that_changed_since_shows_the_cell_alone(filled, documents, capsys):
    claim_id = find_claim(filled, "value = 7.6423")
    text = (documents / TABLE.name).read_bytes()
    (documents / TABLE.name).write_bytes(text.replace(b"7.6423", b"7.6424"))
    explain_claim(claim_id, filled)
    (documents / TABLE.name).write_bytes(text)
    out = capsys.readouterr().out
    assert "no longer there as it was read" in out
    assert "[[7.6423]]" in out


def test_of_a_very_long_paragraph_only_the_nearest_sentences_are_shown():
    text = "Một câu. " * 300 + "Quảng Ninh đạt 91 điểm, thứ nhất. " + "Câu khác. " * 300
    start = text.index("91")
    begin, stop = find_passage(text, start, start + 2)
    assert text[begin:stop] == "Quảng Ninh đạt 91 điểm, thứ nhất. "


def test_an_unknown_claim_is_one_line(filled):
    with pytest.raises(RunFault, match="no claim c0000; look it up"):
        explain_claim("c0000", filled)


def test_a_missing_warehouse_is_one_line(tmp_path):
    with pytest.raises(RunFault, match="no such warehouse; build it with"):
        explain_claim("c0000", tmp_path / "none.duckdb")


def test_a_query_is_answered_with_its_question(filled, tmp_path, capsys):
    file = tmp_path / "question.sql"
    file.write_text(
        "-- Which departments lead?\n"
        "select unit_name, score from results where index_code = 'DDCI' order by 2 desc limit 1"
    )
    answer_query(file, filled)
    assert capsys.readouterr().out.splitlines() == [
        "Which departments lead?",
        "unit_name          score",
        "Cục Hải quan tỉnh  77.81",
    ]


@pytest.mark.parametrize(
    "sql",
    [
        "delete from runs",
        "copy runs to 'out.csv'",
        "select * from read_text('Makefile')",
        "set lock_configuration = false",
    ],
)
def test_a_query_can_only_read_the_warehouse(filled, tmp_path, sql):
    file = tmp_path / "question.sql"
    file.write_text(sql)
    with pytest.raises(RunFault, match=r"question\.sql: .*; see docs/data-dictionary\.md"):
        answer_query(file, filled)
