"""What the CSV files hold: counts on given days, the reorganisations of the figures, spelling and sources."""

import csv
import re
import unicodedata
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from chiso.registry import load_registry
from chiso.registry.entries import UNIT_TYPES
from chiso.registry.tables import DATA, HEADERS

FIGURES = Path(__file__).parents[3] / "shared" / "figures"
needs_figures = pytest.mark.skipif(not FIGURES.is_dir(), reason="../shared/figures is not here")


def count_units(unit_type: str, day: date) -> int:
    return sum(unit.type == unit_type and unit.exists_on(day) for unit in load_registry().units.values())


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("unit_type", "day", "count"),
    [
        ("province", date(2008, 7, 31), 64),
        ("province", date(2008, 8, 1), 63),
        ("province", date(2024, 6, 30), 63),
        ("province", date(2025, 6, 30), 63),
        ("province", date(2025, 7, 2), 34),
        ("district", date(2025, 6, 30), 696),
        ("district", date(2025, 7, 2), 0),
        ("commune", date(2025, 7, 2), 3321),
        ("commune", date(2025, 6, 30), 0),
        ("country", date(2024, 1, 1), 1),
    ],
)
def test_units_on_a_day(unit_type: str, day: date, count: int) -> None:
    assert count_units(unit_type, day) == count


@needs_figures
def test_province_successions_equal_the_figures() -> None:
    registry = load_registry()
    rows = read_rows(FIGURES / "provinces_2025_mergers.csv")
    expected = {(r["old_code"], r["new_code"]) for r in rows if r["changed"] == "yes"}
    ours = {
        (registry.units[s.predecessor_id].code, registry.units[s.successor_id].code)
        for s in registry.successions
        if s.successor_id and s.legal_basis == "202/2025/QH15" and registry.units[s.predecessor_id].type == "province"
    }
    assert ours == expected
    unchanged = {r["old_code"] for r in rows if r["changed"] == "no"}
    assert len(unchanged) + len(expected) == 63
    now = {u.code for u in registry.units.values() if u.type == "province" and u.exists_on(date(2025, 7, 2))}
    assert now == {r["new_code"] for r in rows}
    before = {u.code for u in registry.units.values() if u.type == "province" and u.exists_on(date(2025, 6, 30))}
    assert before == {r["old_code"] for r in rows}


@needs_figures
def test_district_events_of_the_figures_are_held() -> None:
    registry = load_registry()
    by_name = {
        (registry.units[u.parent_id or ""].name, u.name): u for u in registry.units.values() if u.type == "district"
    }
    for row in read_rows(FIGURES / "district_events.csv"):
        if row["province"] == "ALL":
            continue
        day = date.fromisoformat(row["effective_date"])
        events = [s for s in registry.successions if s.date == day and s.legal_basis == row["legal"].split(" (")[0]]
        if row["relation"] == "retyped":
            assert [(s.kind, s.predecessor_id == s.successor_id) for s in events] == [("retyped", True)]
            continue
        old_name = row["old_name"].split(" (")[0]
        ended = [s for s in events if registry.units[s.predecessor_id].name == old_name]
        assert ended, row
        assert all(registry.units[s.predecessor_id].valid_to == day for s in ended)
        new_names = {part.split(" (")[0].strip() for part in row["new_name"].split("/")}
        assert {registry.units[s.successor_id or ""].name for s in ended} == new_names
        for name in new_names:
            assert by_name[row["province"], name].valid_from == day


@needs_figures
def test_ministry_successions_equal_the_figures() -> None:
    registry = load_registry()
    expected = {(r["old"], r["new"]) for r in read_rows(FIGURES / "ministries_2025.csv")}
    ours = {
        (registry.units[s.predecessor_id].name, registry.units[s.successor_id].name)
        for s in registry.successions
        if s.successor_id and s.legal_basis == "176/2025/QH15"
    }
    assert ours == expected
    day = date(2025, 3, 1)
    for name in ("Bộ Thông tin và Truyền thông", "Bộ Kế hoạch và Đầu tư", "Ủy ban Dân tộc"):
        (unit,) = [u for u in registry.units.values() if u.name == name]
        assert unit.valid_to == day


@needs_figures
def test_department_moves_of_the_figures_stand_in_every_province() -> None:
    registry = load_registry()
    expected = {(r["old"], r["new"]) for r in read_rows(FIGURES / "departments_2025.csv")}
    found: Counter[tuple[str, str]] = Counter()
    for s in registry.successions:
        before = registry.units[s.predecessor_id]
        if before.type == "department" and s.legal_basis == "45/2025/NĐ-CP" and s.successor_id:
            found[before.name, registry.units[s.successor_id].name] += 1
    assert set(found) == expected
    assert set(found.values()) == {63}


def test_a_unit_ends_when_it_is_succeeded() -> None:
    registry = load_registry()
    for s in registry.successions:
        before = registry.units[s.predecessor_id]
        if s.kind in ("renamed", "retyped"):
            assert s.successor_id == s.predecessor_id, s
        elif s.kind != "functions_moved":
            assert before.valid_to == s.date, s
        if s.successor_id and s.successor_id != s.predecessor_id and s.kind != "functions_moved":
            start = registry.units[s.successor_id].valid_from
            assert start is not None
            assert start <= s.date, s


def test_a_retyped_unit_has_a_name_to_the_day_and_one_from_it() -> None:
    registry = load_registry()
    names = read_rows(DATA / "unit_names.csv")
    for s in registry.successions:
        if s.kind in ("renamed", "retyped"):
            own = [n for n in names if n["unit_id"] == s.predecessor_id]
            day = s.date.isoformat()
            assert any(n["valid_to"] == day for n in own), s
            assert any(n["valid_from"] == day for n in own) or any(
                later.predecessor_id == s.predecessor_id and later.date > s.date for later in registry.successions
            ), s


