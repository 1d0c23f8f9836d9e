"""Every numeral of a text is in a claim, set aside for a reason, or held for a person; none is lost, none counted twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chiso.extraction import extract_claims
from chiso.extraction.numerals import count_numerals
from chiso.model import NUMERAL_FATES, NUMERAL_REASONS, Document, Doubt, Extraction
from chiso.paths import CORPUS, ROOT
from chiso.readers import read_document, read_sidecar
from chiso.registry import load_registry

HEADING = "Chỉ số cải cách hành chính (PAR INDEX) năm 2024 của tỉnh Quảng Ninh"
DOCUMENTS = sorted([*CORPUS.glob("*/*.txt"), *(ROOT / "raw").glob("*/*/*.txt")])
PIECES = (
    "PAR INDEX năm 2024", "Chỉ số CCHC", "Sở Nội vụ", "xếp thứ 45/63", "thứ 2, 3", "87,12%", "0,8654/1", "tăng 1,27 điểm %",
    "từ 12 lên 3", "482/QĐ-UBND ngày 17/2/2024", "7h30", "0203.3835.011", "1.234.567,8", "9\u200b9", "９", "½", "1", "2.", "x7y",
    "top 10", "No. 6", "17th", ", ", "; ", ". ", "\n", "\n\n1. ", "(", ")", "Tin khác\n", "phấn đấu", "GRDP", "\n| 1 | Sở Y tế | 90,1 |\n",
)  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=30).map("".join)


def read(text: str) -> Extraction:
    return extract_claims(Document("0" * 64, "conservation/text.txt", "txt", text), load_registry())


def read_numerals(sentence: str) -> dict[str, int]:
    """Where the numerals of a sentence below the heading ended; the year of the heading is in none of its claims."""
    found = read(f"{HEADING}\n\n{sentence}").numerals
    found["year"] -= 1
    return {reason: count for reason, count in found.items() if count}


def list_doubts(extraction: Extraction) -> list[Doubt]:
    return [doubt for doubt in extraction.doubts if doubt.subject_type == "numeral"]


def check_conserved(text: str, extraction: Extraction) -> None:
    """All numerals are accounted for; what is unplaced is shown, exactly as it stands."""
    assert sum(extraction.numerals.values()) == count_numerals(text)
    assert set(extraction.numerals) <= set(NUMERAL_REASONS)
    doubts = list_doubts(extraction)
    assert bool(doubts) == ("unplaced" in extraction.numerals)
    assert len({(doubt.char_start, doubt.char_end) for doubt in doubts}) == len(doubts)
    for doubt in doubts:
        assert doubt.quote == text[doubt.char_start : doubt.char_end]
        assert count_numerals(doubt.quote)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: "/".join(path.parts[-2:]))
def test_documents(path: Path) -> None:
    document = read_document(str(path), path.read_bytes(), read_sidecar(Path(f"{path}.yml")))
    check_conserved(document.text, extract_claims(document, load_registry()))


@given(texts)
@example("PAR INDEX năm 2024\nTin khác\nSở Nội vụ xếp thứ 45/63")
@example("1\u200b2 ９ PAR INDEX 3")
def test_any_text(text: str) -> None:
    check_conserved(text, read(text))


def test_each_reason_has_a_fate() -> None:
    assert set(NUMERAL_REASONS.values()) == set(NUMERAL_FATES)


@pytest.mark.parametrize(
    ("sentence", "numerals"),
    [
        ("Sở Nội vụ xếp thứ 2/20 với 90,05%.", {"claim": 3}),
        ("Các vị trí 5, 6, 7 thuộc về Sở Y tế, Sở Nội vụ, Sở Tài chính.", {"claim": 3}),
        ("Sở Y tế, Sở Nội vụ và Sở Tài chính dẫn đầu, tức ở các vị trí 1, 2, 3.", {"claim": 3}),
        ("Quyết định số 482/QĐ-UBND ngày 17/2/2024.", {"claim": 4}),
        ("Hội nghị diễn ra ngày 11 tháng 10 năm 2024.", {"date": 3}),
        ("Hội nghị bắt đầu lúc 7h30.", {"clock_time": 2}),
        ("Sở Nội vụ, điện thoại 0203 3835 011.", {"phone_number": 3}),
        ("Kế hoạch của giai đoạn 2021-2025.", {"year": 2}),
        ("Đại diện Quận 3 có mặt.", {"name": 1}),
        ("Ảnh của Sở Nội vụ: 15c2a30b.jpg.", {"name": 3}),
        ("1. Sở Nội vụ.", {"list_marker": 1}),
        ("Sở Nội vụ thuộc loại tốt (trên 80%).", {"bound": 1}),
        ("Sở Nội vụ đạt gần 90,5%.", {"bound": 1}),
        ("Sở Nội vụ đạt 90,05%, cao hơn kết quả của Sở Y tế 1,22 điểm.", {"claim": 1, "gap": 1}),
        ("Khoảng cách giữa Sở Y tế và Sở Nội vụ là 15,2 điểm.", {"gap": 1}),
        ("Khoảng cách giữa Sở Y tế, Sở Nội vụ và các sở, ngành lên tới 20,11 điểm.", {"gap": 1}),
        ("Khoảng cách giữa Sở Y tế và Sở Nội vụ thu hẹp từ 25 điểm xuống 12 điểm.", {"gap": 2}),
        ("Sở Nội vụ tăng 6 bậc so với năm 2023. Nhờ vậy có người nói vui: tăng 6 bậc.", {"claim": 1, "year": 1, "repeated": 1}),
        ("Lĩnh vực cải cách thể chế chiếm 10 điểm của chỉ số.", {"bound": 1}),
        ("Sở Nội vụ phỏng vấn 15.833 người ở 12 huyện.", {"count": 2}),
        ("Sở Nội vụ dẫn đầu lần thứ 5.", {"count": 1}),
        ("Ở tỉnh, 45% và 46,5% số người biết chữ theo hai cách tính.", {"share": 2}),
        ("Sở Nội vụ đạt 40,62/80 điểm (tương đương 50,77%).", {"claim": 2, "repeated": 1}),
        ("Sở Nội vụ phấn đấu hơn nữa, không còn xếp thứ 2.", {"plan": 1}),
        ("Nếu cố gắng, Sở Nội vụ xếp thứ 2.", {"plan": 1}),
        ("Thu ngân sách của tỉnh tăng 12,5%, xếp thứ 2.", {"other_topic": 2}),
        ("Trời hôm nay 35 độ.", {"no_index": 1}),
        ("Tin khác\nSở Nội vụ xếp thứ 2", {"after_article": 1}),
    ],
)  # fmt: skip
def test_reasons(sentence: str, numerals: dict[str, int]) -> None:
    assert read_numerals(sentence) == numerals


@pytest.mark.parametrize(
    "sentence",
    [
        "Hai bảng xếp hạng lệch nhau: hạng 17 và hạng 21.",
        "Có nơi ghi 90,05%, có nơi ghi 95,05% cho cùng một chỉ số CCHC.",
        "Không rõ ai tăng 3 bậc, ai giảm 2 bậc.",
    ],
)
def test_what_looks_like_a_fact_is_held_with_its_sentence(sentence: str) -> None:
    text = f"{HEADING}\n\nBản tin của tỉnh. {sentence} Hết."
    (doubt,) = list_doubts(read(text))
    assert (doubt.reason_code, doubt.severity, doubt.quote) == ("unplaced_numeral", "hold", sentence)


def test_a_long_passage_is_shown_around_its_numerals() -> None:
    sentence = "Các bảng xếp hạng được in lại nhiều lần, " * 20 + "nơi ghi hạng 17 và nơi ghi hạng 21"
    (doubt,) = list_doubts(read(f"{HEADING}\n\n{sentence}."))
    assert len(doubt.quote) <= 400
    assert "hạng 17" in doubt.quote


def test_a_value_told_twice_is_held_once() -> None:
    said = "Có nơi ghi 90,05%, có nơi ghi 95,05% cho cùng một chỉ số CCHC."
    found = read(f"{HEADING}\n\n{said}\n\nNhắc lại: {said}")
    assert [doubt.quote for doubt in list_doubts(found)] == [said]
    assert found.numerals["unplaced"] == 4


def test_a_table_that_is_not_understood_holds_its_numerals() -> None:
    rows = "\n".join(f"| Sở {name} | {i} | {i + 3} |" for i, name in enumerate(("Y tế", "Nội vụ", "Tài chính"), 4))
    found = read(f"{HEADING}\n\n| Đơn vị | Zyx | Wvu |\n|---|---|---|\n{rows}\n")
    assert [doubt.subject_type for doubt in found.doubts] == ["table"]
    assert found.numerals == {"year": 1, "table": 6}


def test_a_text_without_any_index_holds_nothing() -> None:
    found = read("Giải chạy: Quảng Ninh xếp thứ 3 với 87,12 điểm, tăng 2 bậc so với năm 2023.")
    assert found.numerals == {"no_index": 3, "year": 1}
    assert not list_doubts(found)
