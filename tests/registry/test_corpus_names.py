"""Every unit and component name of the labelled announcements resolves, or stands here with the reason why not."""

import json
from datetime import date
from pathlib import Path

import pytest

from chiso.registry import load_registry

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "dev"
NO_UNITS = {"upper medium group", "five worst performers"}  # labels of a class, not of a unit
JURISDICTIONS = {"VN": "vn", "UN": "un"}
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared/corpus is not here")


def read_facts() -> list[dict[str, object]]:
    facts = []
    for path in sorted(CORPUS.glob("*/*.json")):
        labels = json.loads(path.read_text(encoding="utf-8"))
        facts += [{**fact, "on": labels.get("published"), "path": path.name} for fact in labels["facts"]]
    return facts


def test_every_name_resolves_or_is_ambiguous_for_want_of_a_year() -> None:
    registry = load_registry()
    resolved = undated = components = 0
    for fact in read_facts():
        period = str(fact.get("period") or "")
        year = int(period) if period.isdecimal() else None
        on = date.fromisoformat(str(fact["on"])) if fact["on"] else None
        place, bloc = str(fact.get("jurisdiction") or "VN"), str(fact.get("bloc") or "") or None
        jurisdiction = JURISDICTIONS.get(place) or registry.resolve_jurisdiction(place, year or 2022, on).unit_id
        assert jurisdiction, fact
        unit = fact.get("unit")
        if unit and unit not in {"ALL"} | NO_UNITS:
            found = registry.resolve(str(unit), jurisdiction, year, bloc, on=on)
            if found.unit_id is None:  # Bắc Ninh without any date: of the 63 provinces or of the 34?
                assert (found.status, year, on) == ("ambiguous", None, None), (fact, found)
                assert len({registry.units[c].line_id for c in found.candidates}) == 1
                undated += 1
            else:
                resolved += 1
        if fact.get("component"):
            part = registry.resolve_component(str(fact["component"]), str(fact["index"]), year, jurisdiction, bloc)
            assert part.unit_id, (fact, part)
            components += 1
        if fact.get("subset"):
            assert registry.resolve(str(fact["subset"]), "vn", year, "region", on=on).unit_id, fact
    assert resolved > 1500
    assert components > 500
    assert undated < 200
