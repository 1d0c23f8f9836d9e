"""Grids of cells: what stands in rows and columns, side by side, turned over, and what must not be guessed."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chiso.extraction import extract_claims
from chiso.extraction.tables import read_tables
from chiso.extraction.tables.words import load_abbreviations
from chiso.model import Claim, Document, Extraction, Sidecar, Span, Table
from chiso.registry import load_registry


def make_table(text: str, name: str = "Sheet1", spans: tuple[Span, ...] = (), **more: object) -> Table:
    """A table from lines of cells with bars between them."""
    rows = [tuple(cell.strip() for cell in line.split("|")) for line in text.strip("\n").splitlines()]
    width = max(map(len, rows))
    return Table(name, tuple(row + ("",) * (width - len(row)) for row in rows), spans=spans, **more)  # type: ignore[arg-type]


def read(*tables: str | Table, path: str = "vcci/bang.xlsx", **sidecar: str) -> Extraction:
    made = tuple(make_table(t) if isinstance(t, str) else t for t in tables)
    document = Document("0" * 64, path, "xlsx", "", made, Sidecar(**sidecar))  # type: ignore[arg-type]
    registry = load_registry()
    return read_tables(document, registry, partial(extract_claims, registry=registry))


def say(claim: Claim) -> tuple[object, ...]:
    """Unit, kind, component and value of a claim."""
    component = (claim.component_id or "").partition("/")[2] or None
    value = claim.value if claim.value is not None else claim.value_text
    return ((claim.unit_id or claim.unit_text or "").rpartition("/")[2], claim.kind, component, value)


PCI = """
Bảng xếp hạng PCI 2022
TT | Tỉnh, thành phố | Điểm số | Xếp hạng | Nhóm
1 | Quảng Ninh | 72,95 | 1 | Rất tốt
2 | Bắc Giang | 72,80 | 2 | Rất tốt
3 | Long An | 68,45 | 10 | Tốt
"""
GOOD = [
    ("quang-ninh", "score", None, 72.95), ("quang-ninh", "rank", None, 1.0), ("quang-ninh", "grade", None, "Rất tốt"),
    ("bac-giang", "score", None, 72.8), ("bac-giang", "rank", None, 2.0), ("bac-giang", "grade", None, "Rất tốt"),
    ("long-an", "score", None, 68.45), ("long-an", "rank", None, 10.0), ("long-an", "grade", None, "Tốt"),
]  # fmt: skip


def test_each_cell_is_a_claim_with_its_address() -> None:
    extraction = read(PCI)
    assert [say(c) for c in extraction.claims] == GOOD
    assert extraction.doubts == ()
    claim = extraction.claims[0]
    assert (claim.locator, claim.quote, claim.char_start) == ("Sheet1!C3", "72,95", None)
    assert (claim.index_code, claim.edition_year, claim.jurisdiction_id, claim.bloc) == ("PCI", 2022, "vn", "provinces")


def test_headers_without_tone_marks() -> None:
    table = PCI.replace("Bảng xếp hạng", "Bang xep hang")
    table = table.replace("Tỉnh, thành phố | Điểm số | Xếp hạng | Nhóm", "Tinh, thanh pho | Diem so | Xep hang | Nhom")
    assert [say(c) for c in read(table).claims] == GOOD


def test_units_as_columns() -> None:
    lines = [line.split(" | ") for line in PCI.strip().splitlines()[1:]]
    turned = "\n".join(" | ".join(cells) for cells in zip(*lines, strict=True))
    assert sorted(map(say, read("PCI 2022\n" + turned).claims), key=str) == sorted(GOOD, key=str)


def test_side_by_side_each_sorted_on_its_own() -> None:
    table = """
