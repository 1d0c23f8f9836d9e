"""The rows of the registry as values: what is ranked, who ranks, by what names, and what a lookup answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

UNIT_TYPES = ("country", "ministry", "province", "district", "commune", "department", "central_agency", "other")
SUCCESSION_KINDS = ("merged", "absorbed", "split", "renamed", "retyped", "abolished", "functions_moved")
BLOC_TYPES: dict[str, frozenset[str]] = {
    # a province lists vertical agencies among its departments as often as beside them: the two blocs share their types
    "provinces": frozenset({"province"}),
    "ministries": frozenset({"ministry"}),
    "departments": frozenset({"department", "central_agency"}),
    "central_agencies": frozenset({"central_agency", "department"}),
    "districts": frozenset({"district"}),
    "communes": frozenset({"commune"}),
    "region": frozenset({"other"}),
    "country": frozenset({"country"}),
}


class RegistryFault(ValueError):
    """A CSV of the registry that cannot be used: the message names file, line and remedy."""


@dataclass(frozen=True, slots=True)
class Index:
    """A row of indices.csv."""

    index_code: str
    name: str
    name_en: str
    publisher: str
    level: str  # national, provincial, both, international
    unit_measure: str
    scale_max: float | None
    total: str | None  # sum or weighted: how its parts make it up, where that is known
    first_edition: int | None
    frequency: str


@dataclass(frozen=True, slots=True)
class Component:
    """A row of components.csv; jurisdiction, bloc and years None = any."""

    component_id: str
    index_code: str
    parent_id: str | None
    position: int
    name: str
    name_en: str | None
    aspect: str  # theme, self_assessed, appraised, survey
    jurisdiction_id: str | None
    bloc: str | None
    scale_max: float | None
    year_from: int | None
    year_to: int | None


@dataclass(frozen=True, slots=True)
class Edition:
    """An index in the period it measures. `edition_variant`, `bloc` None = the ordinary result, all blocs."""

    index_code: str
    edition_year: int
    edition_variant: str | None
    jurisdiction_id: str
    bloc: str | None
    period_start: date | None
    period_end: date | None
    announced_on: date | None
    unit_basis_date: date | None
    unit_count: int | None
    unit_measure: str | None
    scale_max: float | None
    series_break: str | None
    status: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A body with its territory in a period; `valid_to` is exclusive, None = open."""

    unit_id: str
    line_id: str
    name: str
    name_en: str | None
    type: str
    type_word: str | None
    parent_id: str | None
    region_id: str | None
    code: str | None
    iso_code: str | None
    kind: str | None
    valid_from: date | None
    valid_to: date | None
    status: str

    def exists_on(self, day: date) -> bool:
        """Whether it existed on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)

    def exists_within(self, start: date, end: date) -> bool:
        """Whether it existed on some day from start to end, both inclusive."""
        return (self.valid_from is None or self.valid_from <= end) and (self.valid_to is None or self.valid_to > start)


@dataclass(frozen=True, slots=True)
class Succession:
    """What became of a unit: merged, absorbed, split, renamed, retyped, abolished, functions_moved."""

    predecessor_id: str
    successor_id: str | None
    date: date
    kind: str
    legal_basis: str | None
    status: str


@dataclass(frozen=True, slots=True)
class IndexPhrase:
    """`needs`: words one of which must stand in the document for this alias to count; () = none.

    `kind` is full, abbreviation, local, or topic ('cải cách hành chính': the subject, which names the index only beside
    a rank or a score).
    """

    text: str
    index_code: str
    lang: str
    needs: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class ComponentPhrase:
    """A way to write a component's name."""

    text: str
    component_id: str
    index_code: str
    lang: str


@dataclass(frozen=True, slots=True)
class UnitPhrase:
    """A way to write a unit's name. `key` is handed back to Registry.resolve_phrase.

    `bare`: written without the word that says what it is (a commune without xã, a department without Sở), which counts
    only in a list of its bloc. `types`: the types of the units it may mean.
    """

    text: str
    key: str
    types: tuple[str, ...]
    bare: bool


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a name means. 'one': unit_id is set. 'ambiguous': candidates. 'unknown': candidates are ranked proposals."""

    unit_id: str | None
    candidates: tuple[str, ...]
    status: str
    reason: str = ""
