"""Statistics and targets: figures beside an index that are no value of it."""

from __future__ import annotations

import pytest

from chiso.extraction import extract_claims
from chiso.model import Claim, Document
from chiso.registry import load_registry

HEADING = "Chỉ số cải cách hành chính (PAR INDEX) năm 2024 của tỉnh Quảng Ninh"


def read(kind: str, text: str, heading: str = HEADING) -> list[Claim]:
    document = Document("0" * 64, "figures/example.txt", "txt", f"{heading}\n\n{text}")
    return [c for c in extract_claims(document, load_registry()).claims if c.kind == kind]


@pytest.mark.parametrize(
    ("text", "value", "comparator", "subject"),
    [
        ("Có 7,3% số người dân phản ánh cán bộ chậm trễ.", 7.3, "=", "người dân phản ánh cán bộ chậm trễ"),
        ("Có 12,5% doanh nghiệp phải trả chi phí không chính thức.", 12.5, "=", "doanh nghiệp phải trả chi phí không chính thức"),
        ("Có trên 85% người được hỏi cho rằng thủ tục đã gọn.", 85, ">", "người được hỏi cho rằng thủ tục đã gọn"),
        ("Trong năm, 98,5% hồ sơ được giải quyết trước hạn.", 98.5, "=", "hồ sơ được giải quyết trước hạn"),
        ("Tỷ lệ hồ sơ giải quyết đúng hạn đạt 99,2%.", 99.2, "=", "Tỷ lệ hồ sơ giải quyết đúng hạn đạt"),
        ("Tỷ lệ doanh nghiệp phải trả thêm chi phí là 31,4%.", 31.4, "=", "Tỷ lệ doanh nghiệp phải trả thêm chi phí là"),
        ("Có doanh nghiệp phản ánh phải chờ lâu, chiếm tỷ lệ 31,4%.", 31.4, "=", "doanh nghiệp phản ánh phải chờ lâu, chiếm tỷ lệ"),
    ],
)  # fmt: skip
def test_statistics(text: str, value: float, comparator: str, subject: str) -> None:
    (claim,) = read("statistic", text)
    assert (claim.value, claim.comparator, claim.subject) == (value, comparator, subject)
    assert (claim.unit_measure, claim.edition_year, claim.jurisdiction_id) == ("percent", 2024, "province/quang-ninh")


def test_shares_of_those_named_before() -> None:
    text = "Hơn 9.000 doanh nghiệp được hỏi. Về mua sắm, 83% nói chính quyền công bằng, 79% nói hồ sơ thầu dễ hiểu."
    assert [c.value for c in read("statistic", text)] == [83, 79]


@pytest.mark.parametrize(
    "text",
    [
        "Có 85,4% người dân, tổ chức hài lòng với cơ quan hành chính.",  # the value of an index
        "Cải cách thủ tục hành chính đạt 95,2%.",  # a part of the index
        "Số hồ sơ tăng 13% so với năm trước.",
        "Gần 90% doanh nghiệp đã trả lời phiếu khảo sát.",
        "Kết quả vượt mục tiêu 90% hồ sơ đúng hạn.",
        "Sở Tài chính dẫn đầu với 90,05%, được doanh nghiệp đánh giá cao.",
        "Từ nay 100% hồ sơ phải đạt yêu cầu.",
        "Nếu xử lý hết thì 95% hồ sơ đúng hạn.",
    ],
)
def test_shares_that_are_no_statistics(text: str) -> None:
    assert not read("statistic", text)


@pytest.mark.parametrize(
    ("text", "value", "measure", "comparator", "year"),
    [
        ("Tỉnh bảo đảm giảm ít nhất 30% thời gian xử lý thủ tục hành chính.", 30, "percent", ">=", None),
        ("Năm 2025, tỉnh phấn đấu PAR INDEX nằm trong nhóm 10 tỉnh dẫn đầu.", 10, "places", "<=", 2025),
        ("Tỉnh đặt mục tiêu PAR INDEX xếp thứ 15 trở lên.", 15, "places", "<=", None),
        ("Mục tiêu đến năm 2026 là tỷ lệ hồ sơ trực tuyến đạt tối thiểu 80%.", 80, "percent", ">=", 2026),
        ("Tỉnh cam kết trên 95% hồ sơ đúng hạn.", 95, "percent", ">", None),
        ("Chỉ tiêu là thời gian giải quyết hồ sơ giảm 20% trở lên.", 20, "percent", ">=", None),
    ],
)
def test_targets(text: str, value: float, measure: str, comparator: str, year: int | None) -> None:
    (claim,) = read("target", text)
    assert (claim.value, claim.unit_measure, claim.comparator, claim.edition_year) == (value, measure, comparator, year)
    assert claim.subject


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Tỉnh phấn đấu Chỉ số CCHC đạt từ 86% trở lên và xếp trong nhóm 30 tỉnh dẫn đầu; Chỉ số SIPAS đạt trên 85%; "
            "Chỉ số PAPI nằm trong nhóm 15 tỉnh.",
            [("PAR_INDEX", 86), ("PAR_INDEX", 30), ("SIPAS", 85), ("PAPI", 15)],
        ),
        (
            "Tỉnh quyết tâm đưa PAR INDEX lên ít nhất 5 bậc, phấn đấu xếp thứ 40; chỉ số SIPAS phấn đấu đạt 90% trở lên.",
            [("PAR_INDEX", 5), ("PAR_INDEX", 40), ("SIPAS", 90)],
        ),
        ("Mục tiêu của tỉnh là trở lại nhóm 40.", [("PAR_INDEX", 40)]),
        ("Tỉnh đặt mục tiêu vào tốp 10 về thu hút khách.", []),
        ("Năm 2025 phấn đấu PAR INDEX đạt 90%; năm 2024 chỉ số SIPAS đạt 85%.", [("PAR_INDEX", 90)]),
    ],
)
def test_targets_of_indices(text: str, expected: list[tuple[str, float]]) -> None:
    assert [(c.index_code, c.value) for c in read("target", text)] == expected


def test_target_of_heading_and_text_is_one() -> None:
    text = (
        "Bảo đảm giảm ít nhất 30% thời gian xử lý hồ sơ\n\n"
        "Tỉnh yêu cầu các sở đổi mới, bảo đảm giảm ít nhất 30% thời gian xử lý hồ sơ của người dân."
    )
    (claim,) = read("target", text)
    assert claim.subject == "giảm ít nhất 30% thời gian xử lý hồ sơ của người dân"


@pytest.mark.parametrize(
    "text",
    [
        "Tỉnh phấn đấu tăng trưởng GRDP đạt 10%.",
        "Tỉnh bảo đảm 100% hộ dân có điện.",
        "Theo kế hoạch, 11 cơ quan được kiểm tra hồ sơ.",
        "Kết quả vượt mục tiêu 90% hồ sơ đúng hạn.",
        "Nếu quyết tâm, hồ sơ đúng hạn đã đạt 95%.",
    ],
)
def test_promises_that_are_no_targets(text: str) -> None:
    assert not read("target", text)


@pytest.mark.parametrize("kind", ["statistic", "target"])
def test_without_an_index_nothing_is_read(kind: str) -> None:
    text = "Có 7,3% doanh nghiệp phản ánh phải chờ lâu. Tỉnh phấn đấu 95% hồ sơ đúng hạn."
    assert not read(kind, text, heading="Hội nghị đối thoại của tỉnh")
