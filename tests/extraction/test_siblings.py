"""A form of sentence is read in all its wordings: siblings.yml holds them, by rule."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from chiso.extraction import extract_claims
from chiso.model import Claim, Document
from chiso.registry import load_registry

HEADINGS = {
    "local": "Chỉ số cải cách hành chính năm 2023 của tỉnh Quảng Ninh",
    "firms": "Chỉ số DDCI năm 2023 của tỉnh Lạng Sơn",
    "national": "Chỉ số năng lực cạnh tranh cấp tỉnh (PCI) năm 2023 của 63 tỉnh, thành phố",
    "digital": "Chỉ số chuyển đổi số (DTI) năm 2022 của các tỉnh, thành phố",
}
RULES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "siblings.yml").read_text(encoding="utf-8"))
CASES = [
    pytest.param(rule["heading"], case, id=f"{rule['rule']} {n}")
    for rule in RULES
    for n, case in enumerate(rule["cases"])
]


def read(heading: str, text: str) -> tuple[Claim, ...]:
    """The claims without a doubt that holds them."""
    document = Document("0" * 64, "siblings/text.txt", "txt", f"{HEADINGS[heading]}\n\n{text}")
    claims = extract_claims(document, load_registry()).claims
    return tuple(c for c in claims if not any(doubt.severity == "hold" for doubt in c.doubts))


def describe(claim: Claim) -> str:
    """'rank | 2 | 2023 | Long An'."""
    registry = load_registry()
    unit = registry.units[claim.unit_id].name if claim.unit_id else f"({claim.aggregation})"
    part = registry.components[claim.component_id].name if claim.component_id else claim.component_text
    value = claim.value_text if claim.value is None else f"{claim.value:g}"
    said = (claim.kind, value, claim.edition_year, unit, part, claim.subset)
    return " | ".join(str(x) for x in said if x is not None)


@pytest.mark.parametrize(("heading", "case"), CASES)
def test_wording(heading: str, case: dict[str, Any]) -> None:
    assert sorted(describe(c) for c in read(heading, case["text"])) == case["stated"]


@pytest.mark.parametrize("line", ["a) Khối sở, ban, ngành", "1. Khối sở, ngành:", "Khối các sở, ban, ngành:"])
def test_line_gives_the_bloc_of_the_paragraphs_below(line: str) -> None:
    lines = (
        line,
        "Điểm trung bình đạt 75,38 điểm.",
        "Hạng 1: Cục Thuế tỉnh (85,70 điểm)",
        "Khối huyện, thành phố:",
        "Điểm trung bình đạt 70,96 điểm.",
    )
    assert [(c.kind, c.value, c.bloc) for c in read("firms", "\n".join(lines))] == [
        ("score", 75.38, "departments"),
        ("rank", 1.0, "departments"),
        ("score", 85.7, "departments"),
        ("score", 70.96, "districts"),
    ]
