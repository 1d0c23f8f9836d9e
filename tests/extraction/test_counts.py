"""Counts of units in a class: what is read, and the numbers beside units that are no counts."""

from __future__ import annotations

import pytest

from chiso.extraction import extract_claims
from chiso.model import Claim, Document
from chiso.registry import load_registry

PROVINCE = "Chỉ số cải cách hành chính (PAR INDEX) năm 2024 của các sở, ban, ngành tỉnh Quảng Ninh"
COUNTRY = "Chỉ số cải cách hành chính (PAR INDEX) năm 2024 của các tỉnh, thành phố trong cả nước"


def read_counts(text: str, heading: str = PROVINCE) -> list[Claim]:
    document = Document("0" * 64, "counts/example.txt", "txt", f"{heading}\n\n{text}")
    return [c for c in extract_claims(document, load_registry()).claims if c.kind == "count"]


def say(claims: list[Claim]) -> list[tuple[float | None, int | None, str | None]]:
    return [(c.value, c.out_of, c.value_text) for c in claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Có 21 đơn vị xếp loại xuất sắc, 24 tốt, 3 đơn vị xếp loại khá.",
            [(21, None, "xuất sắc"), (24, None, "tốt"), (3, None, "khá")],
        ),
        ("Hạng Tốt có 30 đơn vị, hạng Khá 13 đơn vị.", [(30, None, "Tốt"), (13, None, "Khá")]),
        ("Loại Khá 19/20 cơ quan, loại Trung bình 01/20 cơ quan.", [(19, 20, "Khá"), (1, 20, "Trung bình")]),
        ("Có 29/44 cơ quan xếp hạng Tốt, tăng 5 cơ quan so với năm 2023.", [(29, 44, "Tốt")]),
        ("Hạng Yếu không còn đơn vị nào.", [(0, None, "Yếu")]),
        ("Không có đơn vị xếp loại yếu.", [(0, None, "yếu")]),
        ('Nhóm "Rất tốt" có hai đơn vị: Sở Nội vụ, Sở Y tế.', [(2, None, "Rất tốt")]),
        ("Tính trên 19 cơ quan: 17 cơ quan loại tốt, 2 loại khá.", [(17, 19, "tốt"), (2, 19, "khá")]),
        ("Trong khối sở, 12 đơn vị đạt mức điểm khá.", [(12, None, "khá")]),
        ("Đáng mừng là 9 sở vượt mốc 90%.", [(9, None, None)]),
        ("Vẫn còn 4 sở chưa đạt 90%.", [(4, None, None)]),
        ("Có 8 sở có chỉ số từ 80% đến dưới 90%.", [(8, None, None)]),
        (
            "Trên 90% có 3 sở; từ 80% đến dưới 90% có 14 sở; dưới 80% có 2 sở.",
            [(3, None, None), (14, None, None), (2, None, None)],
        ),
        ("Có 4 cơ quan xếp loại A, 12 cơ quan xếp loại B.", [(4, None, "xếp loại A"), (12, None, "xếp loại B")]),
        ("Số đơn vị xếp loại Xuất sắc là 5, loại Tốt là 12.", [(5, None, "Xuất sắc"), (12, None, "Tốt")]),
        ("Trong 20 sở, ban, ngành, có 3 đơn vị đạt loại tốt.", [(3, 20, "tốt")]),
        ("Có 9 sở đạt trên 90%, 4 chưa đạt 90%.", [(9, None, None), (4, None, None)]),
        ("Có 12 sở tăng điểm, 5 giảm điểm.", [(12, None, None), (5, None, None)]),
        ("Trong số 19 cơ quan, 17 tăng điểm.", [(17, 19, None)]),
        ("Mức từ 90% trở lên thuộc về 9 sở.", [(9, None, None)]),
    ],
)
def test_classes_of_a_province(text: str, expected: list[tuple[float | None, int | None, str | None]]) -> None:
    assert say(read_counts(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("So với năm 2023, 5 địa phương mất điểm.", (5, None, 2023)),
        ("Có 57 trong số 63 tỉnh, thành phố có chỉ số tăng so với năm 2023.", (57, 63, 2023)),
        ("Có 4 tỉnh thêm hơn 10 điểm so với năm 2023.", (4, None, 2023)),
        ("So với năm trước, có 5 địa phương mất điểm.", (5, None, 2023)),
        ("So với năm 2023, chỉ số tăng ở 57 tỉnh.", (57, None, 2023)),
        ("Điểm số giảm tại 10/63 địa phương so với năm 2023.", (10, 63, 2023)),
    ],
)
def test_classes_by_change(text: str, expected: tuple[int, int | None, int]) -> None:
    (claim,) = read_counts(text, COUNTRY)
    assert (claim.value, claim.out_of, claim.baseline_year) == expected
    assert (claim.bloc, claim.jurisdiction_id, claim.edition_year) == ("provinces", "vn", 2024)


