"""Every province, district and commune of the lists, in every way to write its full name: never a silent pick."""

import csv
import unicodedata
from collections import defaultdict
from datetime import date

import pytest

from chiso.registry import load_registry
from chiso.registry.tables import DATA

BLOCS = {"province": "provinces", "district": "districts", "commune": "communes"}
SHORT = {"Thành phố": "TP. ", "Thị xã": "TX ", "Quận": "Q. ", "Huyện": "Huyện ", "Phường": "P. ", "Xã": "xã ",
         "Đặc khu": "đặc khu ", "Tỉnh": "tỉnh "}  # fmt: skip
ENGLISH = {"Thành phố": "city", "Thị xã": "town", "Quận": "district", "Huyện": "district", "Phường": "ward",
           "Xã": "commune", "Đặc khu": "special zone", "Tỉnh": "province"}  # fmt: skip


def strip(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def read_places() -> list[dict[str, str]]:
    with (DATA / "units.csv").open(encoding="utf-8", newline="") as file:
        places = [row for row in csv.DictReader(file) if row["type"] in BLOCS]
    for place in places:
        place["short"] = place["name"].removeprefix(place["type_word"] + " ").removeprefix("TP. ")
        place["full"] = f"{place['type_word']} {place['short']}"
    return places


def read_names() -> dict[str, set[str]]:
    names: dict[str, set[str]] = defaultdict(set)
    with (DATA / "unit_names.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names[row["unit_id"]].add(row["name"].replace("ý", "í"))
    return names


def overlap(one: dict[str, str], other: dict[str, str]) -> bool:
    """Whether both existed in the year that is asked for."""
    year = year_of(one)
    return (other["valid_from"] or "0") <= f"{year}-12-31" and (other["valid_to"] or "9") > f"{year}-01-01"


def year_of(place: dict[str, str]) -> int:
    """A year at whose end it was in force, or the only year in which it was."""
    if not place["valid_to"]:
        return 2026
    return max(int(place["valid_to"][:4]) - 1, int(place["valid_from"][:4] or "0"))


PLACES = read_places()
BY_ID = {place["unit_id"]: place for place in PLACES}
WRITE = {
    "full": lambda p: p["full"],
    "NFD": lambda p: unicodedata.normalize("NFD", p["full"]),
    "capitals": lambda p: p["full"].upper(),
    "without diacritics": lambda p: strip(p["full"]),
    "short type word": lambda p: SHORT[p["type_word"]] + p["short"],
    "office": lambda p: "UBND " + p["full"],
    "English": lambda p: f"{strip(p['short'])} {ENGLISH[p['type_word']]}",
}


@pytest.mark.parametrize("form", WRITE)
def test_every_place_resolves_within_its_province(form: str) -> None:
    registry = load_registry()
    plain = form in ("without diacritics", "English")
    twins: dict[tuple[str, str], set[str]] = defaultdict(set)
    for place in PLACES:
        name = strip(place["short"]) if plain else place["short"]
        word = ENGLISH[place["type_word"]] if form == "English" else place["type_word"]
        twins[place["parent_id"], f"{word} {name}"].add(place["unit_id"])
    for place in PLACES:
        name = strip(place["short"]) if plain else place["short"]
        word = ENGLISH[place["type_word"]] if form == "English" else place["type_word"]
        same = {t for t in twins[place["parent_id"], f"{word} {name}"] if t != place["unit_id"]}
        same = {t for t in same if overlap(place, BY_ID[t]) and BY_ID[t]["line_id"] != place["line_id"]}
        written = WRITE[form](place)
        found = registry.resolve(written, place["parent_id"], year_of(place), BLOCS[place["type"]])
        if same:
            assert found.status == "ambiguous", (written, found)
            assert set(found.candidates) == same | {place["unit_id"]}
        else:
            assert found.unit_id == place["unit_id"], (written, found)


@pytest.mark.parametrize("bare", [False, True], ids=["with type word", "without"])
def test_a_name_that_many_bear_is_ambiguous_without_its_province(bare: bool) -> None:
    registry = load_registry()
    bearers: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for place in PLACES:
        bearers[place["type"], place["short"] if bare else place["full"]].append(place)
    names = read_names()
    ambiguous = 0
    for place in PLACES:
        written = place["short"] if bare else place["full"]
        marked = strip(written) != written
        same = [p for p in bearers[place["type"], written] if overlap(place, p)]
        others = {p["unit_id"] for p in same if p["line_id"] != place["line_id"]}
        found = registry.resolve(written, None, year_of(place), BLOCS[place["type"]])
        if found.status == "one":
            assert not others, (written, others)
            assert found.unit_id == place["unit_id"]
        else:
            assert found.status == "ambiguous", (written, found)
            assert place["unit_id"] in found.candidates
            assert others <= set(found.candidates)
            ambiguous += 1
            if marked:
                spelled = written.replace("ý", "í")  # Mỹ Quý and Mỹ Quí are one name
                assert all(spelled in names[unit_id] for unit_id in found.candidates), (written, found)
    assert ambiguous > 100


def test_old_and_new_provinces_of_one_name() -> None:
    registry = load_registry()
    pairs = [p for p in PLACES if p["unit_id"].startswith("province/") and p["unit_id"].endswith("-2025")]
    assert len(pairs) == 23
    for place in pairs:
        old = place["line_id"]
        name, announced = place["short"], date(2025, 10, 21)
        assert registry.resolve(name, "vn", 2024, "provinces").unit_id == old
        assert registry.resolve(name, "vn", 2024, "provinces", on=announced).unit_id == old
        assert registry.resolve(name, "vn", 2024, "provinces", on=announced, basis=34).unit_id == place["unit_id"]
        assert registry.resolve(name, "vn", 2024, "provinces", basis=34).unit_id == place["unit_id"]
        assert registry.resolve(name, "vn", 2025, "provinces").unit_id == place["unit_id"]
        assert registry.resolve(name, "vn", 2025, "provinces", basis=63).unit_id == old
        assert registry.resolve(name, "vn", 2025, "provinces", on=date(2025, 5, 5)).unit_id == old
        assert set(registry.resolve(name, "vn", None, "provinces").candidates) == {old, place["unit_id"]}
