"""Sentences that a careless reader gets wrong, with what they state: each was learnt from a real page, in our own words."""

from __future__ import annotations

import pytest

from chiso.extraction import extract_claims
from chiso.model import Document
from chiso.registry import load_registry

NATIONAL = "Bảng xếp hạng PCI năm 2023 của 63 tỉnh, thành phố\n\n"
LOCAL = "Chỉ số cải cách hành chính năm 2023 của tỉnh Quảng Ninh\n\n"


def read(text: str) -> set[tuple[object, ...]]:
    """(kind, value, edition year, unit, component, aggregation) of what is claimed without a doubt that holds it."""
    registry = load_registry()
    found = extract_claims(Document("0" * 64, "prose/text.txt", "txt", text), registry)
    return {
        (
            claim.kind,
            claim.value,
            claim.edition_year,
            registry.units[claim.unit_id].name if claim.unit_id else None,
            registry.components[claim.component_id].name if claim.component_id else claim.component_text,
            claim.aggregation,
        )
        for claim in found.claims
        if not any(doubt.severity == "hold" for doubt in claim.doubts)
    }


@pytest.mark.parametrize(
    ("sentence", "stated"),
    [
        (  # a score that opens the clause is of the unit that follows
            "Với 71,25 điểm, Quảng Ninh giữ ngôi quán quân.",
            {("score", 71.25, 2023, "Quảng Ninh", None, "value"), ("rank", 1.0, 2023, "Quảng Ninh", None, "value")},
        ),
        (  # where it came from is a place of the edition before
            "Vĩnh Long đi từ vị trí thứ 8 lên thứ 3.",
            {("rank", 8.0, 2022, "Vĩnh Long", None, "value"), ("rank", 3.0, 2023, "Vĩnh Long", None, "value")},
        ),
        (  # the place after the score of a part is the part's
            "Quảng Ninh có Chi phí thời gian đạt 8,54 điểm, đứng thứ 2 cả nước.",
            {
                ("score", 8.54, 2023, "Quảng Ninh", "Chi phí thời gian", "value"),
                ("rank", 2.0, 2023, "Quảng Ninh", "Chi phí thời gian", "value"),
            },
        ),
        ("Long An xếp thứ 3 cả nước về thu hút vốn.", set()),  # a place in something else
        ("Với Long An, điểm trung bình của địa phương này là 70,94 điểm.", set()),  # one unit's mean is no country's
        (  # a distance between units is no change
            "Quảng Ninh đạt 71,25 điểm, cao hơn 9 điểm so với tỉnh cuối bảng.",
            {("score", 71.25, 2023, "Quảng Ninh", None, "value")},
        ),
        (  # the next places go on from the last one
            "Dẫn đầu là Quảng Ninh, kế đến là Long An. Các vị trí tiếp theo trong top 5 lần lượt thuộc về Hải Phòng, Bắc Giang.",
            {
                ("rank", 1.0, 2023, "Quảng Ninh", None, "value"),
                ("rank", 2.0, 2023, "Long An", None, "value"),
                ("rank", 3.0, 2023, "Hải Phòng", None, "value"),
                ("rank", 4.0, 2023, "Bắc Giang", None, "value"),
            },
        ),
        ("Hải Phòng, Bắc Giang và Long An xếp thứ 3.", set()),  # whose place it is stays unsaid
        ("Long An phấn đấu năm 2024 xếp thứ 1.", {("target", 1.0, 2024, None, None, "value")}),
        ("Nếu giữ điểm cũ, Long An đã xếp thứ 5.", set()),
        ("Đây là lần thứ 7 liên tiếp Quảng Ninh được nhắc tên.", set()),
        ("Nội dung thứ tám của Quảng Ninh là thiết chế pháp lý.", set()),
    ],
)
def test_national_sentences(sentence: str, stated: set[tuple[object, ...]]) -> None:
    assert read(NATIONAL + sentence) == stated


@pytest.mark.parametrize(
    ("sentence", "stated"),
    [
        (  # a longer name than the registry knows does not lend its place to the next unit
            "Sở Khoáng sản và Năng lượng đứng thứ 2, Sở Tài chính đứng thứ 3.",
            {("rank", 3.0, 2023, "Sở Tài chính", None, "value")},
        ),
        (
            "Hai huyện cùng dẫn đầu với 91 điểm là huyện Ba Chẽ và huyện Tiên Yên.",
            {
                ("rank", 1.0, 2023, "Huyện Ba Chẽ", None, "value"),
                ("rank", 1.0, 2023, "Huyện Tiên Yên", None, "value"),
                ("score", 91.0, 2023, "Huyện Ba Chẽ", None, "value"),
                ("score", 91.0, 2023, "Huyện Tiên Yên", None, "value"),
            },
        ),
        (  # places of other years say their year
            "Huyện Ba Chẽ vươn lên thứ nhất, 91,5 điểm (năm 2022 xếp thứ 4).",
            {
                ("rank", 1.0, 2023, "Huyện Ba Chẽ", None, "value"),
                ("score", 91.5, 2023, "Huyện Ba Chẽ", None, "value"),
                ("rank", 4.0, 2022, "Huyện Ba Chẽ", None, "value"),
            },
        ),
        ("Về thu ngân sách, Sở Tài chính đứng thứ 2.", set()),
        ("Tin khác\nSở Tài chính đứng thứ 2 toàn tỉnh về chỉ số cải cách hành chính năm 2022", set()),
    ],
)
def test_local_sentences(sentence: str, stated: set[tuple[object, ...]]) -> None:
    assert {fact for fact in read(LOCAL + sentence) if fact[0] != "count"} == stated


