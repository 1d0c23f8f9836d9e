"""How English announcements word places, groups, scores and changes; each sentence stands for a family of phrasings."""

from __future__ import annotations

import pytest

from chiso.extraction import extract_claims
from chiso.model import Document
from chiso.registry import load_registry

PCI = "The Provincial Competitiveness Index (PCI) 2023 of 63 provinces and cities\n\n"


def read(text: str) -> set[tuple[object, ...]]:
    """(kind, value, edition year, unit or aggregation, component) of what is claimed without a doubt that holds it."""
    registry = load_registry()
    found = extract_claims(Document("0" * 64, "english/text.txt", "txt", text), registry)
    return {
        (
            claim.kind,
            claim.value,
            claim.edition_year,
            registry.units[claim.unit_id].name_en if claim.unit_id else claim.aggregation,
            registry.components[claim.component_id].name_en if claim.component_id else claim.component_text,
        )
        for claim in found.claims
        if not any(doubt.severity == "hold" for doubt in claim.doubts)
    }


def rank(value: float, unit: str, part: str | None = None, year: int = 2023) -> tuple[object, ...]:
    return ("rank", value, year, unit, part)


def score(value: float, unit: str, part: str | None = None, year: int = 2023) -> tuple[object, ...]:
    return ("score", value, year, unit, part)


def group(value: float, *units: str) -> set[tuple[object, ...]]:
    return {("top_group", value, 2023, unit, None) for unit in units}


