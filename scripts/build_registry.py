"""Regenerate the derived rows of chiso/registry/data: districts, communes, and the bodies of each province.

Hand-kept rows are left as they are; only rows whose `source` starts with one of the marks below are written anew, so
the script can be run again at any time:

    python -m pip download --no-deps --dest build vietnamadminunits==1.0.4
    python scripts/build_registry.py build/vietnamadminunits-1.0.4-py3-none-any.whl

vietnamadminunits (PyPI, MIT licence, Copyright (c) 2025 Tran Ngoc Minh Hieu) is read as data and never imported.
Without an argument only the bodies and their successions are derived, from body_kinds.csv and body_successions.csv.
"""

from __future__ import annotations

import csv
import re
import sqlite3
import sys
import tempfile
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from chiso.fold import fold, strip_marks

DATA = Path(__file__).parents[1] / "chiso" / "registry" / "data"
GAZETTEER = "vietnamadminunits 1.0.4"
BODIES = "body_kinds.csv"
ABOLISHED = "203/2025/QH15"
MERGED = "202/2025/QH15"
MERGER_DAY = "2025-07-01"
TYPE_WORDS = ("Thành phố", "Thị xã", "Huyện", "Quận", "Phường", "Đặc khu", "Xã")
TYPE_WORDS_EN = {
    "Thành phố": "City",
    "Thị xã": "Town",
    "Huyện": "District",
    "Quận": "District",
    "Phường": "Ward",
    "Xã": "Commune",
    "Đặc khu": "Special Zone",
}
Row = dict[str, str]


def slug(name: str) -> str:
    """'Thị xã Quảng Yên' -> 'thi-xa-quang-yen'."""
    return re.sub(r"[^a-z0-9]+", "-", strip_marks(fold(name))).strip("-")