STT | Tỉnh | Gia nhập thị trường | | Tiếp cận đất đai | | PCI 2012 | | Xếp hạng
1 | Bình Định | 9.598186 | Kiên Giang | 8.839451 | Đồng Tháp | 63.79096 | Đồng Tháp | 1
2 | Kiên Giang | 9.536211 | Đồng Tháp | 8.502823 | An Giang | 63.42004 | An Giang | 2
"""
    assert [say(c) for c in read(table).claims][:4] == [
        ("binh-dinh", "score", "entry_costs", 9.598186), ("kien-giang", "score", "entry_costs", 9.536211),
        ("kien-giang", "score", "land_access", 8.839451), ("dong-thap", "score", "land_access", 8.502823),
    ]  # fmt: skip
    assert {say(c) for c in read(table).claims} >= {
        ("an-giang", "rank", None, 2.0),
        ("dong-thap", "score", None, 63.79096),
    }


def test_one_rank_beside_several_sorted_lists_ranks_none_of_them() -> None:
    table = """
Hạng | Gia nhập thị trường | | PCI có trọng số |
1 | Bình Phước | 9,4 | Đà Nẵng | 72,18
2 | Hà Tây | 9,2 | Bình Dương | 71,76
3 | Hà Nội | 9,1 | Vĩnh Phúc | 69,37
"""
    claims = read(table, path="vcci/PCI_2008.xls").claims
    assert {c.kind for c in claims} == {"score"}
    assert [say(c) for c in claims][2:4] == [
        ("ha-noi-to-2008", "score", "entry_costs", 9.1), ("da-nang", "score", None, 72.18),
    ]  # fmt: skip


def test_ranks_belong_to_the_column_before_them() -> None:
    table = """
Kết quả năm 2022
Tỉnh | PAR INDEX | Xếp hạng | SIPAS | Xếp hạng
Quảng Ninh | 90,1 | 1 | 87,5 | 2
Hải Phòng | 89,9 | 2 | 88,1 | 1
Hà Nội | 88,2 | 3 | 85,0 | 3
"""
    claims = [c for c in read(table).claims if c.unit_id == "province/quang-ninh"]
    assert [(c.index_code, c.kind, c.value) for c in claims] == [
        ("PAR_INDEX", "score", 90.1), ("PAR_INDEX", "rank", 1.0), ("SIPAS", "score", 87.5), ("SIPAS", "rank", 2.0),
    ]  # fmt: skip
    parts = table.replace("PAR INDEX", "Gia nhập thị trường").replace("SIPAS", "PCI").replace("90,1", "7,1")
    parts = parts.replace("89,9", "7,0").replace("88,2", "6,9")
    assert [say(c) for c in read(parts).claims][:4] == [
        ("quang-ninh", "score", "entry_costs", 7.1), ("quang-ninh", "rank", "entry_costs", 1.0),
        ("quang-ninh", "score", None, 87.5), ("quang-ninh", "rank", None, 2.0),
    ]  # fmt: skip


def test_repeated_mini_tables_keep_their_serial_numbers() -> None:
    table = """
PCI 2022
TT | Tỉnh | Điểm | TT | Tỉnh | Điểm
1 | Quảng Ninh | 72,95 | 3 | Hải Phòng | 70,76
2 | Bắc Giang | 72,80 | 4 | Long An | 68,45
"""
    assert {say(c)[::3] for c in read(table).claims} == {
        ("quang-ninh", 72.95), ("hai-phong", 70.76), ("bac-giang", 72.8), ("long-an", 68.45),
    }  # fmt: skip


def test_merged_headings_and_headings_without_merges() -> None:
    rows = """
Tỉnh | Năm 2021 | | Năm 2022 |
 | Điểm | Hạng | Điểm | Hạng
Hải Phòng | 70,61 | 2 | 70,76 | 3
Quảng Ninh | 73,02 | 1 | 72,95 | 1
"""
    expected = [
        (2021, "score", 70.61), (2021, "rank", 2.0), (2022, "score", 70.76), (2022, "rank", 3.0),
    ]  # fmt: skip
    spans = (Span(1, 0, 2, 1), Span(1, 1, 1, 2), Span(1, 3, 1, 2))
    for table in (make_table("Kết quả PCI\n" + rows, spans=spans), make_table("Kết quả PCI\n" + rows)):
        assert [(c.edition_year, c.kind, c.value) for c in read(table).claims][:4] == expected


def test_a_merged_area_ends_with_its_table() -> None:
    table = make_table(PCI, spans=(Span(0, 0, 1_048_576, 1), Span(0, 1, 1, 16_384)))
    assert len(read(table).claims) <= len(GOOD)


def test_years_as_columns_and_a_column_of_years() -> None:
    wide = "Điểm số PCI các năm\nTỉnh | 2021 | 2022\nHải Phòng | 70,61 | 70,76\nQuảng Ninh | 73,02 | 72,95\n"
    long = """
