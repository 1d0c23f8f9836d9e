"""Statistics and targets in English."""

from __future__ import annotations

import pytest

from chiso.extraction import extract_claims
from chiso.model import Claim, Document
from chiso.registry import load_registry

HEADING = "The Provincial Competitiveness Index (PCI) of 2024"


def read(kind: str, text: str, heading: str = HEADING) -> list[Claim]:
    document = Document("0" * 64, "figures/example.txt", "txt", f"{heading}\n\n{text}")
    return [c for c in extract_claims(document, load_registry()).claims if c.kind == kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In all, 56% of respondents said they faced long delays.", [(56, "=")]),
        ("As many as 72 percent of firms paid informal charges.", [(72, "=")]),
        ("More than 60 percent of local enterprises complained of delays.", [(60, ">")]),
        ("A survey asked 9,000 people: 88.88% of them met no bad officials, and 90% said no bribe was asked for.",
         [(88.88, "="), (90, "=")]),
        ("Still, 85.12% of those asked would like a better attitude, while 85.03% wished for abler officials.",
         [(85.12, "="), (85.03, "=")]),
        ("The share of firms paying informal charges fell to 33.1 percent.", [(33.1, "=")]),
        ("In the year, 98.7% of applications were settled on time.", [(98.7, "=")]),
        ("The rate of dossiers settled on time was 99.2%.", [(99.2, "=")]),
    ],
)  # fmt: skip
def test_statistics(text: str, expected: list[tuple[float, str]]) -> None:
    claims = read("statistic", text)
    assert [(c.value, c.comparator) for c in claims] == expected
    assert {(c.unit_measure, c.edition_year, c.jurisdiction_id) for c in claims} == {("percent", 2024, "vn")}


@pytest.mark.parametrize(
    "text",
    [
        "In all, 82.66% of citizens were satisfied with the services.",  # the value of an index
        "The number of firms rose by 13% from 2023.",
        "Nearly 90% of firms answered the questionnaire.",
        "Quang Ninh leads with 90.05%, and firms said it was earned.",
        "By law 100% of applications must be settled on time.",
        "If all goes well, 95% of applications are settled on time.",
        "In Quang Ninh, 13% of the budget went to roads.",
    ],
)
def test_shares_that_are_no_statistics(text: str) -> None:
    assert not read("statistic", text)


@pytest.mark.parametrize(
    ("text", "value", "measure", "comparator"),
    [
        ("Quang Ninh aims to be in the top 10 of the PCI in 2025.", 10, "places", "<="),
        ("Quang Ninh is determined to settle at least 95% of applications on time.", 95, "percent", ">="),
        ("The province pledged to cut administrative procedures by 30%.", 30, "percent", "="),
        ("It plans to have over 80 percent of dossiers filed online.", 80, "percent", ">"),
        ("Its target is 50 percent or more of applications filed online.", 50, "percent", ">="),
    ],
)
def test_targets(text: str, value: float, measure: str, comparator: str) -> None:
    (claim,) = read("target", text)
    assert (claim.value, claim.unit_measure, claim.comparator) == (value, measure, comparator)


@pytest.mark.parametrize(
    "text",
    [
        "The province aims to reach economic growth of 10%.",
        "The province would have settled 95% of applications.",
        "The result exceeded the target of 90% of applications.",
        "Under its plans to widen roads, 12 districts were visited.",
    ],
)
def test_promises_that_are_no_targets(text: str) -> None:
    assert not read("target", text)