def read_rows(name: str) -> tuple[list[str], list[Row]]:
    """Header and rows of data/<name>."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        return list(reader.fieldnames or ()), list(reader)


def write_rows(name: str, header: list[str], rows: list[Row]) -> None:
    """Write data/<name>; missing fields are empty."""
    with (DATA / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def keep_hand_rows(rows: list[Row], mark: str) -> list[Row]:
    """The rows whose source does not start with `mark`."""
    return [row for row in rows if not row["source"].startswith(mark)]


def split_type(name: str) -> tuple[str, str]:
    """('Thành phố', 'Bắc Kạn') of 'Thành Phố Bắc Kạn' (the package has stray capitals)."""
    for word in TYPE_WORDS:
        if name.casefold().startswith(word.casefold() + " "):
            return word, name[len(word) + 1 :].strip()
    raise SystemExit(f"build_registry: no type word in {name!r}: add it to TYPE_WORDS")


def name_in_english(word: str, short: str) -> str:
    """'Ba Dinh Ward': the name without diacritics and the type in English."""
    plain = "".join("D" if c == "Đ" else "d" if c == "đ" else strip_case(c) for c in short)
    return f"{plain} {TYPE_WORDS_EN[word]}" if not short.isdigit() else f"District {short}"


def strip_case(character: str) -> str:
    """'Ấ' -> 'A', 'ấ' -> 'a'."""
    bare = strip_marks(character)
    return bare.upper() if character.isupper() else bare


def read_gazetteer(wheel: Path) -> tuple[list[tuple[str, str, str]], list[tuple[str, str, str]]]:
    """(province code, name, code) of the districts of 2025-06-30 and of the communes of 2025-07-01."""
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(wheel) as archive:
            database = archive.extract("vietnamadminunits/data/dataset.db", folder)
        con = sqlite3.connect(database)
        districts = con.execute(
            "select distinct provinceCode, district, districtCode from admin_units_legacy order by districtCode"
        ).fetchall()
        communes = con.execute("select provinceCode, ward, wardCode from admin_units order by wardCode").fetchall()
        con.close()
    return districts, communes


def build_places(wheel: Path) -> None:
    """Write districts (to 2025-06-30) and communes (from 2025-07-01) into units, unit_names and successions."""
    unit_header, units = read_rows("units.csv")
    name_header, names = read_rows("unit_names.csv")
    succession_header, successions = read_rows("successions.csv")
    units, names = keep_hand_rows(units, GAZETTEER), keep_hand_rows(names, GAZETTEER)
    successions = [row for row in successions if row["legal_basis"] != ABOLISHED]
    old = {
        r["code"]: r
        for r in units
        if r["type"] == "province" and r["valid_to"] in ("", MERGER_DAY) and r["valid_from"] < MERGER_DAY
    }
    new = {r["code"]: r for r in units if r["type"] == "province" and not r["valid_to"]}
    created: dict[str, str] = {}
    retyped: dict[str, str] = {}
    for row in successions:
        if row["kind"] in ("merged", "absorbed", "split") and row["successor_id"].startswith("district/"):
            created[row["successor_id"]] = row["date"]
        if row["kind"] in ("retyped", "renamed"):
            retyped[row["successor_id"]] = max(row["date"], retyped.get(row["successor_id"], ""))

    def add(kind: str, province: Row, name: str, code: str, valid_from: str, valid_to: str) -> str:
        word, short = split_type(name)
        full = f"{word} {short}"
        base = f"{kind}/{province['unit_id'].removeprefix('province/').removesuffix('-2025')}/{slug(full)}"
        unit_id = base if kind == "district" else f"{kind}/{province['unit_id'].removeprefix('province/')}/{slug(full)}"
        if unit_id in taken:
            unit_id = f"{unit_id}-{code}"
        taken.add(unit_id)
        start = created.get(unit_id, valid_from)
        units.append(
            {
                "unit_id": unit_id,
                "line_id": unit_id,
                "name": full,
                "name_en": name_in_english(word, short),
                "type": kind,
                "type_word": word,
                "parent_id": province["unit_id"],
                "code": code,
                "valid_from": start,
                "valid_to": valid_to,
                "status": "sourced",
                "source": GAZETTEER,
            }
        )
        for text, sort, since in ((full, "official", retyped.get(unit_id, start)), (short, "short", start)):
            names.append(
                {
                    "unit_id": unit_id,
                    "name": text,
                    "lang": "vi",
                    "kind": sort,
                    "valid_from": since,
                    "valid_to": valid_to,
                    "status": "sourced",
                    "source": GAZETTEER,
                }
            )
        return unit_id

    taken = {row["unit_id"] for row in units}
    districts, communes = read_gazetteer(wheel)
    for code, name, district_code in districts:
        unit_id = add("district", old[code], name, district_code, "", MERGER_DAY)
        successions.append(
            {
                "predecessor_id": unit_id,
                "date": MERGER_DAY,
                "kind": "abolished",
                "legal_basis": ABOLISHED,
                "status": "sourced",
                "source": "figures: district_events.csv",
            }
        )
    for code, name, commune_code in communes:
        add("commune", new[code], name, commune_code, MERGER_DAY, "")
    unknown = {*created, *retyped} - {row["unit_id"] for row in units}
    if unknown:
        raise SystemExit(f"build_registry: successions.csv names no unit: {', '.join(sorted(unknown))}")
    write_rows("units.csv", unit_header, units)
    write_rows("unit_names.csv", name_header, names)
    write_rows("successions.csv", succession_header, successions)


def build_bodies() -> None:
    """Write one unit per province and kind of body, with the successions of 2025-03-01 and of the mergers."""
    unit_header, units = read_rows("units.csv")
    succession_header, successions = read_rows("successions.csv")
    kinds = read_rows("body_kinds.csv")[1]
    moves = read_rows("body_successions.csv")[1]
    units, successions = keep_hand_rows(units, BODIES), keep_hand_rows(successions, BODIES)
    own = {row["unit_id"] for row in units}
    provinces = [r for r in units if r["type"] == "province" and (not r["valid_to"] or r["valid_to"] > "2008-08-01")]
    present: set[str] = set()
    for province in provinces:
        part = province["unit_id"].removeprefix("province/")
        line = province["line_id"].removeprefix("province/")
        for kind in kinds:
            start = max(province["valid_from"] if part.endswith("-2025") else "", kind["valid_from"])
            ends = [day for day in (province["valid_to"], kind["valid_to"]) if day]
            end = min(ends) if ends else ""
            unit_id = f"{kind['type']}/{part}/{kind['kind_id']}"
            if (end and start >= end) or unit_id in own:
                continue
            present.add(unit_id)
            city = province["type_word"] == "Thành phố" and kind["name_city"]
            units.append(
                {
                    "unit_id": unit_id,
                    "line_id": f"{kind['type']}/{line}/{kind['family']}",
                    "name": kind["name_city"] if city else kind["name"],
                    "name_en": kind["name_en"],
                    "type": kind["type"],
                    "parent_id": province["unit_id"],
                    "kind": kind["kind_id"],
                    "valid_from": start,
                    "valid_to": end,
                    "status": kind["status"],
                    "source": BODIES,
                }
            )

    def add(before: str, after: str, day: str, kind: str, legal: str) -> None:
        if before in present and after in present:
            successions.append(
                {
                    "predecessor_id": before,
                    "successor_id": after,
                    "date": day,
                    "kind": kind,
                    "legal_basis": legal,
                    "status": "unsure",
                    "source": BODIES,
                }
            )

    for province in provinces:
        part = province["unit_id"].removeprefix("province/")
        for move in moves:
            add(
                f"department/{part}/{move['predecessor_kind']}",
                f"department/{part}/{move['successor_kind']}",
                move["date"],
                move["kind"],
                move["legal_basis"],
            )
    for merger in [
        r for r in successions if r["predecessor_id"].startswith("province/") and r["legal_basis"] == MERGED
    ]:
        before, after = (merger[end].removeprefix("province/") for end in ("predecessor_id", "successor_id"))
        for kind in kinds:
            if not kind["valid_to"]:
                add(
                    f"{kind['type']}/{before}/{kind['kind_id']}",
                    f"{kind['type']}/{after}/{kind['kind_id']}",
                    merger["date"],
                    "merged",
                    MERGED,
                )
    write_rows("units.csv", unit_header, units)
    write_rows("successions.csv", succession_header, successions)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        build_places(Path(sys.argv[1]))
    build_bodies()
