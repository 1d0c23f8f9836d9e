"""What a name means in its context. Context decides or the answer says that it cannot: never a silent pick.

The order of the filters: kind of unit (type word, bloc, unit_type), time (a unit is eligible if it existed on some day
between the start of the year measured and the announcement), jurisdiction (its own parts; without one, or with the
country, the bodies of national rank), then one unit a line (the one in force when what was measured ended).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from chiso.registry.entries import BLOC_TYPES, Resolution, Unit
from chiso.registry.gazetteer import PROVINCE_WORDS, Gazetteer, strip_office
from chiso.registry.names import strip_keys

MERGER = date(2025, 7, 1)
LAST_DAY = {63: date(2025, 6, 30), 64: date(2008, 7, 31)}
NATIONAL = frozenset({"country", "province", "ministry", "other"})
BODY_TYPES = frozenset({"department", "central_agency"})
_GLUED = re.compile(r"(\w)(province|city|district|town|ward|commune)$")  # SonHoadistrict
CONNECTORS = frozenset({"of", "in", "chi nhánh", "chi nhanh"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that the name may mean."""

    unit: Unit
    listed: bool  # this way to write it counts only in a list of its bloc


@dataclass(frozen=True, slots=True)
class Period:
    """When a unit must have existed, and the day that decides between units of one line (None: unknown)."""

    start: date
    end: date
    anchor: date | None

    @classmethod
    def build(cls, year: int | None, on: date | None, basis: int | None) -> Period:
        """The period of a result for `year` announced on `on`, on the 63, 34 (or, to 2008, 64) provinces."""
        if year is not None:
            start, end = date(year, 1, 1), date(year, 12, 31)
            anchor: date | None = end
            if on is not None and on >= start:
                anchor, end = min(end, on), on
        elif on is not None:
            start, end, anchor = date(on.year - 1, 1, 1), on, None
        else:
            start, end, anchor = date.min, date.max, None
        if basis == 34:
            end = max(end, MERGER)
            start = anchor = max(anchor or MERGER, MERGER)
        elif basis in LAST_DAY and start <= LAST_DAY[basis]:
            end = min(end, LAST_DAY[basis])
            anchor = min(anchor or end, end)
        return cls(start, end, anchor)