PCI
Năm | Tỉnh | Điểm
2021 | Hải Phòng | 70,61
2022 | Hải Phòng | 70,76
2021 | Quảng Ninh | 73,02
2022 | Quảng Ninh | 72,95
"""
    expected = {
        ("hai-phong", 2021, 70.61), ("hai-phong", 2022, 70.76), ("quang-ninh", 2021, 73.02), ("quang-ninh", 2022, 72.95),
    }  # fmt: skip
    for table in (wide, long):
        assert {(say(c)[0], c.edition_year, c.value) for c in read(table).claims} == expected


def test_titles_of_groups_set_the_bloc() -> None:
    table = """
Chỉ số cải cách hành chính (CCHC) năm 2022 của tỉnh Quảng Nam
TT | Đơn vị | Điểm số | Xếp hạng
I | Khối sở, ban, ngành | |
1 | Sở Nội vụ | 95,5 | 1
2 | Sở Tài chính | 94,2 | 2
II | Khối huyện, thị xã, thành phố | |
1 | Thành phố Hội An | 93,1 | 1
2 | Huyện Núi Thành | 92,0 | 2
"""
    claims = read(table).claims
    assert [(c.bloc, c.value, c.tied) for c in claims if c.kind == "rank"] == [
        ("departments", 1.0, False), ("departments", 2.0, False), ("districts", 1.0, False), ("districts", 2.0, False),
    ]  # fmt: skip
    assert {c.jurisdiction_id for c in claims} == {"province/quang-nam"}


def list_moves(table: str) -> list[tuple[object, ...]]:
    return [
        (say(c)[0], c.kind, c.value, c.unit_measure, c.edition_year, c.baseline_year)
        for c in read(table).claims if c.kind.endswith("_change")
    ]  # fmt: skip


def test_changes_are_signed_by_words_arrows_or_signs() -> None:
    head = "PCI 2022\nTỉnh | Hạng | Tăng/giảm hạng so với năm 2021\n"
    for up, down in (("+3", "-2"), ("↑ 3", "↓2"), ("Tăng 3 bậc", "Giảm 2 bậc"), ("3 ▲", "2 ▼")):
        rows = f"Quảng Ninh | 1 | {up}\nBắc Giang | 2 | {down}\nLong An | 10 | 0\n"
        assert list_moves(head + rows) == [
            ("quang-ninh", "rank_change", 3.0, "places", 2022, 2021), ("bac-giang", "rank_change", -2.0, "places", 2022, 2021),
            ("long-an", "rank_change", 0.0, "places", 2022, 2021),
        ]  # fmt: skip
    bare = read(head + "Quảng Ninh | 1 | 3\nBắc Giang | 2 | 2\nLong An | 10 | 5\n")
    assert not any(c.kind == "rank_change" for c in bare.claims)
    assert [d.reason_code for d in bare.doubts] == ["column_not_understood"]


def test_changes_are_signed_by_the_columns_that_they_are_the_difference_of() -> None:
    ranks = "PCI\nTỉnh | Hạng 2021 | Hạng 2022 | Thay đổi\n"
    moved = [
        ("quang-ninh", "rank_change", 3.0, "places", 2022, 2021),
        ("bac-giang", "rank_change", -2.0, "places", 2022, 2021),
    ]
    assert list_moves(ranks + "Quảng Ninh | 4 | 1 | 3\nBắc Giang | 2 | 4 | -2\n") == moved
    assert list_moves(ranks + "Quảng Ninh | 4 | 1 | -3\nBắc Giang | 2 | 4 | 2\n") == moved
    scores = "PCI\nTỉnh | Điểm 2021 | Điểm 2022 | Tăng/giảm\nQuảng Ninh | 73,02 | 72,95 | -0,07\nBắc Giang | 64,74 | 72,80 | 8,06\n"
    assert list_moves(scores) == [
        ("quang-ninh", "score_change", -0.07, "points", 2022, 2021), ("bac-giang", "score_change", 8.06, "points", 2022, 2021),
    ]  # fmt: skip


def test_titles_between_rows_and_pages_that_repeat_the_header() -> None:
    rows = """
