"""Figure tables in plain text: one row or one cell a line, years as columns, and what must not be guessed."""

from __future__ import annotations

import unicodedata

import pytest

from chiso.extraction import extract_claims
from chiso.extraction.lexicon import LexiconFault
from chiso.extraction.tables.words import ROW_ROLES, load_headers
from chiso.fold import fold
from chiso.model import Claim, Document, Extraction, Sidecar
from chiso.registry import load_registry

PCI = "Chỉ số năng lực cạnh tranh cấp tỉnh (PCI) năm 2022\n\n"
CCHC = "Chỉ số cải cách hành chính (CCHC) năm 2022 của tỉnh Quảng Nam\n\n"


def read(text: str, **sidecar: str) -> Extraction:
    document = Document("0" * 64, "tables/example.txt", "txt", text, (), Sidecar(**sidecar))  # type: ignore[arg-type]
    extraction = extract_claims(document, load_registry())
    for claim in extraction.claims:
        assert claim.quote == text[claim.char_start : claim.char_end]
    for doubt in extraction.doubts:
        assert doubt.quote == ("" if doubt.char_start is None else text[doubt.char_start : doubt.char_end])
    return extraction


def say(claim: Claim) -> tuple[object, ...]:
    """Unit, kind, component and value of a claim."""
    component = (claim.component_id or "").partition("/")[2] or None
    value = claim.value if claim.value is not None else claim.value_text
    return ((claim.unit_id or claim.unit_text or "").rpartition("/")[2], claim.kind, component, value)


def list_said(text: str, **sidecar: str) -> list[tuple[object, ...]]:
    return [say(c) for c in read(text, **sidecar).claims]


def cells(*rows: str) -> str:
    """Rows 'a | b | c' as one cell a line with blank lines between."""
    return "\n\n".join(cell.strip() for row in rows for cell in row.split("|")) + "\n"


GOOD = [
    ("quang-ninh", "score", None, 72.95), ("quang-ninh", "rank", None, 1.0), ("quang-ninh", "grade", None, "Rất tốt"),
    ("bac-giang", "score", None, 72.8), ("bac-giang", "rank", None, 2.0), ("bac-giang", "grade", None, "Rất tốt"),
    ("long-an", "score", None, 68.45), ("long-an", "rank", None, 10.0), ("long-an", "grade", None, "Tốt"),
]  # fmt: skip
ROWS = ["1|Quảng Ninh|72,95|1|Rất tốt", "2|Bắc Giang|72,80|2|Rất tốt", "3|Long An|68,45|10|Tốt"]
HEAD = "TT|Tỉnh, thành phố|Điểm số|Xếp hạng|Nhóm"


@pytest.mark.parametrize("mark", [" ", "\t", "   ", " | ", "\n", "\n\n"], ids=repr)
def test_one_table_in_every_shape(mark: str) -> None:
    text = PCI + "\n".join(row.replace("|", mark) for row in [HEAD, *ROWS]) + "\n"
    assert list_said(text) == GOOD
    assert {(c.index_code, c.edition_year, c.jurisdiction_id, c.bloc) for c in read(text).claims} == {
        ("PCI", 2022, "vn", "provinces")
    }


def test_nfd_is_read_like_nfc() -> None:
    text = PCI + cells(HEAD, *ROWS)
    nfd = unicodedata.normalize("NFD", text)
    assert [c.value for c in read(nfd).claims] == [c.value for c in read(text).claims]
    assert [c.unit_id for c in read(nfd).claims] == [c.unit_id for c in read(text).claims]


def test_all_in_one_line() -> None:
    text = (
        "PAPI 2019 report: Table 3.1: Dashboard, 2019 Province 1: Participation at Local 1.1: Civic Knowledge 1.2: Quality of Village "
        "Levels Head Elections Ba Ria-Vung Tau 5.32 0.88 1.59 Bac Giang 5.58 0.85 1.74 Ben Tre 5.58 0.82 1.46\n"
    )
    assert list_said(text)[:3] == [
        ("ba-ria-vung-tau", "score", "participation", 5.32),
        ("ba-ria-vung-tau", "score", "participation/civic_knowledge", 0.88),
        ("ba-ria-vung-tau", "score", "participation/village_elections", 1.59),
    ]
    assert len(list_said(text)) == 9


