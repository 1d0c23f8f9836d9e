"""The year a change is measured from: said by its sentence, or implied by the text."""

from __future__ import annotations

import pytest

from chiso.extraction import extract_claims
from chiso.model import Claim, Document
from chiso.registry import load_registry

HEADING = "Chỉ số cải cách hành chính (PAR INDEX) năm 2024 của tỉnh Quảng Ninh"
ENGLISH = "The Public Administration Reform Index (PAR Index) of 2024"


def read_changes(text: str, heading: str = HEADING) -> list[Claim]:
    document = Document("0" * 64, "baselines/example.txt", "txt", f"{heading}\n\n{text}")
    claims = extract_claims(document, load_registry()).claims
    return [c for c in claims if c.kind in ("score_change", "rank_change")]


@pytest.mark.parametrize(
    "text",
    [
        "Sở Y tế đạt 90,05%, tăng 1,27% so với năm trước.",
        "Sở Y tế đạt 90,05%, hơn năm trước 1,27%.",
        "Sở Y tế đạt 90,05%, cao hơn năm ngoái 1,27%.",
        "Sở Y tế đạt 90,05%, cao hơn so với kỳ trước 1,27%.",
        "So với năm trước, Sở Y tế tăng 1,27%.",
        "Sở Y tế tăng 1,27%; so với năm 2023, Sở Nội vụ cũng tăng.",
        "So với năm 2023, nhiều sở tăng điểm. Sở Y tế tăng 1,27%.",
        "Sở Y tế năm nay đạt 90,05%, tăng 1,27%.",
        "Năm ngoái nhiều sở yếu. Sở Y tế tăng 1,27%.",
        "Sở Y tế đạt 90,05%, tăng 1,27%. Năm 2023, Sở Y tế đạt 88,78%.",  # the difference of what is stated
    ],
)
def test_baseline_of_vietnamese_changes(text: str) -> None:
    (change,) = read_changes(text)
    assert (change.value, change.baseline_year) == (1.27, 2023)


@pytest.mark.parametrize(
    "text",
    [
        "Quang Ninh came third, up 5 places from the previous year.",
        "Quang Ninh gained 5 places year-on-year.",
        "Gains over 2023 were seen in many places.\nQuang Ninh came third (5 places up).",
        "Localities did better than in the previous edition of 2023.\nQuang Ninh came third, up 5 places.",
    ],
)
def test_baseline_of_english_changes(text: str) -> None:
    (change,) = read_changes(text, ENGLISH)
    assert (change.value, change.baseline_year) == (5, 2023)


@pytest.mark.parametrize(
    "text",
    [
        "Sở Y tế đạt 90,05%, tăng 1,27%.",
        "So với năm 2015, nhiều sở tăng điểm. Sở Y tế tăng 1,27%.",  # not the edition before
        "Sở Y tế đạt 90,05%, tăng 1,27%. Năm 2023, Sở Y tế đạt 85%.",
    ],
)
def test_baseline_that_nothing_says(text: str) -> None:
    (change,) = read_changes(text)
    assert change.baseline_year is None


def test_implied_baseline_says_where_it_is_from() -> None:
    (change,) = read_changes("So với năm 2023, nhiều sở tăng điểm. Sở Y tế tăng 1,27%.")
    assert change.inferred == "baseline_year: text"
