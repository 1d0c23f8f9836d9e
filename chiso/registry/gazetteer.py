"""The index of names: from the key of a name to the units, or kinds of body, that bear it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from chiso.registry.entries import Unit
from chiso.registry.names import is_abbreviation, is_plain, make_all_keys, make_key, squeeze_key, strip_keys

T = TypeVar("T")
PLACE_TYPES = frozenset({"province", "district", "commune"})
OFFICES = ("ủy ban nhân dân", "ubnd", "hội đồng nhân dân", "hđnd", "chính quyền", "đảng bộ", "peoples committee of")
OFFICES_AFTER = ("peoples committee",)


@dataclass(frozen=True, slots=True)
class TypeWords:
    """How 'thành phố', 'TP', 'city' are written and what they may mean: word -> the full Vietnamese words."""

    before: dict[str, frozenset[str]]
    after: dict[str, frozenset[str]]

    @classmethod
    def build(cls, rows: Iterable[list[str]]) -> TypeWords:
        """From the rows of type_words.csv."""
        before: dict[str, frozenset[str]] = {}
        after: dict[str, frozenset[str]] = {}
        for word, full, _, lang in rows:
            meanings = frozenset(full.split("|"))
            if lang == "en":
                after[word] = meanings
                before[word + " of"] = meanings
            else:
                before[word] = meanings
                before[strip_keys(word)] = before.get(strip_keys(word), frozenset()) | meanings
        return cls(before, after)

    def split(self, key: str) -> list[tuple[frozenset[str] | None, str]]:
        """All ways to read a key: (types or None, the rest). 'quan son' is huyện Quan Sơn or quận Sơn."""
        words = key.split(" ")
        readings: list[tuple[frozenset[str] | None, str]] = [(None, key)]
        if len(words) == 2 and words[1].isdecimal() and words[0] in self.after:
            readings.append((self.after[words[0]], words[1]))  # District 9
        for size in (1, 2):
            if len(words) > size:
                head, tail = " ".join(words[:size]), " ".join(words[-size:])
                if head in self.before:
                    readings.append((self.before[head], " ".join(words[size:])))
                if tail in self.after:
                    readings.append((self.after[tail], " ".join(words[:-size])))
        return readings


@dataclass(slots=True)
class PlaceName:
    """One unit under one name; `type_words` = the types it has had under that name (None: any of its own)."""

    unit_id: str
    type_words: frozenset[str] | None
    listed: bool  # counts only in a list of its bloc


@dataclass(slots=True)
class BodyName:
    """One kind of body under one name; `province_id`: only there."""

    kind_id: str
    province_id: str | None
    listed: bool


@dataclass(slots=True)
class Gazetteer:
    """Keys with tone marks, and the same keys without any diacritics for texts that have none."""

    words: TypeWords
    places: dict[str, list[PlaceName]] = field(default_factory=dict)
    plain_places: dict[str, list[PlaceName]] = field(default_factory=dict)
    bodies: dict[str, list[BodyName]] = field(default_factory=dict)
    plain_bodies: dict[str, list[BodyName]] = field(default_factory=dict)

    @classmethod
    def build(
        cls, units: dict[str, Unit], name_rows: list[list[str]], word_rows: list[list[str]], body_rows: list[list[str]]
    ) -> Gazetteer:
        """From the units and the rows of unit_names, type_words and body_names."""
        gazetteer = cls(TypeWords.build(word_rows))
        gazetteer._add_places(units, name_rows)
        gazetteer._add_bodies(body_rows)
        return gazetteer

    def _add_places(self, units: dict[str, Unit], rows: list[list[str]]) -> None:
        keys = make_all_keys([row[1] for row in rows])
        typed: dict[tuple[str, str], set[str]] = {}
        listed: dict[tuple[str, str], bool] = {}
        own: dict[str, set[str]] = {}
        for row, key in zip(rows, keys, strict=True):
            unit_id, kind, context = row[0], row[3], row[6]
            unit_type = units[unit_id].type
            word = ""
            if unit_type in PLACE_TYPES and kind in ("official", "former"):
                head = row[1].split(" ", 2)
                for size in (1, 2):
                    lead = " ".join(head[:size]).casefold()
                    if len(head) > size and lead in self.words.before and lead in FULL_TYPES:
                        word, key = lead, key[len(lead) + 1 :]
                        break
            elif kind == "official" and key.startswith("vùng "):
                key = key[len("vùng ") :]
            slot = (key, unit_id)
            typed.setdefault(slot, set())
            listed[slot] = listed.get(slot, True) and context == "list"
            if kind == "abbreviation" and unit_type == "ministry":
                squeezed = (squeeze_key(key), unit_id)
                typed.setdefault(squeezed, set())
                listed[squeezed] = listed[slot]
            if word:
                typed[slot].add(word)
                own.setdefault(unit_id, set()).add(word)
        for (key, unit_id), types in typed.items():
            meant = types or own.get(unit_id)
            name = PlaceName(unit_id, frozenset(meant) if meant else None, listed[key, unit_id])
            self.places.setdefault(key, []).append(name)
        self._strip(self.places, self.plain_places)

    def _add_bodies(self, rows: list[list[str]]) -> None:
        seen: set[tuple[str, str, str]] = set()
        for kind_id, name, _, _, province_id, context, _ in rows:
            key = make_key(name)
            short = is_abbreviation(name)
            other = squeeze_key(key) if short else key.removeprefix("sở ")
            for form, listed in ((key, context == "list"), (other, context == "list" or not short)):
                if (form, kind_id, province_id) not in seen:
                    seen.add((form, kind_id, province_id))
                    self.bodies.setdefault(form, []).append(BodyName(kind_id, province_id or None, listed))
        self._strip(self.bodies, self.plain_bodies)

    @staticmethod
    def _strip(marked: dict[str, list[T]], plain: dict[str, list[T]]) -> None:
        for key, stripped in zip(marked, strip_keys("\n".join(marked)).split("\n"), strict=True):
            plain.setdefault(stripped, []).extend(marked[key])

    def find_places(self, key: str) -> list[tuple[PlaceName, bool]]:
        """Every place, ministry, region or country the key may mean; the flag: it was named with its type word.

        A key without any diacritics may be an unaccented spelling, so it is looked up there too.
        """
        plain = is_plain(key)
        key = strip_keys(key) if plain else key
        found: dict[str, tuple[PlaceName, bool]] = {}
        for types, rest in (*self.words.split(key), (None, squeeze_key(key))):
            hits = self.plain_places.get(rest, ()) if plain else self.places.get(rest, ())
            for hit in hits:
                if (
                    types is None
                    or (hit.type_words is not None and types & hit.type_words)
                    or (hit.type_words is None and "vùng" in types)
                ):
                    known = found.get(hit.unit_id)
                    named = types is not None or (known is not None and known[1])
                    found[hit.unit_id] = (hit, named)
        return list(found.values())

    def find_bodies(self, key: str) -> list[BodyName]:
        """The kinds of body that bear exactly this name."""
        names = self.bodies
        if is_plain(key):
            key, names = strip_keys(key), self.plain_bodies
        return names.get(key) or names.get(squeeze_key(key), [])


FULL_TYPES = frozenset({"tỉnh", "thành phố", "thị xã", "huyện", "quận", "phường", "xã", "đặc khu", "thị trấn"})
PROVINCE_WORDS = frozenset({"tỉnh", "thành phố", "tp", "tinh", "thanh pho", "city", "province"})


def strip_office(key: str) -> str:
    """'ubnd huyện châu thành' -> 'huyện châu thành'; a bare office stays."""
    for office in OFFICES:
        for form in (office, strip_keys(office)):
            if key.startswith(form + " "):
                return key[len(form) + 1 :]
    for office in OFFICES_AFTER:
        if key.endswith(" " + office):
            return key[: -len(office) - 1]
    return key
