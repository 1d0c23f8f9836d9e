"""Tables become claims, cell by cell; a table that its layout does not describe gives none."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from chiso.model import Doubt, Extraction

LAYOUT = Path(__file__).with_name("bang.yml").read_text(encoding="utf-8")
Tabulate = Callable[..., Extraction]

GOOD = """Năm,Tỉnh,PCI,Minh bạch,Hạng,Nhóm,Hạng tự tính
2010,Hà Nội,60.25,7.1,1,Tốt,1
2010,Ba Ria - Vung Tau,58.3,"6,5",2,Khá,2
2010,HCMC,58.3,5.0,2,Khá,3
"""


def only_doubt(extraction: Extraction, reason_code: str) -> Doubt:
    """The single doubt of a table that was held whole."""
    (doubt,) = extraction.doubts
    assert doubt.reason_code == reason_code
    assert doubt.subject_type == "table"
    assert doubt.severity == "hold"
    assert extraction.claims == ()
    assert doubt.message.startswith("vcci/bang.csv, ")
    return doubt


def test_every_cell_becomes_a_claim_with_its_address(tabulate: Tabulate) -> None:
    extraction = tabulate(GOOD)
    assert extraction.doubts == ()
    assert [(c.locator, c.kind, c.unit_id, c.value, c.value_text) for c in extraction.claims[:4]] == [
        ("C2", "score", "province/ha-noi", 60.25, None),
        ("D2", "score", "province/ha-noi", 7.1, None),
        ("E2", "rank", "province/ha-noi", 1, None),
        ("F2", "grade", "province/ha-noi", None, "Tốt"),
    ]
    assert len(extraction.claims) == 12
    claim = extraction.claims[5]
    assert claim.locator == "D3"
    assert (claim.index_code, claim.edition_year, claim.jurisdiction_id, claim.bloc) == ("PCI", 2010, "vn", "provinces")
    assert (claim.component_id, claim.component_text) == ("PCI/transparency", "Minh bạch")
    assert (claim.unit_id, claim.unit_text) == ("province/ba-ria-vung-tau", "Ba Ria - Vung Tau")
    assert (claim.quote, claim.value, claim.decimals, claim.scale_max, claim.unit_measure) == (
        "6,5",
        6.5,
        1,
        10,
        "points",
    )
    assert claim.rule_id == "layout:test/bang"
    assert claim.doubts == ()
    assert claim.inferred is not None
    assert "edition_year" not in claim.inferred  # the column states it


def test_equal_ranks_are_ties_and_scores_are_not(tabulate: Tabulate) -> None:
    claims = tabulate(GOOD).claims
    assert [(c.value, c.tied, c.out_of) for c in claims if c.kind == "rank"] == [
        (1, False, 3),
        (2, True, 3),
        (2, True, 3),
    ]
    assert not any(c.tied for c in claims if c.kind == "score")


def test_our_own_columns_are_never_loaded(tabulate: Tabulate) -> None:
    assert not any(c.locator and c.locator.startswith("G") for c in tabulate(GOOD).claims)


@pytest.mark.parametrize("blank", ["", "-", "–", "N/A", " .. "])
def test_blank_cells_are_not_published(tabulate: Tabulate, blank: str) -> None:
    extraction = tabulate(GOOD.replace("60.25", blank).replace("7.1", blank))
    assert extraction.doubts == ()
    assert [c.kind for c in extraction.claims if c.unit_id == "province/ha-noi"] == ["rank", "grade"]


def test_a_cell_that_is_no_number_is_a_doubt_and_the_rest_is_loaded(tabulate: Tabulate) -> None:
    extraction = tabulate(GOOD.replace("60.25", "sáu mươi").replace("2010,HCMC,58.3,5.0,2", "2010,HCMC,58.3,5.0,1.5"))
    assert [(d.reason_code, d.locator, d.quote) for d in extraction.doubts] == [
        ("unreadable_cell", "C2", "sáu mươi"),
        ("unreadable_cell", "E4", "1.5"),
    ]
    assert {d.subject_type for d in extraction.doubts} == {"numeral"}
    assert len(extraction.claims) == 10


@pytest.mark.parametrize("rank", ["0", "-1", "1.5", "2%", "01/63"])
def test_what_is_no_rank(tabulate: Tabulate, rank: str) -> None:
    extraction = tabulate(GOOD.replace("7.1,1,Tốt", f"7.1,{rank},Tốt"))
    assert [(d.locator, d.quote) for d in extraction.doubts] == [("E2", rank)]


def test_a_percentage_is_no_number_of_points(tabulate: Tabulate) -> None:
    assert [d.quote for d in tabulate(GOOD.replace("60.25", "60.25%")).doubts] == ["60.25%"]
    extraction = tabulate(GOOD.replace("60.25", "60.25%"), LAYOUT + "measure: percent\n")
    assert extraction.claims[0].value == 60.25
    assert extraction.claims[0].unit_measure == "percent"


def test_three_digits_after_a_point_are_decimals_only_within_a_scale(tabulate: Tabulate) -> None:
    assert tabulate(GOOD.replace("60.25", "47.102")).claims[0].value == 47.102
    unscaled = LAYOUT.replace("is: score, scale: 100", "is: score")
    assert [d.quote for d in tabulate(GOOD.replace("60.25", "47.102"), unscaled).doubts] == ["47.102"]


def test_an_unknown_name_holds_the_claims_of_its_row(tabulate: Tabulate) -> None:
    extraction = tabulate(GOOD.replace("2010,Hà Nội", "2010,Hà Nọi"))
    held = [c for c in extraction.claims if c.doubts]
    assert len(held) == 4
    assert {c.unit_id for c in held} == {None}
    assert {c.unit_text for c in held} == {"Hà Nọi"}
    (doubt,) = {c.doubts[0] for c in held}  # one thing to decide
    assert (doubt.subject_type, doubt.reason_code, doubt.locator, doubt.quote) == (
        "unit_name",
        "unknown_unit",
        "B2",
        "Hà Nọi",
    )
    assert "province/ha-noi" in doubt.proposals


def test_a_row_without_a_year_is_left_out_and_said(tabulate: Tabulate) -> None:
    extraction = tabulate(GOOD.replace("2010,Hà Nội", "năm 10,Hà Nội"), LAYOUT.replace("units: {2010: 3}\n", ""))
    assert [(d.reason_code, d.locator) for d in extraction.doubts] == [("unreadable_cell", "A2")]
    assert {c.unit_id for c in extraction.claims} == {"province/ba-ria-vung-tau", "province/ho-chi-minh"}


def test_figures_without_a_name_are_left_out_and_said(tabulate: Tabulate) -> None:
    layout = LAYOUT.replace("units: {2010: 3}\n", "")
    extraction = tabulate(GOOD + "2010,,1,1,3,Khá,3\n2010,,2,2,4,Khá,4\n", layout)  # they are no two rows for one unit
    assert [(d.reason_code, d.locator) for d in extraction.doubts] == [
        ("unreadable_cell", "B5"),
        ("unreadable_cell", "B6"),
    ]
    assert len(extraction.claims) == 12


def test_notes_and_blank_rows_are_passed_over(tabulate: Tabulate) -> None:
    extraction = tabulate(GOOD + ",,,,,,\n,Nguồn: VCCI,,,,,\n")
    assert extraction.doubts == ()
    assert len(extraction.claims) == 12


# -- the whole table is held


def test_no_layout(tabulate: Tabulate) -> None:
    table = "Tỉnh;Số hội chợ\nHà Nội;6\nHải Phòng;7\nĐà Nẵng;8\n"
    (doubt,) = tabulate(table, LAYOUT.replace("bang*", "khac*")).doubts
    assert (doubt.reason_code, doubt.locator) == ("no_layout", "A1")
    assert "Tỉnh | Số hội chợ" in doubt.message
    assert "docs/add-a-layout.md" in doubt.message


def test_without_a_layout_the_header_is_read(tabulate: Tabulate) -> None:
    layout = LAYOUT.replace("bang*", "khac*")
    claims = tabulate("Năm;Tỉnh;PCI\n2010;Hà Nội;60,25\n2010;Đà Nẵng;69,77\n2010;Lào Cai;67,95\n", layout).claims
    assert [(c.locator, c.unit_id, c.edition_year, c.value) for c in claims] == [
        ("C2", "province/ha-noi", 2010, 60.25),
        ("C3", "province/da-nang", 2010, 69.77),
        ("C4", "province/lao-cai", 2010, 67.95),
    ]


def test_a_missing_and_an_unknown_column(tabulate: Tabulate) -> None:
    doubt = only_doubt(tabulate(GOOD.replace("PCI,", "Điểm PCI,", 1)), "wrong_columns")
    assert "test/bang has 'PCI', the table has not" in doubt.message
    assert "the table has 'Điểm PCI', the layout" in doubt.message
    assert doubt.locator == "A1"


def test_a_column_without_a_header_is_not_ignored(tabulate: Tabulate) -> None:
    doubt = only_doubt(tabulate(GOOD.replace("Hạng tự tính", "")), "wrong_columns")
    assert "the table has" in doubt.message


def test_two_columns_with_one_header(tabulate: Tabulate) -> None:
    assert "'PCI'" in only_doubt(tabulate(GOOD.replace("Hạng tự tính", "pci ")), "double_column").message


def test_two_rows_for_one_unit_also_under_two_spellings(tabulate: Tabulate) -> None:
    doubt = only_doubt(tabulate(GOOD + "2010,Bà Rịa - Vũng Tàu,58.3,6.5,2,Khá,2\n"), "duplicate_unit")
    assert "'Ba Ria - Vung Tau' (B3, B5; 2010)" in doubt.message
    twice = tabulate(GOOD + "2010,Hà Nọi,1,1,1,Tốt,\n2010,Hà Nọi,2,2,2,Tốt,\n", LAYOUT.replace("2010: 3", "2010: 4"))
    assert "'Hà Nọi' (B5, B6; 2010)" in only_doubt(twice, "duplicate_unit").message  # unknown names too


def test_the_same_unit_in_two_years_is_no_duplicate(tabulate: Tabulate) -> None:
    assert tabulate(GOOD + "2011,HCMC,58.3,5.0,2,Khá,2\n").doubts == ()


def test_a_table_that_is_cut_off(tabulate: Tabulate) -> None:
    doubt = only_doubt(tabulate(GOOD[: GOOD.index("2010,HCMC")]), "wrong_unit_count")
    assert "2 units for 2010, not 3" in doubt.message


def make_rows(names: list[str], pci: list[str]) -> str:
    return "Năm,Tỉnh,PCI\n" + "".join(f"2011,{name},{score}\n" for name, score in zip(names, pci, strict=True))


TEN = ["Hà Nội", "Đà Nẵng", "Cần Thơ", "An Giang", "Bạc Liêu", "Bến Tre", "Cà Mau", "Hà Nam", "Nam Định", "Sơn La"]


def test_a_column_that_holds_something_else(tabulate: Tabulate) -> None:
    doubt = only_doubt(tabulate(make_rows(TEN, ["60"] * 7 + ["Tốt", "Khá", "Khá"])), "unreadable_column")
    assert "3 cells of the column 'PCI' cannot be read as a score ('Tốt', 'Khá', 'Khá', ...)" in doubt.message
    assert doubt.locator == "C9"
    assert len(tabulate(make_rows(TEN, ["60"] * 8 + ["Khá", "?"])).claims) == 8  # two are cells, not a column


def test_a_table_of_another_kind_of_unit(tabulate: Tabulate) -> None:
    names = [*TEN[:4], "Apple", "Samsung", "Intel", "Canon", "Foxconn", "LG"]
    doubt = only_doubt(tabulate(make_rows(names, ["60"] * 10)), "unknown_units")
    assert "6 of 10 names are no provinces ('Apple', 'Samsung', 'Intel', ...)" in doubt.message
    assert len(tabulate(make_rows(TEN[:5] + names[5:], ["60"] * 10)).claims) == 10  # half are unknown: held one by one


def test_a_header_alone(tabulate: Tabulate) -> None:
    assert only_doubt(tabulate(GOOD.split("\n")[0] + "\n,,,,,,\n"), "no_rows").locator == "A1"


def test_sidecar_and_layout_that_disagree(tabulate: Tabulate) -> None:
    assert "Quảng Ninh" in only_doubt(tabulate(GOOD, jurisdiction="Quảng Ninh"), "jurisdiction_conflict").message
    assert tabulate(GOOD, jurisdiction="Việt Nam").doubts == ()


def test_every_kind_of_failure_is_said_once(tabulate: Tabulate) -> None:
    text = (
        GOOD.replace("60.25", "?") + "2010,Hà Nội,1,1,1,Tốt,1\n2010,Huế,1,1,1,Tốt,1\n2010,Thừa Thiên Huế,1,1,1,Tốt,1\n"
    )
    extraction = tabulate(text)
    assert sorted(d.reason_code for d in extraction.doubts) == ["duplicate_unit", "unreadable_cell", "wrong_unit_count"]
    assert extraction.claims == ()


def test_a_layout_that_the_registry_does_not_know(tabulate: Tabulate) -> None:
    layout = LAYOUT.replace("PCI/transparency", "PAPI/transparency").replace("index: PCI", "index: PCJ")
    message = only_doubt(tabulate(GOOD, layout), "bad_layout").message
    assert "index 'PCJ' is not in the registry" in message
    assert "'PAPI/transparency' is no component of PCJ" in message


# -- where the year stands


def write_book(*sheets: tuple[str, list[list[object]]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


TITLED = LAYOUT.replace("  - {header: Năm, is: year}\n", "").replace("year: column", "year: title")
ROWS: list[list[object]] = [[None, "Địa phương", "PCI"], ["", "Hà Nội", 60.25], ["", "Đà Nẵng", 58.3], ["", "Huế", 57]]


def test_the_year_of_a_title_and_the_address_in_a_sheet(tabulate: Tabulate) -> None:
    book = write_book(("Tổng hợp", [["Kết quả PCI năm 2010"], [], *ROWS]))
    extraction = tabulate(book, TITLED, "bang.xlsx")
    assert extraction.doubts == ()
    claim = extraction.claims[0]
    assert (claim.edition_year, claim.locator, claim.quote) == (2010, "Tổng hợp!C4", "60.25")
    assert "edition_year: title" in (claim.inferred or "")


@pytest.mark.parametrize(
    ("title", "layout", "year"),
    [
        ("PCI", TITLED, None),
        ("PCI 2010 so với 2009", TITLED, None),
        ("PCI 2010 so với 2009", TITLED + 'year_pattern: "PCI (\\\\d{4})"\n', 2010),
        ("PCI 2010", TITLED + 'year_pattern: "PCI (\\\\d{2})"\n', None),
        ("PCI", TITLED.replace("year: title", "year: sheet"), 2010),
        ("PCI", TITLED.replace("year: title", "year: 2010"), 2010),
    ],
)
def test_one_year_or_none(tabulate: Tabulate, title: str, layout: str, year: int | None) -> None:
    extraction = tabulate(write_book(("PCI 2010", [[title], *ROWS])), layout, "bang.xlsx")
    if year is None:
        assert [d.reason_code for d in extraction.doubts] == ["no_year"]
        assert extraction.claims == ()
    else:
        assert {c.edition_year for c in extraction.claims} == {year}


def test_title_and_file_name_that_disagree(tabulate: Tabulate) -> None:
    book = write_book(("PCI", [["PCI 2010"], *ROWS]))
    extraction = tabulate(book, TITLED, "bang_2011.xlsx")
    assert [d.reason_code for d in extraction.doubts] == ["year_conflict"]
    assert extraction.claims == ()
    assert len(tabulate(book, TITLED, "bang_2010.xlsx").claims) == 3


def test_sheets_that_the_layout_does_not_serve(tabulate: Tabulate) -> None:
    other = [["Vùng", "Số hội chợ"], ["Tây Nguyên", 5], ["Đông Nam Bộ", 6], ["Tây Bắc", 7]]
    book = write_book(("PCI 2010", [["PCI 2010"], *ROWS]), ("Ghi chú", [["a", "b"]]), ("Vùng", other))
    extraction = tabulate(book, TITLED + 'sheets: "PCI *"\nother_sheets: {"Ghi*": notes}\n', "bang.xlsx")
    assert len(extraction.claims) == 3
    assert [(d.reason_code, d.locator, d.quote) for d in extraction.doubts] == [("no_layout", "Vùng!A1", "Vùng")]


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(scores=st.lists(st.integers(0, 10**6), min_size=3, max_size=3))
def test_scores_are_exact_in_every_spelling(tabulate: Tabulate, scores: list[int]) -> None:
    for mark in (".", ","):
        lines = [f'2010,{name},"{n // 10**4}{mark}{n % 10**4:04d}"' for name, n in zip(NAMES, scores, strict=True)]
        claims = tabulate("\n".join(["Năm,Tỉnh,PCI", *lines]) + "\n").claims
        assert [(c.value, c.decimals) for c in claims] == [(float(f"{n // 10**4}.{n % 10**4:04d}"), 4) for n in scores]


NAMES = ("Hà Nội", "Đà Nẵng", "Cần Thơ")