Kết quả PCI năm 2022
TT | Tỉnh | Vùng | Điểm | Hạng
Vùng Đông Bắc Bộ | | | |
1 | Quảng Ninh | Đồng bằng sông Hồng | 72,95 | 1
2 | Bắc Giang | Đông Bắc Bộ | 72,80 | 2
TT | Tỉnh | Vùng | Điểm | Hạng
3 | Hải Phòng | Đồng bằng sông Hồng | 70,76 | 3
Nhóm các tỉnh phía Nam | | | |
4 | Long An | Đồng bằng sông Cửu Long | 68,45 | 10
"""
    extraction = read(rows)
    assert [say(c)[0] for c in extraction.claims if c.kind == "rank"] == [
        "quang-ninh",
        "bac-giang",
        "hai-phong",
        "long-an",
    ]
    assert not extraction.doubts


def test_a_second_table_without_a_header_has_its_own_title() -> None:
    rows = """
Xếp hạng PAR INDEX năm 2022
Tỉnh | Điểm | Hạng
Quảng Ninh | 90,1 | 1
Hải Phòng | 89,9 | 2
Xếp hạng SIPAS năm 2022
Quảng Ninh | 87,5 | 2
Hải Phòng | 88,1 | 1
"""
    claims = [c for c in read(rows).claims if c.unit_id == "province/quang-ninh"]
    assert [(c.index_code, c.kind, c.value) for c in claims] == [
        ("PAR_INDEX", "score", 90.1), ("PAR_INDEX", "rank", 1.0), ("SIPAS", "score", 87.5), ("SIPAS", "rank", 2.0),
    ]  # fmt: skip


def test_numerals_before_the_titles_of_groups_and_two_measures_of_one_score() -> None:
    table = """
Chỉ số cải cách hành chính năm 2023 của các sở, ban, ngành, UBND các huyện tỉnh Nghệ An
TT | Tên đơn vị | Tổng điểm | Chỉ số CCHC (%) | Xếp hạng
I | CÁC SỞ, BAN, NGÀNH | | |
1 | Sở Tài chính | 88,6 | 88,60 | 1
2 | Sở Nội vụ | 87,6 | 87,60 | 2
II | UBND CẤP HUYỆN | | |
1 | Thành phố Vinh | 88,6 | 88,60 | 1
2 | Huyện Diễn Châu | 87,6 | 87,60 | 2
"""
    claims = read(table).claims
    assert [(c.bloc, c.value) for c in claims if c.kind == "rank"] == [
        ("departments", 1.0), ("departments", 2.0), ("districts", 1.0), ("districts", 2.0),
    ]  # fmt: skip
    assert {(c.unit_measure, c.value) for c in claims if c.kind == "score"} == {
        ("points", 88.6), ("percent", 88.6), ("points", 87.6), ("percent", 87.6),
    }  # fmt: skip


def test_places_of_one_province_in_several_indices() -> None:
    table = """
Kết quả xếp hạng các chỉ số của tỉnh Nghệ An
Chỉ số | Năm 2022 | Năm 2023
PAR INDEX | 12/63 | 10/63
SIPAS | 5/63 | 7/63
"""
    claims = read(table).claims
    assert {(c.index_code, c.edition_year, c.kind, c.value, c.out_of) for c in claims} == {
        ("PAR_INDEX", 2022, "rank", 12.0, 63), ("PAR_INDEX", 2023, "rank", 10.0, 63),
        ("SIPAS", 2022, "rank", 5.0, 63), ("SIPAS", 2023, "rank", 7.0, 63),
    }  # fmt: skip
    assert {c.unit_id for c in claims} == {"province/nghe-an"}


def test_means_totals_blanks_and_ties() -> None:
    table = """