class Resolver:
    """Lookups over the units; built once by the Registry."""

    def __init__(self, units: dict[str, Unit], gazetteer: Gazetteer) -> None:
        self.units = units
        self.gazetteer = gazetteer
        self.lines: dict[str, list[str]] = {}
        for unit in units.values():
            self.lines.setdefault(unit.line_id, []).append(unit.unit_id)
        self._provinces = [u for u in units.values() if u.type == "province"]
        self._kind_types: dict[str, str] = {u.kind: u.type for u in units.values() if u.kind and u.type in BODY_TYPES}

    def resolve(
        self,
        key: str,
        jurisdiction: str | None,
        year: int | None,
        bloc: str | None,
        unit_type: str | None,
        on: date | None,
        basis: int | None,
    ) -> Resolution:
        """As Registry.resolve, for the key of a name."""
        types = frozenset({unit_type}) if unit_type else BLOC_TYPES.get(bloc or "")
        home = self.units.get(jurisdiction or "")
        if jurisdiction and home is None:
            return Resolution(None, (), "unknown", f"no unit {jurisdiction} in units.csv")
        found = self._find(key, home) or self._find(strip_office(key), home)
        if not found:
            key = strip_office(key)
            return Resolution(None, self._propose(key, types, home), "unknown", "no unit bears this name")
        period = Period.build(year, on, basis)
        kept, reason = found, ""
        for keep, failure in (
            (
                [c for c in found if types is None or c.unit.type in types],
                f"it names no unit of the bloc {bloc or unit_type}",
            ),
            ([c for c in found if c.unit.exists_within(period.start, period.end)], "no unit of this name existed then"),
        ):
            chosen = {c.unit.unit_id for c in keep}
            kept = [c for c in kept if c.unit.unit_id in chosen]
            if not kept:
                return Resolution(None, self._rank(found), "unknown", failure)
        kept = self._choose_by_jurisdiction(kept, home, types)
        if not kept:
            return Resolution(None, self._rank(found), "unknown", f"no unit of this name belongs to {jurisdiction}")
        if types is None:
            sure = [c for c in kept if not c.listed]
            if not sure and (home is None or home.type == "country"):
                return Resolution(None, self._rank(kept), "unknown", "a short form that counts only in a list")
            kept = sure or kept
        kept = self._choose_by_line(kept, period)
        ids = sorted({c.unit.unit_id for c in kept})
        if len(ids) == 1:
            return Resolution(ids[0], (ids[0],), "one", reason)
        return Resolution(None, tuple(ids), "ambiguous", f"{len(ids)} units bear this name here")

    def _find(self, key: str, home: Unit | None) -> list[Candidate]:
        found = {
            name.unit_id: Candidate(self.units[name.unit_id], name.listed)
            for name, _ in self.gazetteer.find_places(key)
        }
        for kind_id, listed, provinces in self._find_bodies(key):
            if provinces is None:
                provinces = self._home_provinces(home)
            for province in provinces:
                part = province.unit_id.removeprefix("province/")
                unit = self.units.get(f"{self._kind_types[kind_id]}/{part}/{kind_id}")
                if unit is not None and not (unit.unit_id in found and not found[unit.unit_id].listed):
                    found[unit.unit_id] = Candidate(unit, listed)
        return list(found.values())

    def _home_provinces(self, home: Unit | None) -> list[Unit]:
        if home is None or home.type == "country":
            return self._provinces
        if home.type != "province":
            return []
        return [self.units[u] for u in self.lines[home.line_id]]

    def _find_bodies(self, key: str) -> list[tuple[str, bool, list[Unit] | None]]:
        """(kind, short form, provinces the name tells) of 'cục thuế tỉnh quảng nam', 'công an tỉnh', 'sở y tế'."""
        bodies = self.gazetteer.find_bodies(key)
        found = [(body.kind_id, body.listed, self._own_provinces(body.province_id)) for body in bodies]
        if found:
            return found
        words = key.split(" ")
        for size in range(len(words) - 1, 0, -1):
            for head, rest in ((words[:size], words[size:]), (words[size:], words[:size])):
                bodies = self.gazetteer.find_bodies(" ".join(head))
                if not bodies:
                    continue
                while rest and (rest[0] in CONNECTORS or " ".join(rest[:2]) in CONNECTORS):
                    rest = rest[1:] if rest[0] in CONNECTORS else rest[2:]
                tail = " ".join(rest)
                provinces = None if tail in PROVINCE_WORDS or tail == "provincial" else self._find_provinces(tail)
                if provinces is None or provinces:
                    for body in bodies:
                        own = self._own_provinces(body.province_id)
                        if (
                            own is None
                            or provinces is None
                            or {p.line_id for p in own} & {p.line_id for p in provinces}
                        ):
                            found.append((body.kind_id, False, provinces if provinces is not None else own))
            if found:
                return found
        return found

    def _own_provinces(self, province_id: str | None) -> list[Unit] | None:
        return None if province_id is None else [self.units[u] for u in self.lines[self.units[province_id].line_id]]

    def _find_provinces(self, key: str) -> list[Unit]:
        key = key.removesuffix(" provincial") if key.endswith(" provincial") else key
        names = [self.units[name.unit_id] for name, _ in self.gazetteer.find_places(key)]
        return [unit for unit in names if unit.type == "province"]

    def _choose_by_jurisdiction(
        self, kept: list[Candidate], home: Unit | None, types: frozenset[str] | None
    ) -> list[Candidate]:
        """The candidates that belong to the jurisdiction; [] when none does."""
        if home is None or home.type == "country":
            if types is None or home is not None:
                national = [c for c in kept if c.unit.type in NATIONAL]
                return national or kept
            return kept
        if types is not None and types <= NATIONAL:
            return kept
        own = [c for c in kept if c.unit.parent_id == home.unit_id]
        line = [c for c in kept if self._line_of(c.unit.parent_id) == home.line_id]
        same = [c for c in kept if c.unit.line_id == home.line_id]
        return own + same if own else line + same

    def _line_of(self, unit_id: str | None) -> str | None:
        return self.units[unit_id].line_id if unit_id else None

    def _choose_by_line(self, kept: list[Candidate], period: Period) -> list[Candidate]:
        """Of the units of one line, the one in force on the day that decides; without such a day, all of them."""
        if period.anchor is None or len(kept) == 1:
            return kept
        chosen: list[Candidate] = []
        lines: dict[str, list[Candidate]] = {}
        for candidate in kept:
            lines.setdefault(candidate.unit.line_id, []).append(candidate)
        for candidates in lines.values():
            in_force = [c for c in candidates if c.unit.exists_on(period.anchor)]
            chosen.extend(in_force or candidates)
        return chosen

    @staticmethod
    def _rank(found: Iterable[Candidate]) -> tuple[str, ...]:
        """Units of the name that the context rules out, those of higher rank first, at most ten."""
        order = {"country": 0, "province": 1, "ministry": 2, "other": 3, "district": 4}
        ids = sorted(found, key=lambda c: (order.get(c.unit.type, 5), c.unit.unit_id))
        return tuple(dict.fromkeys(c.unit.unit_id for c in ids))[:10]

    # proposals

    @cached_property
    def _spellings(self) -> dict[str, dict[str, list[str]]]:
        """Unaccented key -> unit ids (or kinds of body, under 'body'), by type of unit."""
        spellings: dict[str, dict[str, list[str]]] = {"body": {}}
        for key, names in self.gazetteer.plain_places.items():
            for name in names:
                spellings.setdefault(self.units[name.unit_id].type, {}).setdefault(key, []).append(name.unit_id)
        for key, bodies in self.gazetteer.plain_bodies.items():
            spellings["body"][key] = [body.kind_id for body in bodies]
        return spellings

    def _propose(self, key: str, types: frozenset[str] | None, home: Unit | None) -> tuple[str, ...]:
        """At most five units whose names look alike, best first; only ever shown to a reviewer."""
        from rapidfuzz import fuzz, process  # a name that is known needs no fuzzy search

        plain = _GLUED.sub(r"\1 \2", strip_keys(key))
        best: dict[str, float] = {}
        for words, reading in self.gazetteer.words.split(plain):
            for unit_type, names in self._spellings.items():
                if types is not None and not types & (BODY_TYPES if unit_type == "body" else {unit_type}):
                    continue
                for name, score, _ in process.extract(
                    reading, list(names), scorer=fuzz.ratio, limit=8, score_cutoff=70
                ):
                    for unit_id in self._place_proposal(unit_type, names[name], home):
                        if words is None or (self.units[unit_id].type_word or "").casefold() in words:
                            best[unit_id] = max(score, best.get(unit_id, 0))
        return tuple(sorted(best, key=lambda unit_id: (-best[unit_id], unit_id)))[:5]

    def _place_proposal(self, unit_type: str, ids: list[str], home: Unit | None) -> list[str]:
        if unit_type == "body":
            parts = [p.unit_id.removeprefix("province/") for p in self._home_provinces(home)] if home else []
            made = [f"{self._kind_types[kind]}/{part}/{kind}" for part in parts for kind in ids]
            return [unit_id for unit_id in made if unit_id in self.units]
        if home is None or home.type == "country" or unit_type in NATIONAL:
            return ids
        return [u for u in ids if self._line_of(self.units[u].parent_id) == home.line_id]