def test_serial_number_is_no_rank() -> None:
    assert list_said(CCHC + cells("TT|Đơn vị|Điểm số", "1|Sở Nội vụ|95,5", "2|Sở Tài chính|94,2")) == [
        ("so-noi-vu", "score", None, 95.5),
        ("so-tai-chinh", "score", None, 94.2),
    ]


def test_ranks_before_the_names_and_ties() -> None:
    text = "Xếp hạng PCI năm 2022\n\nXẾP HẠNG\nPCI\nCÁC TỈNH, THÀNH PHỐ\n1 Quảng Ninh\n2 Bắc Giang\n2 Hải Phòng\n4 Long An\n\nXem thêm\n"
    claims = read(text).claims
    assert [(say(c)[0], c.value, c.tied) for c in claims] == [
        ("quang-ninh", 1.0, False), ("bac-giang", 2.0, True), ("hai-phong", 2.0, True), ("long-an", 4.0, False),
    ]  # fmt: skip


def test_places_of_and_ranks_with_scores() -> None:
    claims = read(CCHC + "Đơn vị\tXếp hạng\nSở Nội vụ\t01/19\nSở Tài chính\t02/19\n").claims
    assert [(c.value, c.out_of) for c in claims] == [(1.0, 19), (2.0, 19)]
    text = "Vietnam ICT Index năm 2018\n\nTỉnh Hạ tầng kỹ thuật ICT Index\nĐà Nẵng 01 (0,93) 02 (0,91)\nQuảng Ninh 05 (0,72) 03 (0,74)\n"
    assert list_said(text)[:4] == [
        ("da-nang", "rank", "technical_infrastructure", 1.0), ("da-nang", "score", "technical_infrastructure", 0.93),
        ("da-nang", "rank", None, 2.0), ("da-nang", "score", None, 0.91),
    ]  # fmt: skip


def test_decimal_comma_and_point_in_one_row() -> None:
    text = (
        PCI
        + "Tỉnh Tiếp cận đất đai PCI Xếp hạng\nQuảng Ninh 7.16 72,95 1\nBắc Giang 7,00 72.80 2\nLong An 7.1 68,45 10\n"
    )
    assert [c.value for c in read(text).claims if c.kind == "score"] == [7.16, 72.95, 7.0, 72.8, 7.1, 68.45]


def test_titles_of_groups_set_the_bloc() -> None:
    head, group = "TT|Đơn vị|Điểm số|Xếp hạng", "II|Khối huyện, thị xã, thành phố"
    departments, districts = (
        ("1|Sở Nội vụ|95,5|1", "2|Sở Tài chính|94,2|2"),
        ("1|Thành phố Hội An|93,1|1", "2|Huyện Núi Thành|92,0|2"),
    )
    text = CCHC + cells(head, "I|Khối sở, ban, ngành", *departments, group, *districts)
    ranks = [(c.bloc, c.value, c.tied) for c in read(text).claims if c.kind == "rank"]
    assert ranks == [
        ("departments", 1.0, False),
        ("departments", 2.0, False),
        ("districts", 1.0, False),
        ("districts", 2.0, False),
    ]


def test_parts_on_lines_below_the_header() -> None:
    text = (
        "DDCI năm 2021 tỉnh Hà Tĩnh\n\n# Sở ban ngành địa phương Số phiếu Điểm chỉ số thành phần (Thang điểm 10) DDCI Xếp loại\n"
        "Chi phí thời gian\nTiếp cận đất đai\nHuyện Vũ Quang 147 7.02 6.62\n68.85\nKhá\nSở Tư pháp 68 7.66 -\n68.2\nKhá\n"
    )
    assert list_said(text) == [
        ("huyen-vu-quang", "score", "time_costs", 7.02), ("huyen-vu-quang", "score", "land_access", 6.62),
        ("huyen-vu-quang", "score", None, 68.85), ("huyen-vu-quang", "grade", None, "Khá"),
        ("so-tu-phap", "score", "time_costs", 7.66), ("so-tu-phap", "not_rated", "land_access", "-"),
        ("so-tu-phap", "score", None, 68.2), ("so-tu-phap", "grade", None, "Khá"),
    ]  # fmt: skip


