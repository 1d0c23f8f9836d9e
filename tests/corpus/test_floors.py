"""What was once read is read for ever: precision, recall, attributes and held items stay within floors.yml.

After an improvement raise the floors; `make evaluate ERRORS=20` shows what is missed, false or held.
"""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from chiso.evaluation import Tally, evaluate_folders
from chiso.paths import CORPUS

FLOORS: dict[str, Any] = yaml.safe_load((CORPUS / "floors.yml").read_text(encoding="utf-8"))
GROUPS = ("index facts", "other facts")


@pytest.fixture(scope="module")
def tallies() -> dict[str, Tally]:
    return {tally.name: tally for tally in evaluate_folders(CORPUS / name for name in FLOORS["folders"])}


def test_every_labelled_folder_has_floors() -> None:
    assert {path.name for path in CORPUS.iterdir() if any(path.glob("*.json"))} == set(FLOORS["folders"])


@pytest.mark.parametrize("measure", ["precision", "recall"])
@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("folder", FLOORS["folders"])
def test_facts(tallies: dict[str, Tally], folder: str, group: str, measure: str) -> None:
    score = tallies[folder].score("group", group)
    floor = FLOORS["folders"][folder][group][measure]
    lost = tallies[folder].false if measure == "precision" else tallies[folder].misses
    shown = "\n".join(f"{name}  {fact.describe()}" for name, fact in lost[:20])
    assert getattr(score, measure) >= floor, f"{score}; {'false' if measure == 'precision' else 'missed'}:\n{shown}"


@pytest.mark.parametrize("attribute", FLOORS["attributes"])
def test_attributes(tallies: dict[str, Tally], attribute: str) -> None:
    assert tallies["all"].attributes[attribute] >= FLOORS["attributes"][attribute]


@pytest.mark.parametrize("folder", FLOORS["folders"])
def test_held(tallies: dict[str, Tally], folder: str) -> None:
    tally, floors = tallies[folder], FLOORS["folders"][folder]
    shown = "\n".join(f"{name}  {item.reason_code}: {item.quote!r}" for name, item in tally.held[:20])
    assert tally.held_per_document <= floors["held_per_document"], shown
    assert tally.held_facts >= floors.get("held_facts", 0.0), shown
