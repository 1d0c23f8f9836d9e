"""Counts and classes in English."""

from __future__ import annotations

import pytest

from chiso.extraction import extract_claims
from chiso.model import Claim, Document
from chiso.registry import load_registry

HEADING = "The Public Administration Reform Index (PAR Index) of 2024"


def read(kind: str, text: str, heading: str = HEADING) -> list[Claim]:
    document = Document("0" * 64, "counts/example.txt", "txt", f"{heading}\n\n{text}")
    return [c for c in extract_claims(document, load_registry()).claims if c.kind == kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In all, 27 provinces scored above 80%.", [(27, None)]),
        ("27 provinces and cities had results of over 80 percent.", [(27, None)]),
        ("Results of 80% or more were seen in 27 provinces.", [(27, None)]),
        ("An index of over 80 percent was posted by 14 ministries and ministerial-level agencies.", [(14, None)]),
        ("All 63 provinces and cities came in above 80%.", [(63, None)]),
        ("63/63 localities came in above 80%.", [(63, 63)]),
        ("As many as 58 out of 63 provinces exceeded 85 percent.", [(58, 63)]),
        ("Twelve provinces fell short of 80 percent.", [(12, None)]),
        ("Fourteen ministries scored over 80 percent, three fell short of it or of 70 percent.", [(14, None)]),
        ("Fourteen ministries scored over 80 percent, three fell short of 80 percent.", [(14, None), (3, None)]),
        ("None of the provinces scored below 80%.", [(0, None)]),
    ],
)
def test_classes_by_bounds(text: str, expected: list[tuple[float, int | None]]) -> None:
    assert [(c.value, c.out_of) for c in read("count", text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("52 of the 63 provinces climbed.", [(52, 63)]),
        ("The index went up in 57 of the 63 provinces and down in six others.", [(57, 63), (6, 63)]),
        ("Scores rose at ten ministries and slipped at seven.", [(10, None), (7, None)]),
        (
            "36 localities moved higher, 24 others lower, and three stayed where they were.",
            [(36, None), (24, None), (3, None)],
        ),
        ("The PAR Index went up from 2023 in 53/63 localities.", [(53, 63)]),
        ("Some 40 provinces saw an increase; 23 localities dropped.", [(23, None)]),  # "some 40" is no count
        ("Out of 63 provinces, 40 saw a rise from 2023.", [(40, 63)]),
    ],
)
def test_classes_by_change(text: str, expected: list[tuple[float, int | None]]) -> None:
    assert [(c.value, c.out_of) for c in read("count", text)] == expected
    assert {c.bloc for c in read("count", text)} <= {"provinces", "ministries"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Group A, with 90% or more, has 13 provinces; Group B has 50 provinces.", [(13, "Group A"), (50, "Group B")]),
        ("The results put 13 provinces in Group A.", [(13, "Group A")]),
        ("Five provinces were rated good, 12 were rated fair.", [(5, "good"), (12, "fair")]),
        ("Only five were classified as excellent.", [(5, "excellent")]),
        ("The upper medium group of 15 localities follows.", [(15, "upper medium group")]),
        ("Of the 20 agencies, nine were graded very good.", [(9, "very good")]),
    ],
)  # fmt: skip
def test_classes_by_grades(text: str, expected: list[tuple[float, str]]) -> None:
    assert [(c.value, c.value_text) for c in read("count", text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The top five provinces scored above 90%.",
        "Twenty-seven provinces scored above 80%.",  # no number that is known
        "The survey covered 12 provinces with high shares of poor households.",
        "Nearly 40 provinces scored above 80%.",
        "The index was tried in 20 localities in 2022.",
        "Quang Ninh did better than the other 62 provinces.",
        "Quang Ninh rose 7 places from 2023.",
        "Quang Ninh aims to see 20 provinces above 90%.",
        "Delegates of 34 provinces attended, and interest rose.",
        "The 12 provinces of the delta sent delegates in 2024.",
    ],
)
def test_numbers_that_are_no_counts(text: str) -> None:
    assert not read("count", text)


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("Quang Ninh was rated very good.", "very good"),
        ("Quang Ninh finds itself in the upper medium group.", "upper medium group"),
        ("Quang Ninh made it into group A: it scored 90.69%.", "group A"),
    ],
)
def test_grades(text: str, grade: str) -> None:
    (claim,) = read("grade", text)
    assert (claim.value_text, claim.unit_id) == (grade, "province/quang-ninh")


def test_a_class_that_is_defined_is_nobodys() -> None:
    text = "Vietnam appears in the group of countries where e-government is rated high."
    assert not read("grade", text, "The 2024 E-Government Development Index (EGDI)")