def test_side_by_side() -> None:
    text = PCI + "TT Tỉnh Điểm TT Tỉnh Điểm\n1 Quảng Ninh 72,95 3 Hải Phòng 70,76\n2 Bắc Giang 72,80 4 Long An 68,45\n"
    assert [say(c)[::3] for c in read(text).claims] == [
        ("quang-ninh", 72.95), ("hai-phong", 70.76), ("bac-giang", 72.8), ("long-an", 68.45),
    ]  # fmt: skip


def test_years_over_measures() -> None:
    text = "Kết quả PCI\n\n" + cells(
        "Tỉnh|Năm 2021|Năm 2022|Điểm|Hạng|Điểm|Hạng", "Hải Phòng|70,61|2|70,76|3", "Quảng Ninh|73,02|1|72,95|1"
    )
    assert [(c.edition_year, c.kind, c.value) for c in read(text).claims][:4] == [
        (2021, "score", 70.61), (2021, "rank", 2.0), (2022, "score", 70.76), (2022, "rank", 3.0),
    ]  # fmt: skip


def test_years_of_ranks_need_a_title() -> None:
    rows = "Tỉnh 2021 2022\nHải Phòng 2 3\nQuảng Ninh 1 1\nLong An 11 10\n"
    assert {c.kind for c in read(f"Xếp hạng PCI các tỉnh\n{rows}").claims} == {"rank"}
    unknown = read(f"PCI các tỉnh, chỉ số\n{rows}")
    assert not unknown.claims
    assert [d.reason_code for d in unknown.doubts] == ["header_not_understood"]


def test_years_above_names() -> None:
    rows = "Year 2021 2020\nBac Ninh 69.45 66.74\nHai Duong 67.65 62.48\nHa Noi 68.60 66.93\n"
    claims = read(f"PCI: Comparing Scores With Other Province In Red River Delta Region\n{rows}").claims
    assert [(say(c)[0], c.edition_year, c.value) for c in claims][:2] == [
        ("bac-ninh", 2021, 69.45),
        ("bac-ninh", 2020, 66.74),
    ]
    assert not read(f"PCI 2021\n\nTransparency\n{rows}").claims


def test_number_in_a_name_and_behind_a_name() -> None:
    head = "STT\tQuận, huyện\tĐiểm\tHạng\n"
    text = f"Chỉ số CCHC năm 2022 của TP. Hồ Chí Minh\n\n{head}1\tQuận 1\t95,2\t1\n2\tQuận 12\t93,1\t2\n3\tHuyện Củ Chi\t92\t3\n"
    assert [say(c)[0] for c in read(text.replace("\t", " ")).claims if c.kind == "rank"] == [
        "quan-1",
        "quan-12",
        "huyen-cu-chi",
    ]
    text = "PCI 2016\n\nTỉnh Xếp hạng Điểm\nHà Giang 1 57,62\nHà Nam 2 56,57\nHà Nội 3 55,55\n"
    assert [say(c)[::3] for c in read(text).claims][:2] == [("ha-giang", 1.0), ("ha-giang", 57.62)]


def test_missing_first_cell_does_not_shift_the_rows_around_it() -> None:
    rows = [
        "1|Quảng Ninh|72,95|3",
        "2|Bắc Giang|72,80|4",
        "Hải Phòng|70,76|5",
        "4|Long An|68,45|6",
        "5|Bến Tre|66,33|7",
    ]
    rows += ["6|Hà Nam|66,1|8", "7|Hà Nội|65,2|9"]
    for mark in (" ", "\n"):
        text = PCI + "\n".join(["Xếp hạng|Tỉnh|Điểm|Số mẫu", *rows]).replace("|", mark) + "\n\nHết\n"
        said = list_said(text)
        assert ("quang-ninh", "rank", None, 1.0) in said
        assert not [s for s in said if s[0] == "hai-phong"]
        assert {s[3] for s in said if s[1] == "rank"} <= {1.0, 2.0, 4.0, 5.0, 6.0, 7.0}