def test_universal_class_behind_other_words() -> None:
    (claim,) = read_counts("Xét 6 vùng kinh tế, cả phía bắc lẫn phía nam, kết quả ở đâu cũng vượt 80%.", COUNTRY)
    assert (claim.value, claim.bloc) == (6, "region")


def test_all_that_a_province_ranks_with_their_breakdown() -> None:
    claims = read_counts("UBND tỉnh duyệt Chỉ số cải cách hành chính năm 2024 cho 35 đơn vị, gồm 20 sở và 15 huyện.")
    assert [(c.value, c.bloc) for c in claims] == [(35, None), (20, "departments"), (15, "districts")]


def test_units_of_the_country_are_no_news() -> None:
    assert not read_counts("Bộ Nội vụ công bố Chỉ số cải cách hành chính năm 2024 của 63 tỉnh, thành phố.", COUNTRY)


def test_bloc_is_the_one_spoken_of() -> None:
    text = "Khối huyện, thị xã, thành phố: Hạ Long dẫn đầu. Có 7 địa phương xếp loại Tốt."
    (claim,) = read_counts(text)
    assert claim.bloc == "districts"


def test_bloc_is_that_of_the_section() -> None:
    text = (
        "I. ĐỐI VỚI CÁC SỞ, BAN, NGÀNH\nChỉ số CCHC bình quân là 84,57%.\n- Loại Tốt: 03 đơn vị.\n"
        "II. ĐỐI VỚI CÁC HUYỆN, THÀNH PHỐ\nKết quả như sau.\n- Loại Tốt: 5 đơn vị."
    )
    assert [(c.value, c.bloc) for c in read_counts(text)] == [(3, "departments"), (5, "districts")]


def test_index_is_the_one_named_last() -> None:
    text = "Chỉ số CCHC năm 2024 bình quân đạt 87,12%; chỉ số hài lòng SIPAS năm 2024 có 12 sở đạt trên 95%."
    (claim,) = read_counts(text)
    assert claim.index_code == "SIPAS"


def test_quote_and_subject_are_words_of_the_text() -> None:
    (claim,) = read_counts("Toàn tỉnh có 17 cơ quan được xếp loại tốt.")
    assert claim.quote == "17 cơ quan được xếp loại tốt"
    assert claim.subject == "cơ quan được xếp loại tốt"
    assert claim.unit_measure == "count"


def test_said_twice_is_one_count() -> None:
    assert len(read_counts("Có 17 cơ quan xếp loại tốt.\n\nLoại Tốt có 17 cơ quan.")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Ba đơn vị cuối bảng là Sở Nội vụ, Sở Y tế và Sở Xây dựng.",
        "Sở Nội vụ đứng thứ 3 trong 20 sở, xếp loại tốt.",
        "Nằm trong top 10 đơn vị có chỉ số tăng.",
        "Có gần 40 đơn vị xếp loại tốt.",
        "Thêm 5 đơn vị xếp loại tốt.",
        "So với năm 2023, tăng 5 đơn vị xếp loại tốt.",
        "Hội nghị có 44 đơn vị tham dự.",
        "Đoàn công tác đến 11 cơ quan, đơn vị.",
        "Tỉnh phấn đấu có 15 cơ quan xếp loại tốt.",
        "Bộ chỉ số gồm 8 lĩnh vực, 37 tiêu chí, 88 tiêu chí thành phần.",
        "Năm qua, 5 sở tăng cường kiểm tra công vụ.",
        "Kết quả của 63 tỉnh, thành phố trải từ 75,03% đến 90,61%.",
        "Cả hai khối đều tăng điểm.",
        "Sở Y tế có 2 tiêu chí mất điểm.",
        "Không nơi nào trong 20 sở có mặt ở nhóm cao nhất.",
        "Nơi duy nhất trong 20 sở tăng điểm là Sở Y tế.",
        "Có 35 đơn vị được chấm, chia thành 15 huyện và 20 sở.",
    ],
)
def test_numbers_that_are_no_counts(text: str) -> None:
    assert not read_counts(text)


def test_without_an_index_nothing_is_counted() -> None:
    assert not read_counts("Có 21 đơn vị xếp loại xuất sắc.", heading="Tổng kết phong trào thi đua của tỉnh")