PCI 2022
Tỉnh | Điểm | Hạng
Quảng Ninh | 72,95 | 1
Bắc Giang | 72,80 | 2
Hải Phòng | 72,80 | 2
Long An | N/A | -
Trung vị | 65,22 |
Tổng cộng | 218 |
(*) Số liệu của VCCI
"""
    claims = read(table).claims
    assert [say(c) for c in claims if c.kind == "not_rated"] == [
        ("long-an", "not_rated", None, "N/A"), ("long-an", "not_rated", None, "-"),
    ]  # fmt: skip
    assert [(c.aggregation, c.value) for c in claims if c.aggregation != "value"] == [("median", 65.22)]
    assert [c.tied for c in claims if c.kind == "rank"] == [False, True, True]
    assert not any(c.value == 218 for c in claims)


def test_an_index_without_weights_is_not_the_index() -> None:
    table = """
Tỉnh | Chỉ số PCI 2007 chưa có trọng số | Chỉ số PCI 2007 đã có trọng số
Bình Dương | 76,02 | 77,20
Đà Nẵng | 72,43 | 72,96
Vĩnh Long | 70,18 | 70,14
"""
    extraction = read(table)
    assert [c.value for c in extraction.claims] == [77.2, 72.96, 70.14]
    assert [d.reason_code for d in extraction.doubts] == ["column_not_understood"]


def test_a_part_by_its_number_is_named_by_its_sheet() -> None:
    rows = """
Mã PCI | Tỉnh | Chỉ số thành phần 1 | % DN chờ hơn một tháng
1 | Hà Nội | 8,93 | 19,2
2 | Hải Phòng | 8,12 | 25,7
3 | Đà Nẵng | 9,13 | 3,4
"""
    for name in ("Gia nhập thị trường", "Chi phi gia nhap thi truong", "CP gia nhập thị trường"):
        extraction = read(make_table(rows, name), path="vcci/PCI_2012.xlsx")
        assert [say(c)[1:] for c in extraction.claims] == [
            ("score", "entry_costs", 8.93), ("score", "entry_costs", 8.12), ("score", "entry_costs", 9.13),
        ]  # fmt: skip
        assert {(c.edition_year, c.inferred) for c in extraction.claims} == {(2012, "edition_year: file")}
        assert [d.reason_code for d in extraction.doubts] == ["column_not_understood"]
    assert not read(make_table(rows, "Cơ sở hạ tầng"), path="vcci/PCI_2012.xlsx").claims


def test_a_question_of_the_survey_is_no_part_of_the_index() -> None:
    table = """
PCI 2007
Chỉ tiêu | Tiếp cận đất đai | Tiếp cận đất đai
Tỉnh/Nguồn | Mảng 2.1 |
Hà Nội | 2,43 | 5,2
Hải Phòng | 2,99 | 5,4
Đà Nẵng | 3,1 | 5,6
"""
    assert [c.value for c in read(table).claims] == [5.2, 5.4, 5.6]


def test_a_table_about_one_part_says_nothing_of_the_whole() -> None:
    table = "Chi phí thời gian\nTỉnh | Điểm | Hạng\nQuảng Ninh | 7,95 | 1\nBắc Giang | 7,80 | 2\nLong An | 7,45 | 3\n"
    claims = read(table, path="vcci/PCI_2022.xlsx").claims
    assert {(c.component_id, c.edition_year) for c in claims} == {("PCI/time_costs", 2022)}
    assert len(claims) == 6


def test_the_same_sheet_twice_is_one_claim() -> None:
    coarse = PCI.replace("72,95", "72,9").replace("72,80", "72,8").replace("68,45", "68,5")
    claims = read(make_table(PCI, "A"), make_table(PCI, "B"), make_table(coarse.replace("72,9 ", "73,0 "), "C")).claims
    assert [say(c) for c in claims] == GOOD


def test_a_sheet_in_two_languages_gives_one_class() -> None:
    english = PCI.replace("Bảng xếp hạng", "Ranking").replace("TT | Tỉnh, thành phố | Điểm số", "No | Province | Score")
    english = english.replace("Xếp hạng | Nhóm", "Rank | Tier")
    english = english.replace("Rất tốt", "Excellent").replace("Tốt", "Good")
    assert [say(c) for c in read(make_table(PCI, "VN"), make_table(english, "EN")).claims] == GOOD


def test_several_indices_in_one_table() -> None:
    table = """