HISTORY = (
    "Chỉ số Năm 2019 Năm 2020 Năm 2021\nGia nhập thị trường 6.83 7.40 7.12\nCạnh tranh bình đẳng N/A N/A 6.1\n"
    "PCI 67.38 70.16 69.61\nXếp hạng 13 4 6\n"
)


def test_transposed_table_of_one_province() -> None:
    claims = read(f"PCI của tỉnh Bình Dương\n{HISTORY}\nLiên hệ\n").claims
    assert {c.unit_id for c in claims} == {"province/binh-duong"}
    assert [(c.edition_year, *say(c)[1:]) for c in claims if c.component_id is None] == [
        (2019, "score", None, 67.38), (2020, "score", None, 70.16), (2021, "score", None, 69.61),
        (2019, "rank", None, 13.0), (2020, "rank", None, 4.0), (2021, "rank", None, 6.0),
    ]  # fmt: skip
    assert [c.kind for c in claims if c.component_id == "PCI/policy_bias"] == ["not_rated", "not_rated", "score"]


def test_transposed_table_named_by_its_address() -> None:
    claims = read(
        f"{HISTORY}\nChỉ số năng lực cạnh tranh cấp tỉnh\n", url="http://www.pcivietnam.org/tien-giang"
    ).claims
    assert {(c.unit_id, c.inferred) for c in claims} == {("province/tien-giang", "unit: url")}


def test_transposed_table_of_nobody_gives_nothing() -> None:
    extraction = read(f"{HISTORY}\nChỉ số năng lực cạnh tranh cấp tỉnh\n")
    assert not extraction.claims
    assert [d.reason_code for d in extraction.doubts] == ["no_unit"]


def test_transposed_row_with_an_empty_cell_is_doubted() -> None:
    extraction = read(f"PCI của tỉnh Bình Dương\n{HISTORY.replace('6.83 7.40 7.12', '6.83 7.12')}\nLiên hệ\n")
    assert not [c for c in extraction.claims if c.component_id == "PCI/entry_costs"]
    assert [(d.subject_type, d.reason_code) for d in extraction.doubts] == [("table", "row_shape")]


def test_shifted_row_is_doubted_and_the_others_are_read() -> None:
    rows = [
        "1|Sở Nội vụ|60,1|35,2|95,3|1",
        "2|Sở Tài chính|58,0|94,2|2",
        "3|Sở Y tế|57,0|33,0|90,0|3",
        "4|Sở Tư pháp|55,0|33,0|88,0|4",
    ]
    text = (
        CCHC + "\n".join(["TT|Đơn vị|Tự đánh giá|Thẩm định|Tổng điểm|Xếp hạng", *rows]).replace("|", "\t") + "\n\nHết\n"
    )
    extraction = read(text)
    assert {c.unit_id for c in extraction.claims} == {
        f"department/quang-nam/so-{x}" for x in ("noi-vu", "y-te", "tu-phap")
    }
    assert len(extraction.claims) == 12
    assert [(d.reason_code, d.quote) for d in extraction.doubts] == [("row_shape", "94,2")]


def test_an_empty_cell_between_tabs_keeps_its_column() -> None:
    text = PCI + "TT\tTỉnh\tGia nhập thị trường\tĐiểm\tHạng\n1\tQuảng Ninh\t7,5\t72,95\t1\n2\tBắc Giang\t\t72,80\t2\n"
    assert list_said(text + "3\tLong An\t7,1\t68,45\t10\n") == [
        ("quang-ninh", "score", "entry_costs", 7.5), ("quang-ninh", "score", None, 72.95), ("quang-ninh", "rank", None, 1.0),
        ("bac-giang", "score", None, 72.8), ("bac-giang", "rank", None, 2.0),
        ("long-an", "score", "entry_costs", 7.1), ("long-an", "score", None, 68.45), ("long-an", "rank", None, 10.0),
    ]  # fmt: skip


def test_tables_in_markdown() -> None:
    text = PCI + "| Tỉnh | Điểm | Hạng |\n|---|---:|---:|\n| Quảng Ninh | 72,95 | 1 |\n| Bắc Giang | 72,80 | |\n"
    assert list_said(text) == [
        ("quang-ninh", "score", None, 72.95), ("quang-ninh", "rank", None, 1.0), ("bac-giang", "score", None, 72.8),
    ]  # fmt: skip