def test_units_of_one_line_never_overlap() -> None:
    lines: dict[str, list[tuple[date, date]]] = {}
    for unit in load_registry().units.values():
        lines.setdefault(unit.line_id, []).append((unit.valid_from or date.min, unit.valid_to or date.max))
    for line, periods in lines.items():
        periods.sort()
        for (_, end), (start, _) in pairwise(periods):
            assert end <= start, line


def test_parts_live_within_their_parent() -> None:
    registry = load_registry()
    for unit in registry.units.values():
        if unit.parent_id and unit.type in ("district", "commune", "department", "central_agency"):
            parent = registry.units[unit.parent_id]
            assert (unit.valid_to or date.max) <= (parent.valid_to or date.max), unit
            assert parent.type == "province"


def test_codes_are_used_once_at_a_time() -> None:
    days = [date(2008, 1, 1), date(2019, 6, 1), date(2025, 6, 30), date(2025, 7, 1)]
    for day in days:
        for unit_type in ("province", "district", "commune"):
            units = [u for u in load_registry().units.values() if u.type == unit_type and u.exists_on(day) and u.code]
            assert [c for c, n in Counter(u.code for u in units).items() if n > 1] == [], (day, unit_type)


def test_every_province_has_a_region_and_the_six_regions_share_them_out() -> None:
    registry = load_registry()
    members = read_rows(DATA / "region_members.csv")
    official = {u.region_id for u in registry.units.values() if u.type == "province" and u.exists_on(date(2024, 1, 1))}
    assert len(official) == 6
    for unit in registry.units.values():
        if unit.type == "province" and unit.exists_on(date(2024, 1, 1)):
            own = [m["region_id"] for m in members if m["unit_id"] == unit.unit_id and not m["valid_from"]]
            assert [r for r in own if r in official] == [unit.region_id]
    now = {u.region_id for u in registry.units.values() if u.type == "province" and u.exists_on(date(2025, 7, 1))}
    assert None not in now


@pytest.mark.parametrize("table", sorted(HEADERS))
def test_spelling_of_the_data(table: str) -> None:
    for number, row in enumerate(read_rows(DATA / f"{table}.csv"), start=2):
        for column, value in row.items():
            assert value == unicodedata.normalize("NFC", value), (number, column)
            assert value == re.sub(r"\s+", " ", value).strip(), (number, column)
            if column in (
                "valid_from",
                "valid_to",
                "date",
                "announced_on",
                "period_start",
                "period_end",
                "unit_basis_date",
            ):
                assert not value or date.fromisoformat(value).isoformat() == value, (number, column)
        if "source" in row:
            assert row["source"], number
        if "status" in row:
            assert row["status"] in ("sourced", "unsure", "derived"), number


def test_ids_say_what_they_are() -> None:
    for unit in load_registry().units.values():
        assert re.fullmatch(r"[a-z0-9_]+(/[a-z0-9-]+)*", unit.unit_id), unit.unit_id
        assert unit.type in UNIT_TYPES
        if unit.type in ("province", "district", "commune", "ministry", "department", "central_agency"):
            assert unit.unit_id.startswith(unit.type + "/")


def test_every_district_and_commune_bears_its_type_in_its_name() -> None:
    for unit in load_registry().units.values():
        if unit.type in ("district", "commune"):
            assert unit.type_word is not None
            assert unit.name.startswith(unit.type_word + " ")


def test_the_eleven_indices_have_names_scales_and_components() -> None:
    registry = load_registry()
    expected = {"PAR_INDEX", "SIPAS", "DDCI", "DGI", "DTI", "PAPI", "PCI", "PGI", "PII", "ICT_INDEX", "EGDI"}
    assert set(registry.indices) == expected
    named = {p.index_code for p in registry.index_phrases()}
    assert named == expected
    with_parts = {c.index_code for c in registry.components.values()}
    assert with_parts == expected - {"DGI"}  # its parts differ by province and none is published
    for component in registry.components.values():
        assert component.aspect in ("theme", "self_assessed", "appraised", "survey")
        assert component.parent_id is None or component.parent_id in registry.components


def test_editions_say_when_a_series_breaks() -> None:
    registry = load_registry()
    breaks = {(e.index_code, e.edition_year) for e in registry.editions if e.series_break}
    expected = {
        ("PAPI", 2018),
        ("PCI", 2021),
        ("PCI", 2023),
        ("PCI", 2009),
        ("DTI", 2022),
        ("DTI", 2024),
        ("SIPAS", 2022),
    }
    assert expected <= breaks
    assert {e.scale_max for e in registry.editions if e.index_code == "PAPI" and e.edition_year < 2018} == {60}
    variants = {e.edition_variant for e in registry.editions if (e.index_code, e.edition_year) == ("DTI", 2024)}
    assert {"34 provinces", "63 provinces"} <= variants
    for edition in registry.editions:
        assert edition.jurisdiction_id in registry.units
        if edition.announced_on and edition.period_start:
            assert edition.announced_on > edition.period_start


@pytest.mark.parametrize(
    ("unit_id", "day", "name"),
    [
        ("province/hue", date(2024, 12, 31), "Thừa Thiên Huế"),
        ("province/hue", date(2025, 1, 1), "Huế"),
        ("province/hue", None, "Huế"),
        ("province/ho-chi-minh", date(2010, 1, 1), "TP. Hồ Chí Minh"),
        ("vn", date(2010, 1, 1), "Việt Nam"),
    ],
)
def test_what_a_unit_was_called(unit_id: str, day: date | None, name: str) -> None:
    assert load_registry().name_on(unit_id, day) == name