Kết quả năm 2022
Tỉnh | PAR INDEX | SIPAS
Quảng Ninh | 90,1 | 87,5
Hải Phòng | 89,9 | 86,1
Hà Nội | 88,2 | 85,0
"""
    claims = read(table).claims
    assert [(c.index_code, c.value) for c in claims if c.unit_id == "province/quang-ninh"] == [
        ("PAR_INDEX", 90.1), ("SIPAS", 87.5),
    ]  # fmt: skip


def test_a_wrong_tone_mark_where_nobody_else_is_meant() -> None:
    rows = "PCI 2005\nTỉnh | Điểm\nQuàng Ngãi | 48,0\nQuảng Nam | 52,1\nBình Dương | 76,8\n"
    assert say(read(rows).claims[0])[0] == "quang-ngai"
    twice = read(rows + "Quảng Ngãi | 47,0\n").claims
    assert [d.reason_code for d in twice[0].doubts] == ["unknown_unit"]


def test_slips_of_the_publisher_are_doubts() -> None:
    table = """
PCI 2022
Tỉnh | Gia nhập thị trường | Điểm | Hạng
Quảng Ninh | 50 | 72,95 | 1
Bắc Giang | 7,1 | 72,80 | 65
Long An | 7,0 | 68,45 | 10
Hà Nội | 6,9 | 67 | 11
Bến Tre | 6,5 | 66 | 12
"""
    held = {(c.value, d.reason_code) for c in read(table).claims for d in c.doubts}
    assert held == {(50.0, "above_scale"), (65.0, "rank_out_of_range")}


def test_a_row_that_slipped_past_an_empty_cell_is_not_read() -> None:
    table = """
