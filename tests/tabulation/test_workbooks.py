"""VCCI's own workbooks, read from the bytes as published, against figures that were checked on the publisher's pages."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from chiso.model import Claim, Extraction
from chiso.paths import ROOT
from chiso.readers import read_document
from chiso.registry import Registry
from chiso.tabulation import find_layout, load_layouts, tabulate_claims

SHARED = ROOT.parent / "shared"
FIGURES = SHARED / "figures" / "pci_2005_2016.csv"
WORKBOOKS = sorted((SHARED / "workbooks").glob("PCI_*.xls*"))
COMPONENTS = {
    "pci": None, "entry": "PCI/entry_costs", "land": "PCI/land_access", "transparency": "PCI/transparency",
    "time": "PCI/time_costs", "informal": "PCI/informal_charges", "implementation": "PCI/implementation",
    "policy_bias": "PCI/policy_bias", "proactivity": "PCI/proactivity", "support": "PCI/business_support",
    "labor": "PCI/labour_training", "legal": "PCI/law_order",
}  # fmt: skip
MOST_DOUBTS = 15  # a sheet of survey indicators is one item

pytestmark = pytest.mark.skipif(
    not WORKBOOKS or not FIGURES.exists(), reason="the publisher's workbooks lie outside of the repository"
)


@pytest.fixture(scope="module", params=WORKBOOKS, ids=lambda path: path.stem)
def workbook(request: pytest.FixtureRequest, registry: Registry) -> tuple[int, Extraction]:
    path: Path = request.param
    document = read_document(f"vcci/{path.name}", path.read_bytes())
    return int(path.stem[-4:]), tabulate_claims(document, find_layout(document, load_layouts()), registry)


def list_figures(year: int, registry: Registry) -> Iterator[tuple[str | None, str | None, float]]:
    """Unit, component and score of the checked figures of a year."""
    with FIGURES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["year"] == str(year):
                unit = registry.resolve(row["province"], "vn", year, "provinces").unit_id
                yield from ((unit, COMPONENTS[c], float(row[c])) for c in COMPONENTS if row[c])


def test_every_figure_of_every_province(workbook: tuple[int, Extraction], registry: Registry) -> None:
    year, extraction = workbook
    stated: dict[tuple[str | None, str | None], list[Claim]] = defaultdict(list)
    for claim in extraction.claims:
        if claim.kind == "score" and claim.aggregation == "value" and not claim.doubts:
            assert (claim.index_code, claim.edition_year, claim.jurisdiction_id) == ("PCI", year, "vn")
            stated[claim.unit_id, claim.component_id].append(claim)
    expected = list(list_figures(year, registry))
    assert len(expected) > 400
    for unit, component, score in expected:
        (claim,) = stated.pop((unit, component), []) or pytest.fail(f"{unit}, {component} is missing")
        assert claim.value == pytest.approx(score, abs=0.005), claim.locator
        assert claim.locator
        assert claim.unit_measure == "points"
    assert not stated


def test_ranks_are_those_of_the_scores(workbook: tuple[int, Extraction]) -> None:
    _, extraction = workbook
    ranks = {c.unit_id: c.value for c in extraction.claims if c.kind == "rank" and not c.component_id}
    scores = {
        c.unit_id: c.value or 0 for c in extraction.claims
        if (c.kind, c.component_id, c.aggregation) == ("score", None, "value")
    }  # fmt: skip
    assert [ranks[u] for u in sorted(scores, key=lambda u: -scores[u])] == list(range(1, len(scores) + 1))


def test_questions_of_the_survey_are_one_item_a_sheet(workbook: tuple[int, Extraction]) -> None:
    _, extraction = workbook
    assert len(extraction.doubts) <= MOST_DOUBTS
    places = [doubt.locator and doubt.locator.partition("!")[0] for doubt in extraction.doubts]
    assert len(places) == len(set(places))
    assert all(doubt.proposals for doubt in extraction.doubts)