def test_header_with_another_number_of_cells_gives_nothing() -> None:
    extraction = read(PCI + cells("TT|Tỉnh|Điểm số|Tiếp cận đất đai|Xếp hạng|Nhóm", *ROWS))
    assert not extraction.claims
    assert [(d.subject_type, d.reason_code) for d in extraction.doubts] == [("table", "header_not_understood")]


def test_column_that_is_not_understood_is_doubted_and_the_others_are_read() -> None:
    rows = ["1|Sở Tài chính|7,12|6,55|78,90|1", "2|Sở Nội vụ|7,02|6,51|77,90|2", "3|Sở Y tế|6,02|6,11|70,90|3"]
    text = "DDCI năm 2023 tỉnh Lào Cai\n\n" + cells(
        "TT|Đơn vị|Chi phí thời gian|Chuyển đổi xanh bền vững|Tổng điểm|Xếp hạng", *rows
    )
    extraction = read(text)
    assert [say(c)[1:] for c in extraction.claims][:3] == [
        ("score", "time_costs", 7.12),
        ("score", None, 78.9),
        ("rank", None, 1.0),
    ]
    assert [(d.reason_code, d.quote) for d in extraction.doubts] == [
        ("column_not_understood", "Chuyển đổi xanh bền vững")
    ]


def test_values_above_the_scale_and_places_behind_the_last_are_held() -> None:
    rows = [
        f"{name}|7,1|{i + 1}"
        for i, name in enumerate(["Quảng Ninh", "Bắc Giang", "Long An", "Bến Tre", "Hải Phòng", "Hà Nam"])
    ]
    rows[1], rows[2] = "Bắc Giang|50|2", "Long An|6,9|65"
    claims = read(PCI + cells("Tỉnh|Tiếp cận đất đai|Xếp hạng", *rows)).claims
    held = {(say(c)[0], d.reason_code) for c in claims for d in c.doubts if d.severity == "hold"}
    assert held == {("bac-giang", "above_scale"), ("long-an", "rank_out_of_range")}


def test_column_of_figures_that_no_scale_allows_is_not_read() -> None:
    text = PCI + cells("Tỉnh|Tiếp cận đất đai|Xếp hạng", "Quảng Ninh|72,95|1", "Bắc Giang|72,80|2", "Long An|68,45|10")
    assert not read(text).claims


def test_cut_off_row_is_dropped_without_a_doubt() -> None:
    for tail in ("4", "4 Hải Ph", "4 Hải Phòng", "4 Hải Phòng 70,7", "4 Hải Phòng 70,76 3 Rất t"):
        text = PCI + "\n".join(row.replace("|", " ") for row in [HEAD, *ROWS]) + "\n" + tail
        extraction = read(text)
        assert [say(c) for c in extraction.claims][:9] == GOOD
        assert [say(c)[0] for c in extraction.claims[9:]] in ([], ["hai-phong"] * 2)
        assert not extraction.doubts


def test_table_without_a_year_is_held_for_one_reason() -> None:
    claims = read("Bảng chỉ số PCI\n\n" + cells(HEAD, *ROWS)).claims
    assert {d for c in claims for d in c.doubts if d.reason_code == "no_year"} == {claims[0].doubts[0]}
    assert {len(c.doubts) for c in claims} == {1}


@pytest.mark.parametrize(
    "line",
    [
        "Quảng Ninh giữ ngôi đầu, tăng 0,4 điểm so với năm 2022. Kết quả như sau:",
        "Năm 2022, Quảng Ninh cũng dẫn đầu.",
        "So với năm 2022, nhiều tỉnh đổi chỗ:",
        "Many provinces moved up from 2022:",
    ],
)
def test_a_year_looked_back_to_dates_no_table(line: str) -> None:
    claims = read(f"Bảng xếp hạng PCI năm 2023\n\n{line}\n\n" + cells(HEAD, *ROWS)).claims
    assert {c.edition_year for c in claims if c.rule_id.partition(":")[0] != "prose"} == {2023}


def test_year_from_the_address() -> None:
    claims = read("Bảng chỉ số PCI\n\n" + cells(HEAD, *ROWS), url="https://pcivietnam.vn/pci-2022").claims
    assert {(c.edition_year, c.inferred) for c in claims} == {(2022, "edition_year: url")}


