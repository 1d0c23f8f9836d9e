"""How many units a list has: stated once, taken by every place of the list, and by no other."""

from __future__ import annotations

import pytest

from chiso.extraction import extract_claims
from chiso.model import Document
from chiso.registry import load_registry

COUNTRY = "Chỉ số cải cách hành chính (PAR INDEX) năm 2022 của các tỉnh, thành phố"
LOCAL = "Chỉ số cải cách hành chính năm 2022 của tỉnh Quảng Ninh"


def read_places(text: str, heading: str = COUNTRY) -> dict[str | None, int | None]:
    """Unit as named -> total of its list."""
    document = Document("0" * 64, "totals/example.txt", "txt", f"{heading}\n\n{text}")
    claims = extract_claims(document, load_registry()).claims
    return {c.unit_text: c.out_of for c in claims if c.kind in ("rank", "top_group")}


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("Bảng xếp hạng có 63 tỉnh, thành phố. Quảng Ninh dẫn đầu.", 63),
        ("Quảng Ninh dẫn đầu. Long An đứng thứ 12/63.", 63),
        ("Có 57/63 tỉnh, thành phố tăng điểm so với năm 2021. Quảng Ninh dẫn đầu.", 63),
        ("Quảng Ninh dẫn đầu.", None),
        ("Khảo sát tại 30 tỉnh, thành phố. Quảng Ninh dẫn đầu.", None),
        ("Có 57 tỉnh, thành phố tăng điểm. Quảng Ninh dẫn đầu.", None),
        ("Có 63 tỉnh, thành phố, nay còn 34 tỉnh, thành phố. Quảng Ninh dẫn đầu.", 63),  # there were no 34 yet
        ("Long An đứng thứ 12/62. Hà Giang đứng thứ 60/63. Quảng Ninh dẫn đầu.", None),
        ("Quảng Ninh dẫn đầu; thứ 4/6 vùng Tây Nguyên là Đắk Lắk.", None),  # of a part of the list
    ],
)
def test_total_of_the_provinces(text: str, total: int | None) -> None:
    assert read_places(text)["Quảng Ninh"] == total


def test_totals_of_two_blocs() -> None:
    text = (
        "Có 35 đơn vị được chấm, chia thành 15 địa phương cấp huyện và 20 sở, ban, ngành.\n"
        "Khối sở, ban, ngành: Sở Nội vụ dẫn đầu, Sở Y tế đứng thứ 2.\n"
        "Khối huyện, thị xã, thành phố: huyện Ba Chẽ dẫn đầu."
    )
    assert read_places(text, LOCAL) == {"Sở Nội vụ": 20, "Sở Y tế": 20, "huyện Ba Chẽ": 15}


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("Quang Ninh came 5th among the 11 Red River Delta provinces.", 11),
        ("Quang Ninh came 5th out of the 63 provinces and cities.", 63),
        ("Quang Ninh came 5th among all 63 localities.", 63),
        ("Quang Ninh came 5th. The index began in 2011; all 63 provinces and cities are ranked.", 63),
        ("Quang Ninh came 5th. Interviews took place in 20 provinces.", None),
    ],
)
def test_english_totals(text: str, total: int | None) -> None:
    assert read_places(text, "The Public Administration Reform Index (PAR Index) of 2022") == {"Quang Ninh": total}


def test_provinces_before_and_after_the_mergers() -> None:
    heading = "Chỉ số chuyển đổi số DTI năm 2024"
    text = (
        "Bảng xếp theo 34 tỉnh, thành phố sau sáp nhập: TP Hà Nội dẫn đầu, nhì là TP Huế.\n"
        "Tính theo 63 tỉnh, thành phố trước sáp nhập, Thừa Thiên Huế đứng thứ 5."
    )
    assert read_places(text, heading) == {"TP Hà Nội": 34, "TP Huế": 34, "Thừa Thiên Huế": 63}


def test_two_totals_are_none() -> None:
    text = "Có 63 tỉnh, thành phố, nay còn 34 tỉnh, thành phố. Quảng Ninh dẫn đầu."
    assert read_places(text, "Chỉ số PAR INDEX năm 2024") == {"Quảng Ninh": None}


@pytest.mark.parametrize(
    "text",
    [
        "Có 4 sở được đánh giá. Sở Y tế đứng thứ 9.",  # a place below the last
        "Trong 5 huyện miền núi, kết quả đều khá. Huyện Ba Chẽ dẫn đầu toàn tỉnh.",
        "Trong 3 sở dẫn đầu có Sở Nội vụ. Sở Y tế đứng thứ 2.",
        "Có 9 sở đạt trên 90%. Sở Y tế đứng thứ 2.",
    ],
)
def test_numbers_that_are_no_total(text: str) -> None:
    assert set(read_places(text, LOCAL).values()) == {None}


def test_total_says_where_it_is_from() -> None:
    document = Document(
        "0" * 64, "totals/example.txt", "txt", f"{COUNTRY}\n\nCó 63 tỉnh, thành phố. Quảng Ninh dẫn đầu."
    )
    (place,) = (c for c in extract_claims(document, load_registry()).claims if c.kind == "rank")
    assert place.inferred == "out_of: text"
