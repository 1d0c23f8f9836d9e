"""Every way to write a name, for an automaton: type words short and long, joints, and without diacritics."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from chiso.registry.entries import Component, ComponentPhrase, IndexPhrase, Unit, UnitPhrase
from chiso.registry.gazetteer import FULL_TYPES, PLACE_TYPES
from chiso.registry.names import ABBREVIATION_SEPARATORS, SEPARATORS, is_abbreviation, strip_tones, vary_separators

SHORT_TYPES = {
    "thành phố": ("TP ", "TP. ", "TP."),
    "thị xã": ("TX ", "TX. ", "TX."),
    "quận": ("Q. ", "Q.", "Q "),
    "phường": ("P. ", "P."),
    "huyện": ("H. ", "H."),
    "tỉnh": (),
    "xã": (),
    "đặc khu": (),
    "thị trấn": ("TT. ",),
}
ENGLISH_TYPES = {
    "tỉnh": ("province",),
    "thành phố": ("city",),
    "thị xã": ("town",),
    "huyện": ("district",),
    "quận": ("district",),
    "phường": ("ward",),
    "xã": ("commune",),
    "đặc khu": ("special zone",),
    "thị trấn": ("township",),
}
PLACE_SEPARATORS = (" - ", "-", " ")


def list_index_phrases(rows: list[list[str]]) -> Iterator[IndexPhrase]:
    """Rows of index_names.csv as phrases."""
    for code, name, lang, kind, _, needs, _ in rows:
        yield IndexPhrase(name, code, lang, tuple(filter(None, needs.split("|"))), kind)


def list_component_phrases(rows: list[list[str]], components: dict[str, Component]) -> Iterator[ComponentPhrase]:
    """Rows of component_names.csv as phrases, with `&` and `and`/`và` for each other."""
    for component_id, name, lang, *_ in rows:
        code = components[component_id].index_code
        word = "and" if lang == "en" else "và"
        for text in dict.fromkeys((name, name.replace(" & ", f" {word} "), name.replace(f" {word} ", " & "))):
            yield ComponentPhrase(text, component_id, code, lang)


def strip_name(name: str) -> str:
    """'Đắk Lắk' -> 'Dak Lak'."""
    return unicodedata.normalize("NFC", strip_tones(name))


def split_full_type(name: str) -> tuple[str, str]:
    """('thành phố', 'Hạ Long') of 'Thành phố Hạ Long'; ('', name) without a type word."""
    for word in FULL_TYPES:
        if name.casefold().startswith(word + " "):
            return word, name[len(word) + 1 :]
    return "", name


def write_place(name: str, lang: str) -> Iterator[tuple[str, bool]]:
    """(text, without type word) of a row of unit_names for a place."""
    word, short = split_full_type(name) if lang == "vi" else ("", name)
    for form in vary_separators(short, PLACE_SEPARATORS) if " - " in short or "-" in short else (short,):
        plain = strip_name(form)
        if not word:
            if not form.isdigit():
                yield form, True
                yield plain, True
            continue
        full = name[: len(word)]
        yield f"{full} {form}", False
        yield f"{strip_name(full)} {plain}", False
        for prefix in SHORT_TYPES[word]:
            yield f"{prefix}{form}", False
            yield f"{prefix}{plain}", False
        for suffix in ENGLISH_TYPES[word]:
            yield (f"{suffix} {plain}" if plain.isdigit() else f"{plain} {suffix}"), False


def write_body(name: str, lang: str, listed: bool) -> Iterator[tuple[str, bool]]:
    """(text, short form) of a name of a body: joints varied, without Sở, and without diacritics."""
    if lang == "en":
        yield name, listed
        if " and " in name:
            yield name.replace(" and ", " & "), listed
        return
    for form in vary_separators(name, ABBREVIATION_SEPARATORS if is_abbreviation(name) else SEPARATORS):
        yield form, listed
        yield strip_name(form), listed
        if form.startswith("Sở ") and not is_abbreviation(name):
            yield form[3:], True


def list_unit_phrases(
    units: dict[str, Unit], name_rows: list[list[str]], body_rows: list[list[str]], body_types: dict[str, str]
) -> Iterator[UnitPhrase]:
    """Each text once, with the types of unit it may mean; bare only if every way to mean something by it is."""
    found: dict[str, tuple[set[str], bool, str]] = {}

    def add(text: str, unit_type: str, bare: bool) -> None:
        key = re.sub(r"\s+", " ", text).casefold()
        types, was_bare, first = found.get(key, (set(), True, text))
        found[key] = (types | {unit_type}, was_bare and bare, first)

    for unit_id, name, lang, _, _, _, context, _, _ in name_rows:
        unit_type = units[unit_id].type
        if unit_type in PLACE_TYPES:
            for text, bare in write_place(name, lang):
                add(text, unit_type, bare and unit_type != "province")
        elif unit_type == "ministry":
            for text, bare in write_body(name, lang, context == "list"):
                add(text, unit_type, bare)
        else:
            add(name, unit_type, context == "list")
            add(strip_name(name), unit_type, context == "list")
    for kind_id, name, lang, _, _, context, _ in body_rows:
        for text, bare in write_body(name, lang, context == "list"):
            add(text, body_types[kind_id], bare)
    for types, bare, text in found.values():
        yield UnitPhrase(text, text, tuple(sorted(types)), bare)
