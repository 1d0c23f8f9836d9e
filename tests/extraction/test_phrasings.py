"""The same result in the words of newspapers, portals and ministries: sentence -> facts, as data in phrasings/*.yml.

A fact is written `kind value unit`, then what is not usual, after commas: the component, the part of the list, the year (if
it is not the heading's), the measure of a change, the mean ... `facts: []` says that a sentence states nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from chiso.extraction import extract_claims
from chiso.model import Claim, Document
from chiso.registry import load_registry

FOLDER = Path(__file__).parent / "phrasings"
YEAR = 2023
HEADINGS = {
    "pci": "Chỉ số năng lực cạnh tranh cấp tỉnh (PCI) năm 2023",
    "par": "Chỉ số cải cách hành chính (PAR INDEX) năm 2023 của các bộ và 63 tỉnh, thành phố",
    "dti": "Kết quả đánh giá chuyển đổi số (DTI) năm 2023 của các bộ, ngành, địa phương",
    "papi": "Chỉ số PAPI năm 2023 của tỉnh Quảng Ninh",
    "local": "Chỉ số cải cách hành chính năm 2023 của tỉnh Quảng Ninh",
    "firms": "Chỉ số DDCI năm 2023 của tỉnh Lạng Sơn",
    "none": "",
}


def load_phrasings() -> list[Any]:
    """One parameter per sentence, named by its file and its first words."""
    found = []
    for path in sorted(FOLDER.glob("*.yml")):
        for heading, lines in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            found += [pytest.param(heading, x["text"], x["facts"], id=f"{path.stem}: {x['text'][:48]}") for x in lines]
    return found


def describe(claim: Claim) -> str:
    """A claim in one line: 'rank 2 Long An', 'score_change -0.5 Long An, Chi phí thời gian, points since 2022'."""
    registry = load_registry()
    unit = registry.units[claim.unit_id].name if claim.unit_id else claim.unit_text or "ALL"
    component = registry.components[claim.component_id].name if claim.component_id else claim.component_text
    value = claim.value_text if claim.value is None else f"{claim.value:g}"
    if claim.value_max is not None:
        value = f"{claim.value:g}..{claim.value_max:g}"
    since = f" since {claim.baseline_year}" if claim.baseline_year else ""
    extras = [
        component,
        claim.subset and f"within {claim.subset}",
        claim.edition_year != YEAR and str(claim.edition_year),
        claim.kind == "score_change" and f"{claim.unit_measure}{since}",
        claim.kind == "rank_change" and since.strip(),
        claim.aggregation != "value" and claim.aggregation,
        claim.bloc_part,
        claim.edition_variant,
        claim.tied and "tied",
    ]
    return ", ".join([f"{claim.kind} {value} {unit}", *(x for x in extras if x)])


def read(heading: str, text: str) -> set[str]:
    """What is claimed of a text without a doubt that holds it."""
    document = Document("0" * 64, "prose/text.txt", "txt", f"{HEADINGS[heading]}\n\n{text}".strip())
    claims = extract_claims(document, load_registry()).claims
    stated = [c for c in claims if not any(d.severity == "hold" for d in c.doubts)]
    return {describe(c) if HEADINGS[heading] else f"{c.index_code} {describe(c)}" for c in stated}


@pytest.mark.parametrize(("heading", "text", "facts"), load_phrasings())
def test_phrasing(heading: str, text: str, facts: list[str]) -> None:
    assert read(heading, text) == set(facts)
