"""The registry: indices, components, units and names, loaded once, and the lookups over them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from urllib.parse import urlsplit

from chiso.model import MEASURES
from chiso.registry import phrases
from chiso.registry.entries import (
    SUCCESSION_KINDS,
    UNIT_TYPES,
    Component,
    ComponentPhrase,
    Edition,
    Index,
    IndexPhrase,
    RegistryFault,
    Resolution,
    Succession,
    Unit,
    UnitPhrase,
)
from chiso.registry.gazetteer import Gazetteer
from chiso.registry.names import is_plain, make_key, strip_keys
from chiso.registry.resolution import Resolver
from chiso.registry.tables import (
    DATA,
    hash_data,
    read_choice,
    read_date,
    read_number,
    read_table,
    read_values,
    read_year,
)


class Registry:
    """Who is ranked and by what. Build it with load_registry(); every lookup is a pure function of the CSV files."""

    def __init__(self, folder: Path = DATA) -> None:
        self.folder = folder
        self.version = hash_data(folder)
        self.indices = {index.index_code: index for index in read_values("indices", read_index, folder)}
        self.components = {part.component_id: part for part in read_values("components", read_component, folder)}
        self.editions = tuple(read_values("editions", read_edition, folder))
        self.units = {unit.unit_id: unit for unit in read_values("units", read_unit, folder)}
        self.successions = tuple(read_values("successions", read_succession, folder))
        self.body_types = {row[0]: row[1] for row in read_table("body_kinds", folder)}
        self._name_rows = read_table("unit_names", folder)
        self._word_rows = read_table("type_words", folder)
        self._body_rows = read_table("body_names", folder)
        self._member_rows = read_table("region_members", folder)
        self._index_name_rows = read_table("index_names", folder)
        self._component_name_rows = read_table("component_names", folder)
        self._outlet_rows = read_table("outlets", folder)
        self._check_references()
        self.gazetteer = Gazetteer.build(self.units, self._name_rows, self._word_rows, self._body_rows)
        self._resolver = Resolver(self.units, self.gazetteer)
        self._cache: dict[tuple[object, ...], Resolution] = {}

    def _check_references(self) -> None:
        """Every unit_id, index_code and component_id that a row names must exist."""
        units, indices, components = set(self.units), set(self.indices), set(self.components)
        columns: tuple[tuple[str, Iterable[str | None], Container[str]], ...] = (
            ("units.csv: parent_id", (u.parent_id for u in self.units.values()), units),
            ("units.csv: region_id", (u.region_id for u in self.units.values()), units),
            ("unit_names.csv: unit_id", (row[0] for row in self._name_rows), units),
            ("successions.csv: predecessor_id", (s.predecessor_id for s in self.successions), units),
            ("successions.csv: successor_id", (s.successor_id for s in self.successions), units),
            ("region_members.csv: region_id", (row[0] for row in self._member_rows), units),
            ("region_members.csv: unit_id", (row[1] for row in self._member_rows), units),
            ("outlets.csv: home_id", (row[3] for row in self._outlet_rows), units),
            ("body_names.csv: kind_id", (row[0] for row in self._body_rows), self.body_types),
            ("body_names.csv: province_id", (row[4] for row in self._body_rows), units),
            ("index_names.csv: index_code", (row[0] for row in self._index_name_rows), indices),
            ("components.csv: index_code", (c.index_code for c in self.components.values()), indices),
            ("components.csv: parent_id", (c.parent_id for c in self.components.values()), components),
            ("component_names.csv: component_id", (row[0] for row in self._component_name_rows), components),
            ("editions.csv: index_code", (e.index_code for e in self.editions), indices),
            ("editions.csv: jurisdiction_id", (e.jurisdiction_id for e in self.editions), units),
        )
        for place, values, known in columns:
            missing = sorted({v for v in values if v and v not in known})
            if missing:
                raise RegistryFault(f"{place}: no row for {', '.join(missing[:5])}; add it or correct the spelling")

    # phrases for the automaton

    def index_phrases(self) -> Iterator[IndexPhrase]:
        """Every name of every index, as written."""
        return phrases.list_index_phrases(self._index_name_rows)

    def component_phrases(self) -> Iterator[ComponentPhrase]:
        """Every name of every component; one text may belong to components of several indices."""
        return phrases.list_component_phrases(self._component_name_rows, self.components)

    def unit_phrases(self) -> Iterator[UnitPhrase]:
        """Every way to write the name of a unit or kind of body; each text once."""
        return phrases.list_unit_phrases(self.units, self._name_rows, self._body_rows, self.body_types)

    # lookups

    def resolve(
        self,
        name: str,
        jurisdiction: str | None = None,
        year: int | None = None,
        bloc: str | None = None,
        unit_type: str | None = None,
        on: date | None = None,
        basis: int | None = None,
    ) -> Resolution:
        """What `name` means in its context; never a silent pick.

        `jurisdiction` is a unit_id ('vn', 'province/quang-ninh'), `year` the year measured, `on` the day of the
        announcement, `basis` 63 or 34 when the figures say on which provinces they stand. A unit is eligible if it
        existed on some day between the start of `year` and `on` (or the end of the year). Of an old and a new unit of
        one line the one in force at the end of what was measured is meant, unless `basis` says otherwise.
        """
        key = (name, jurisdiction, year, bloc, unit_type, on, basis)
        found = self._cache.get(key)
        if found is None:
            found = self._resolver.resolve(make_key(name), jurisdiction, year, bloc, unit_type, on, basis)
            if len(self._cache) > 200_000:
                self._cache.clear()
            self._cache[key] = found
        return found

    def resolve_phrase(
        self,
        key: str,
        jurisdiction: str | None = None,
        year: int | None = None,
        bloc: str | None = None,
        unit_type: str | None = None,
        on: date | None = None,
        basis: int | None = None,
    ) -> Resolution:
        """As resolve(), for the key of a UnitPhrase."""
        return self.resolve(key, jurisdiction, year, bloc, unit_type, on, basis)

    def resolve_jurisdiction(
        self, name: str, year: int | None = None, on: date | None = None, basis: int | None = None
    ) -> Resolution:
        """The country or the province that `name` means."""
        found = self.resolve(name, "vn", year, "country", None, on, basis)
        return found if found.unit_id else self.resolve(name, "vn", year, "provinces", None, on, basis)

    def resolve_component(
        self,
        text: str,
        index_code: str,
        year: int | None = None,
        jurisdiction: str | None = None,
        bloc: str | None = None,
    ) -> Resolution:
        """The component of an index that `text` names; unit_id of the answer is the component_id.

        Where two components share a name, the top-level one is meant before a part of another.
        """
        key = make_key(text)
        table = self._component_keys
        if is_plain(key):
            key, table = strip_keys(key), self._plain_component_keys
        found = [c for c in table.get((index_code, key), ()) if _holds(self.components[c], year, jurisdiction, bloc)]
        top = [c for c in found if self.components[c].parent_id is None]
        if len(top) == 1:
            found = top
        if len(found) == 1:
            return Resolution(found[0], (found[0],), "one")
        if found:
            return Resolution(
                None, tuple(sorted(found)), "ambiguous", f"several components of {index_code} have this name"
            )
        return Resolution(None, self._propose_components(key, index_code), "unknown", f"no component of {index_code}")

    @cached_property
    def _component_keys(self) -> dict[tuple[str, str], list[str]]:
        keys: dict[tuple[str, str], list[str]] = {}
        for component_id, name, *_ in self._component_name_rows:
            known = keys.setdefault((self.components[component_id].index_code, make_key(name)), [])
            if component_id not in known:
                known.append(component_id)
        return keys

    @cached_property
    def _plain_component_keys(self) -> dict[tuple[str, str], list[str]]:
        keys: dict[tuple[str, str], list[str]] = {}
        for (index_code, key), ids in self._component_keys.items():
            known = keys.setdefault((index_code, strip_keys(key)), [])
            known.extend(i for i in ids if i not in known)
        return keys

    def _propose_components(self, key: str, index_code: str) -> tuple[str, ...]:
        from rapidfuzz import fuzz, process

        choices = {name: ids for (code, name), ids in self._component_keys.items() if code == index_code}
        best = process.extract(key, list(choices), scorer=fuzz.token_sort_ratio, limit=5, score_cutoff=60)
        return tuple(dict.fromkeys(i for name, *_ in best for i in choices[name]))

    def unit_as_of(self, unit_id: str, day: date) -> str | None:
        """The unit of the same line that existed on `day`, or None."""
        unit = self.units[unit_id]
        if unit.exists_on(day):
            return unit_id
        return next((u for u in self._resolver.lines[unit.line_id] if self.units[u].exists_on(day)), None)

    def name_on(self, unit_id: str, day: date | None) -> str:
        """What a unit was called on a day: 'Thừa Thiên Huế' until the end of 2024; its present name where no day is given."""
        return next(
            (name for name, start, end in self._earlier_names.get(unit_id, ()) if day and start <= day < end),
            self.units[unit_id].name,
        )

    @cached_property
    def _earlier_names(self) -> dict[str, list[tuple[str, date, date]]]:
        """Unit -> its short names before the present one, each with its first day and the day it ended."""
        dated = [row for row in self._name_rows if row[2] == "vi" and row[3] == "short" and (row[4] or row[5])]
        changed = {row[0]: row[4] for row in dated if row[4] and row[1] == self.units[row[0]].name}
        names: dict[str, list[tuple[str, date, date]]] = {}
        for row in dated:
            if row[5] and row[5] == changed.get(row[0]):
                start, end = read_date(row[4]), read_date(row[5])
                assert end is not None
                names.setdefault(row[0], []).append((row[1], start or date.min, end))
        return names

    def home_of(self, url_or_outlet: str, on: date | None = None) -> str | None:
        """The province whose portal, paper or station this is: longest known suffix of the domain, else the name.

        The unit of the 63 provinces; with `on`, the unit of that line in force on the day.
        """
        text = url_or_outlet.strip()
        host = (urlsplit(text if "//" in text else "//" + text).hostname or "") if " " not in text else ""
        labels = host.split(".")
        homes = self._homes
        found = next((homes[d] for i in range(len(labels)) if (d := ".".join(labels[i:])) in homes), None)
        if found is None:
            found = homes.get(make_key(text))
        if not found:
            return None
        return found if on is None else (self.unit_as_of(found, on) or found)

    @cached_property
    def _homes(self) -> dict[str, str]:
        homes = {make_key(row[1]): row[3] for row in self._outlet_rows}
        homes.update((row[0], row[3]) for row in self._outlet_rows)
        return homes

    def find_edition(self, index_code: str, jurisdiction_id: str, on: date) -> Edition | None:
        """The ordinary edition that was announced last on or before `on`, as far as editions.csv knows the day."""
        known = [
            e
            for e in self.editions
            if e.index_code == index_code
            and e.jurisdiction_id == jurisdiction_id
            and e.announced_on is not None
            and e.announced_on <= on
        ]
        return max(known, key=lambda e: (e.announced_on, e.edition_year, e.edition_variant is None), default=None)


def _holds(component: Component, year: int | None, jurisdiction: str | None, bloc: str | None) -> bool:
    """Whether a component belongs to an edition, a jurisdiction and a bloc as far as they are known."""
    if year is not None and not (component.year_from or year) <= year <= (component.year_to or year):
        return False
    if jurisdiction and component.jurisdiction_id and component.jurisdiction_id != jurisdiction:
        return False
    return not (bloc and component.bloc and component.bloc != bloc)


def read_index(row: list[str]) -> Index:
    """A row of indices.csv. Raises ValueError, as all of these."""
    level = read_choice(row[4], ("national", "provincial", "both", "international"))
    measure = read_choice(row[5], MEASURES)
    total = read_choice(row[7], ("", "sum", "weighted")) or None
    return Index(row[0], row[1], row[2], row[3], level, measure, read_number(row[6]), total, read_year(row[8]), row[9])


def read_component(row: list[str]) -> Component:
    """A row of components.csv."""
    aspect = read_choice(row[6], ("theme", "self_assessed", "appraised", "survey"))
    return Component(
        row[0], row[1], row[2] or None, read_year(row[3]) or 0, row[4], row[5] or None, aspect, row[7] or None,
        row[8] or None, read_number(row[9]), read_year(row[10]), read_year(row[11]),
    )  # fmt: skip


def read_edition(row: list[str]) -> Edition:
    """A row of editions.csv."""
    year = read_year(row[1])
    if year is None:
        raise ValueError("edition_year is empty; write the year that is measured")
    start, end, announced, basis = (read_date(text) for text in row[5:9])
    return Edition(
        row[0], year, row[2] or None, row[3], row[4] or None, start, end, announced, basis, read_year(row[9]),
        row[10] or None, read_number(row[11]), row[12] or None, row[13],
    )  # fmt: skip


def read_unit(row: list[str]) -> Unit:
    """A row of units.csv."""
    word, parent, region, code, iso, kind = (text or None for text in row[5:11])
    return Unit(
        row[0], row[1], row[2], row[3] or None, read_choice(row[4], UNIT_TYPES), word, parent, region, code, iso, kind,
        read_date(row[11]), read_date(row[12]), row[13],
    )  # fmt: skip


def read_succession(row: list[str]) -> Succession:
    """A row of successions.csv."""
    day = read_date(row[2])
    if day is None:
        raise ValueError("date is empty; write the day it took effect")
    return Succession(row[0], row[1] or None, day, read_choice(row[3], SUCCESSION_KINDS), row[4] or None, row[5])


@cache
def load_registry() -> Registry:
    """The registry of this repository, read once per process. Raises RegistryFault."""
    return Registry()