def test_sports_table_gives_nothing() -> None:
    assert not read(
        "V-League, và chỉ số PCI năm 2020\n\nTT Đội Trận Điểm\n1 Hà Nội 26 53\n2 Hải Phòng 26 48\n3 Nam Định 26 45\n"
    ).claims


def test_prose_with_figures_is_no_table() -> None:
    text = f"{PCI}Quảng Ninh đứng nhất với 72,95 điểm, Bắc Giang thứ 2 (72,80 điểm) và Hải Phòng thứ 3 (70,76 điểm).\n"
    assert {c.rule_id.partition(":")[0] for c in read(text).claims} == {"prose"}


# -- every word of headers.yml does what its role says, and nothing is read without it -------------------------------------
NONSENSE = "quỷnh quàng"
HEADER_WORDS = [
    (role, p)
    for role, phrases in load_headers().items()
    for p in phrases
    if role in ("serial", "unit", "rank", "score", "points", "grade")
]
ROW_WORDS = [(role, p) for role in sorted(ROW_ROLES) for p in load_headers()[role]]


def make_table(role: str, phrase: str) -> str:
    """A table about PCI whose header has `phrase` as the word for `role`."""
    words = {"serial": "TT", "unit": "Đơn vị", "score": "PCI", "rank": "Xếp hạng", "grade": "Xếp loại"} | {role: phrase}
    if role == "points":
        words["score"] = phrase
    header = "|".join(words[r] for r in ("serial", "unit", "score", "rank", "grade"))
    return PCI + cells(header, *ROWS)


@pytest.mark.parametrize(("role", "phrase"), HEADER_WORDS, ids=lambda x: x)
def test_header_word_is_read_and_missed(role: str, phrase: str) -> None:
    assert list_said(make_table(role, phrase)) == GOOD
    without = list_said(make_table(role, NONSENSE))
    kind = {"points": "score", "serial": None, "unit": None}.get(role, role)
    assert without == [c for c in GOOD if kind is not None and c[1] != kind]


@pytest.mark.parametrize(("role", "phrase"), ROW_WORDS, ids=lambda x: x)
def test_row_word_is_read_and_missed(role: str, phrase: str) -> None:
    rows = "TT Tỉnh Điểm Xếp hạng\n1 Quảng Ninh 72,95 1\n2 Bắc Giang 72,80 2\n{} 65,22\n\nHết\n"
    claims = read(PCI + rows.format(phrase.capitalize())).claims
    assert [(c.aggregation, c.value, c.unit_id) for c in claims[4:]] == [(role, 65.22, None)]
    assert [c.value for c in read(PCI + rows.format(NONSENSE.capitalize())).claims] == [72.95, 1.0, 72.8, 2.0]


@pytest.mark.parametrize("phrase", load_headers()["class"] + load_headers()["blank"])
def test_class_or_blank_is_a_cell(phrase: str) -> None:
    text = PCI + cells(HEAD, *ROWS, f"4|Hải Phòng|70,76|3|{phrase}")
    said = [say(c) for c in read(text).claims if c.unit_id == "province/hai-phong"]
    grade = [] if phrase in load_headers()["blank"] else [phrase]
    assert [s[3] for s in said] == [70.76, 3.0, *grade]


def test_ignored_words_give_nothing() -> None:
    for phrase in load_headers()["ignored"]:
        text = PCI + cells(
            f"TT|Tỉnh|Điểm số|{phrase}", "1|Quảng Ninh|72,95|120", "2|Bắc Giang|72,80|130", "3|Long An|68,45|77"
        )
        extraction = read(text)
        assert [c.value for c in extraction.claims] == [72.95, 72.8, 68.45], phrase
        assert not extraction.doubts


def test_word_listed_twice_is_a_load_error(tmp_path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "headers.yml"
    file.write_text("rank:\n  - hạng\nscore:\n  - Hạng\n", encoding="utf-8")
    with pytest.raises(LexiconFault, match="already stands in rank"):
        load_headers(file)


def test_words_are_folded_once() -> None:
    assert all(p == fold(p) for phrases in load_headers().values() for p in phrases)