PCI 2022
Tỉnh | Gia nhập thị trường | Điểm | Hạng
Quảng Ninh | 7,5 | 72,95 | 1
Bắc Giang | 72,80 | 2 |
Long An | 7,0 | 68,45 | 10
Hà Nội | 6,9 | 67 | 11
Bến Tre | 6,5 | 66 | 12
"""
    extraction = read(table)
    assert not any(c.unit_id == "province/bac-giang" for c in extraction.claims)
    assert [(d.reason_code, d.locator) for d in extraction.doubts] == [("row_shape", "Sheet1!B4")]


def test_a_year_that_the_file_contradicts_is_held() -> None:
    assert {d.reason_code for c in read(PCI, path="vcci/PCI_2021.xlsx").claims for d in c.doubts} == {"year_conflict"}
    assert not any(c.doubts for c in read(PCI, path="vcci/PCI_2022.xlsx").claims)
    assert not any(c.doubts for c in read(PCI, path="vcci/bang-2023.xlsx").claims)


def test_a_table_without_year_or_index() -> None:
    rows = "Tỉnh | Điểm\nQuảng Ninh | 72,95\nBắc Giang | 72,80\nLong An | 68,45\n"
    assert {d.reason_code for c in read("PCI\n" + rows).claims for d in c.doubts} == {"no_year"}
    nothing = read(rows)
    assert not nothing.claims
    assert [d.reason_code for d in nothing.doubts] == ["no_layout"]


def test_what_is_not_understood_is_one_doubt_with_a_layout() -> None:
    (doubt,) = read("PCI 2022\nTỉnh | Số hội chợ\nQuảng Ninh | 12\nBắc Giang | 7\nLong An | 3\n").doubts
    assert doubt.reason_code == "no_layout"
    (proposal,) = doubt.proposals
    assert "{header: Tỉnh, is: unit}" in proposal
    assert "{header: Số hội chợ, is: ignored, reason: not named yet}" in proposal


HISTORY = """
Chỉ số PCI của tỉnh Vĩnh Phúc
Chỉ số | 2021 | 2020 | 2012
Gia nhập thị trường | 7.02 | 8.33 | 9.05
Cạnh tranh bình đẳng | 7.07 | 6.37 | N/A
PCI | 69.69 | 63.84 | 55.15
Xếp hạng | 5 | 29 | 43
"""


def test_the_years_of_one_province() -> None:
    claims = read(HISTORY).claims
    assert {c.unit_id for c in claims} == {"province/vinh-phuc"}
    assert [(c.edition_year, *say(c)[1:]) for c in claims if c.edition_year == 2012] == [
        (2012, "score", "entry_costs", 9.05), (2012, "not_rated", "policy_bias", "N/A"),
        (2012, "score", None, 55.15), (2012, "rank", None, 43.0),
    ]  # fmt: skip
    assert len(claims) == 12
    nobody = read(HISTORY.replace("Chỉ số PCI của tỉnh Vĩnh Phúc", "Chỉ số năng lực cạnh tranh cấp tỉnh"))
    assert not nobody.claims
    assert [d.reason_code for d in nobody.doubts] == ["no_unit"]


def test_years_of_one_province_in_rows() -> None:
    claims = read("Chỉ số PCI tỉnh Vĩnh Phúc\nNăm | Điểm | Hạng\n2021 | 69.69 | 5\n2020 | 63.84 | 29\n").claims
    assert [(c.edition_year, c.kind, c.value) for c in claims] == [
        (2021, "score", 69.69), (2021, "rank", 5.0), (2020, "score", 63.84), (2020, "rank", 29.0),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["Tỉnh | Vĩnh Phúc", "Vùng | Đồng bằng sông Hồng"])
def test_cards(name: str) -> None:
    title = "Chỉ số năng lực cạnh tranh cấp tỉnh (PCI)" + ("" if "Tỉnh" in name else " của tỉnh Vĩnh Phúc")
    claims = read(f"{title}\n{name}\nĐiểm PCI 2021 | 69.69\nXếp hạng PCI 2021 | 5\n").claims
    assert [(say(c)[0], c.edition_year, c.kind, c.value) for c in claims] == [
        ("vinh-phuc", 2021, "score", 69.69), ("vinh-phuc", 2021, "rank", 5.0),
    ]  # fmt: skip


WORDS = [
    "", "Hà Nội", "Quảng Ninh", "Quàng Ngãi", "Sở Nội vụ", "PCI 2022", "PAR INDEX", "TT", "Tỉnh", "Điểm", "Hạng", "1", "2",
    "72,95", "7.1", "Tốt", "N/A", "-", "01/63", "01 (0,727)", "2021", "Năm 2022", "Gia nhập thị trường", "I", "II",
    "Khối sở, ban, ngành", "↑ 2", "Thay đổi", "so với năm 2021", "Chỉ số thành phần 1", "(1)", "%", "Tổng", "Trung vị", "a" * 200,
]  # fmt: skip


@given(
    st.integers(1, 7).flatmap(lambda w: st.lists(st.tuples(*[st.sampled_from(WORDS)] * w), min_size=1, max_size=9)),
    st.lists(st.builds(Span, *[st.integers(0, 6)] * 2, *[st.integers(1, 3)] * 2), max_size=2),
)
@example([("",), ("I",), ("I",)], [Span(2, 0, 3, 2)])
@example([("Hà Nội", "Quảng Ninh"), ("1", "2"), ("", "Hà Nội"), ("7.1", "Hà Nội")], [])
def test_no_grid_raises_or_never_ends(rows: list[tuple[str, ...]], spans: list[Span]) -> None:
    read(Table("PCI 2022", tuple(rows), spans=tuple(spans)))


@pytest.mark.parametrize("short", load_abbreviations())
def test_abbreviations_are_no_words_of_headers(short: str) -> None:
    assert short not in load_abbreviations()[short]