PLACES = [
    ("Long An secured third place with 70.94 points.", {rank(3, "Long An"), score(70.94, "Long An")}),
    ("The runner-up was Long An with 70.94 points.", {rank(2, "Long An"), score(70.94, "Long An")}),
    ("Bac Giang ranked fourth (71.24), and Dong Thap fifth (71.17).",
     {rank(4, "Bac Giang"), score(71.24, "Bac Giang"), rank(5, "Dong Thap"), score(71.17, "Dong Thap")}),
    ("In second and third place came Long An, 70.94 points, and Bac Giang, 70.34 points.",
     {rank(2, "Long An"), score(70.94, "Long An"), rank(3, "Bac Giang"), score(70.34, "Bac Giang")}),
    ("Long An and Bac Giang ranked second and third, respectively.", {rank(2, "Long An"), rank(3, "Bac Giang")}),
    ("Quang Ninh tops the list and Long An follows.", {rank(1, "Quang Ninh"), rank(2, "Long An")}),
    ("Quang Ninh led the table, with Long An next.", {rank(1, "Quang Ninh"), rank(2, "Long An")}),
    ("With 71.25 points, Quang Ninh surpassed Long An to claim the top spot.",
     {score(71.25, "Quang Ninh"), rank(1, "Quang Ninh")}),
    ("Quang Ninh, Long An and Bac Giang are placed 3rd, 4th.", set()),  # a list that was cut off
    ("The rest of the top six are, in order, Long An, Bac Giang and Dong Thap.",
     {rank(4, "Long An"), rank(5, "Bac Giang"), rank(6, "Dong Thap")}),
    ("Long An, which headed the list in 2022, dropped to eighth place.",
     {rank(1, "Long An", year=2022), rank(8, "Long An")}),
    ("Long An, first in 2022, is now eighth.", {rank(1, "Long An", year=2022), rank(8, "Long An")}),
    ("Long An came last with 56.29 points. As many as 41.4 percent of the firms paid informal charges, against 44.9 percent in 2020.",
     {*group(-1, "Long An"), score(56.29, "Long An"), ("statistic", 41.4, 2023, "value", None)}),
    ("Long An got the highest score in time costs (7.54 points), and Bac Giang the lowest (5.61 points).",
     {rank(1, "Long An", "Time Costs"), score(7.54, "Long An", "Time Costs")}),
    ("It took 15 days before Long An did so for the third time.", set()),
    ("Long An ranked second in attracting foreign investment.", set()),  # another topic
    ("Long An stayed where it was, at 19th.", {rank(19, "Long An"), ("rank_change", 0, 2023, "Long An", None)}),
    ("Two provinces stayed where they were, namely Long An and Bac Giang.",
     {("count", 2, 2023, "value", None), ("rank_change", 0, 2023, "Long An", None), ("rank_change", 0, 2023, "Bac Giang", None)}),
]  # fmt: skip
MOVES = [
    ("Long An jumped from 32nd to 17th place.", {rank(32, "Long An", year=2022), rank(17, "Long An")}),
    ("Long An rose to 3rd from 7th in 2021.", {rank(7, "Long An", year=2021), rank(3, "Long An")}),
    ("Long An slipped five places to 19th.", {("rank_change", -5, 2023, "Long An", None), rank(19, "Long An")}),
    ("Long An was placed 28th, down eight spots.", {rank(28, "Long An"), ("rank_change", -8, 2023, "Long An", None)}),
    ("Long An came eighth, a leap of 24 notches from 2022.",
     {rank(8, "Long An"), ("rank_change", 24, 2023, "Long An", None)}),
    ("Long An was 17th; it earned 68.68 points, 3.46 points more and 15 places better than in 2022.",
     {rank(17, "Long An"), score(68.68, "Long An"), ("score_change", 3.46, 2023, "Long An", None),
      ("rank_change", 15, 2023, "Long An", None)}),
    ("The national median was 66.66 points, 1.44% above 2022.",
     {score(66.66, "median"), ("score_change", 1.44, 2023, "median", None)}),
    ("Long An scored 67.15 points, 0.5 points higher than the national average.", {score(67.15, "Long An")}),
    ("Long An scored 67.15 points, 0.37 points behind Bac Giang.", {score(67.15, "Long An")}),
]  # fmt: skip
GROUPS = [
    ("The top three are Quang Ninh, Long An and Bac Giang.", group(3, "Quang Ninh", "Long An", "Bac Giang")),
    ("The top three, in descending order, are Quang Ninh, Long An and Bac Giang.",
     {rank(1, "Quang Ninh"), rank(2, "Long An"), rank(3, "Bac Giang")}),
    ("The top three are Quang Ninh, Long An and Bac Giang, in that order.",
     {rank(1, "Quang Ninh"), rank(2, "Long An"), rank(3, "Bac Giang")}),
    ("Quang Ninh, Long An and Bac Giang were all in the top five.", group(5, "Quang Ninh", "Long An", "Bac Giang")),
    ("Quang Ninh made the top five, together with Long An and Bac Giang.",
     group(5, "Quang Ninh", "Long An", "Bac Giang")),
    ("Quang Ninh is in the top 15, while Long An scored 60.10 points.", group(15, "Quang Ninh") | {score(60.1, "Long An")}),
    ("The bottom three were Dak Nong, Cao Bang and Bac Kan.", group(-3, "Dak Nong", "Cao Bang", "Bac Kan")),
    ("The three worst performers are Dak Nong, Cao Bang and Bac Kan.", group(-3, "Dak Nong", "Cao Bang", "Bac Kan")),
    ("The three provinces with the lowest scores are Dak Nong, Cao Bang and Bac Kan.",
     group(-3, "Dak Nong", "Cao Bang", "Bac Kan")),
    ("Dak Nong and Cao Bang brought up the rear.", group(-2, "Dak Nong", "Cao Bang")),
    ("Five of the 15 highest-scoring provinces lie in the Mekong Delta.", set()),
]  # fmt: skip
RESPECTIVE = [
    ("Long An and Bac Giang scored 70.94 and 69.75 points, respectively.",
     {score(70.94, "Long An"), score(69.75, "Bac Giang")}),
    ("Cao Bang and Dak Nong make up the bottom two, at 58.04; 59.05, respectively.",
     group(-2, "Cao Bang", "Dak Nong") | {score(58.04, "Cao Bang"), score(59.05, "Dak Nong")}),
    ("Long An scored 7.49 and 6.37 on transparency and time costs respectively.",
     {score(7.49, "Long An", "Transparency"), score(6.37, "Long An", "Time Costs")}),
    ("Long An ranked 2nd and 15th in transparency and time costs, respectively.",
     {rank(2, "Long An", "Transparency"), rank(15, "Long An", "Time Costs")}),
]  # fmt: skip
PARTS = [
    ("Long An ranked second in time costs and 15th in transparency.",
     {rank(2, "Long An", "Time Costs"), rank(15, "Long An", "Transparency")}),
    ("Long An scored 8.07 in time costs (up 0.24 points), 6.9 in transparency.",
     {score(8.07, "Long An", "Time Costs"), ("score_change", 0.24, 2023, "Long An", "Time Costs"),
      score(6.9, "Long An", "Transparency")}),
    ("Long An scored 8.14 out of 10 in time costs.", {score(8.14, "Long An", "Time Costs")}),
    ("On average, provinces and cities scored 66.25 points.", {score(66.25, "mean")}),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "stated"), [*PLACES, *MOVES, *GROUPS, *RESPECTIVE, *PARTS])
def test_english_sentences(sentence: str, stated: set[tuple[object, ...]]) -> None:
    assert read(PCI + sentence) == stated