def test_a_region_has_no_value_but_the_mean_of_its_provinces() -> None:
    assert read("Chỉ số PAR INDEX năm 2023 theo vùng\n\nDẫn đầu là Đông Nam Bộ với 86,15%.") == {
        ("rank", 1.0, 2023, "Đông Nam Bộ", None, "value"),
        ("score", 86.15, 2023, "Đông Nam Bộ", None, "mean"),
    }


def test_an_acronym_of_another_field_is_no_index() -> None:
    assert (
        read("Can thiệp mạch vành qua da (PCI)\n\nQuảng Ninh đứng thứ 2 cả nước về PCI năm 2023 với 1.200 ca.") == set()
    )


def test_an_acronym_with_its_edition_and_points_is_the_index() -> None:
    assert {(kind, value) for kind, value, *_ in read("Hải Phòng dẫn đầu PCI 2024 với 74,84 điểm.")} == {
        ("rank", 1.0), ("score", 74.84),
    }  # fmt: skip
    assert not read("Hội nghị PCI 2024 tại Hà Nội có 450 bác sĩ, ca thứ 3 thành công 95%.")


def test_a_text_without_an_index_goes_to_a_person() -> None:
    found = extract_claims(Document("0" * 64, "prose/text.txt", "txt", "Có 25 người dự họp."), load_registry())
    assert [doubt.reason_code for doubt in found.doubts] == ["no_index"]


def test_who_speaks_is_not_who_is_ranked() -> None:
    """A person's office and a person's name are no units; a body named for the index's subject is no index."""
    text = LOCAL + "Phó Giám đốc Sở Y tế đánh giá kết quả đạt 85 điểm."
    assert all(fact[3] != "Sở Y tế" for fact in read(text))
    text = (
        "Công bố chỉ số SIPAS năm 2023\n\nTheo ông Phạm Minh Hưng, Vụ trưởng Vụ Cải cách hành chính, "
        "trung bình cả nước đạt 82,66% năm 2023. Quảng Ninh đứng đầu với 90,61%."
    )
    found = extract_claims(Document("0" * 64, "prose/text.txt", "txt", text), load_registry())
    assert {(c.kind, c.value, c.index_code, c.jurisdiction_id, c.unit_id) for c in found.claims} == {
        ("score", 82.66, "SIPAS", "vn", None),
        ("rank", 1.0, "SIPAS", "vn", "province/quang-ninh"),
        ("score", 90.61, "SIPAS", "vn", "province/quang-ninh"),
    }


@pytest.mark.parametrize("line", ["a) Khối sở, ban, ngành", "1. Khối sở, ngành:", "Khối các sở, ban, ngành:"])
def test_a_line_gives_the_bloc_of_the_paragraphs_below(line: str) -> None:
    text = (
        "Chỉ số DDCI năm 2023 của tỉnh Lạng Sơn",
        line,
        "Điểm trung bình đạt 75,38 điểm.",
        "Hạng 1: Cục Thuế tỉnh (85,70 điểm)",
        "Khối huyện, thành phố:",
        "Điểm trung bình đạt 70,96 điểm.",
    )
    found = extract_claims(Document("0" * 64, "prose/text.txt", "txt", "\n".join(text)), load_registry())
    assert [(c.kind, c.value, c.bloc) for c in found.claims] == [
        ("score", 75.38, "departments"),
        ("rank", 1.0, "departments"),
        ("score", 85.7, "departments"),
        ("score", 70.96, "districts"),
    ]


@pytest.mark.parametrize("above", ["", "Thời tiết hôm nay có mưa rào rải rác.\n\n"])
def test_the_heading_dates_an_index_that_is_named_without_a_year(above: str) -> None:
    text = (
        f"{above}Kon Tum và hai chỉ số về cải cách hành chính năm 2023\n\nVới SIPAS, Kon Tum dừng ở 76,83%, thứ hạng 61. "
        "Chỉ số hài lòng của Kon Tum năm 2022 là 76,24%, đứng thứ 56."
    )
    assert {(fact[0], fact[1], fact[2]) for fact in read(text)} == {
        ("score", 76.83, 2023),
        ("rank", 61.0, 2023),
        ("score", 76.24, 2022),
        ("rank", 56.0, 2022),
    }
