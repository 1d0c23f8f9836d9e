"""The words of headers (headers.yml) and, of one index, the names of its components: what a header cell may say."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from chiso.extraction.lexicon import LexiconFault, load_lexicon
from chiso.extraction.tokens import BLOC_TAGS
from chiso.fold import fold, strip_marks

if TYPE_CHECKING:
    from chiso.registry import Registry

FILE = Path(__file__).parent / "headers.yml"
ABBREVIATIONS = Path(__file__).parent / "abbreviations.yml"
WORD = re.compile(r"[^\W_]+|[%#&]")
ROW_ROLES = frozenset({"mean", "median", "max", "min"})
_CELL_ROLES = frozenset({"class", "blank"})
_LABELS = ROW_ROLES | {"total"}


@dataclass(frozen=True, slots=True)
class Word:
    """What a stretch of words says: a role of headers.yml, 'index' or 'component' with what the registry calls it."""

    role: str
    ids: tuple[str, ...] = ()  # index codes or component ids


@cache
def load_headers(file: Path = FILE) -> dict[str, tuple[str, ...]]:
    """Role -> its folded phrases. Raises LexiconFault for a phrase listed twice among the words of headers."""
    sections = yaml.safe_load(file.read_text(encoding="utf-8"))
    seen: dict[str, str] = {}
    out: dict[str, tuple[str, ...]] = {}
    for role, phrases in sections.items():
        out[role] = tuple(fold(str(phrase)) for phrase in phrases)
        family = role if role in _CELL_ROLES else "row" if role in _LABELS else "header"
        for phrase in out[role]:
            if seen.setdefault(f"{family} {phrase}", role) != role or out[role].count(phrase) > 1:
                raise LexiconFault(
                    f"{file.name}, {role}: {phrase!r} already stands in {seen[f'{family} {phrase}']}; delete one"
                )
    return out


@cache
def load_abbreviations(file: Path = ABBREVIATIONS) -> dict[str, tuple[str, ...]]:
    """Folded abbreviation -> the folded words that it stands for."""
    written = yaml.safe_load(file.read_text(encoding="utf-8"))
    return {fold(str(short)): tuple(fold(str(full)).split()) for short, full in written.items()}


@cache
def list_phrases(role: str) -> frozenset[str]:
    """The phrases of a role; those of 'class' with the classes that the lexicon of the prose knows."""
    phrases = frozenset(load_headers()[role])
    if role == "class":
        phrases |= {p.text for p in load_lexicon() if p.role == "grade" or p.meaning == "grade_name"}
    return phrases


def split_words(text: str) -> tuple[str, ...]:
    """The words of folded text, without punctuation."""
    return tuple(WORD.findall(text))


class Vocabulary:
    """All that a header about one index may say, by its first word."""

    def __init__(self, registry: Registry, code: str) -> None:
        self.code = code
        entries: dict[tuple[str, ...], Word] = {}
        for role, phrases in load_headers().items():
            if role not in _CELL_ROLES and role not in _LABELS:
                for phrase in phrases:
                    entries[split_words(phrase)] = Word(role)
        for phrase_ in load_lexicon():
            if phrase_.meaning in BLOC_TAGS:  # 'Các bộ có cung cấp dịch vụ công' above the names of ministries
                entries.setdefault(split_words(phrase_.text), Word("unit"))
        for index in registry.index_phrases():
            words = split_words(fold(index.text))
            known = entries.get(words)
            ids = known.ids if known is not None and known.role == "index" else ()
            entries[words] = Word("index", tuple(dict.fromkeys((*ids, index.index_code))))
        parts: dict[tuple[str, ...], list[str]] = defaultdict(list)
        self.spelling: dict[tuple[str, ...], str] = {}  # a component's words -> its name as the registry writes it
        for component in registry.component_phrases():
            if component.index_code == code and component.component_id not in parts[split_words(fold(component.text))]:
                parts[split_words(fold(component.text))].append(component.component_id)
                self.spelling.setdefault(split_words(fold(component.text)), component.text)
        for words, ids_ in parts.items():
            entries[words] = Word("component", tuple(ids_))
        self.components = {words: tuple(ids_) for words, ids_ in parts.items()}
        self._phrases = _Phrases(entries)
        self._plain = _Phrases(_strip_entries(entries))

    def find(self, words: tuple[str, ...], at: int) -> Iterator[tuple[int, Word]]:
        """(how many words, what they say) of each phrase that stands at words[at], with or without its tone marks."""
        yield from self._phrases.find(words, at)
        if words[at] in self._plain.sizes and all(map(str.isascii, words)):
            yield from self._plain.find(words, at)


Entries = dict[tuple[str, ...], Word]


class _Phrases:
    """Phrases and, by their first word, how many words they have: many component names begin alike."""

    def __init__(self, entries: Entries) -> None:
        self.entries = entries
        sizes: dict[str, set[int]] = defaultdict(set)
        for words in filter(None, entries):
            sizes[words[0]].add(len(words))
        self.sizes = {first: sorted(found, reverse=True) for first, found in sizes.items()}

    def find(self, words: tuple[str, ...], at: int) -> Iterator[tuple[int, Word]]:
        """(how many words, what they say) of each phrase that stands at words[at], the longest first."""
        for size in self.sizes.get(words[at], ()):
            word = self.entries.get(words[at : at + size])
            if word is not None and at + size <= len(words):
                yield size, word


def _strip_entries(entries: Entries) -> Entries:
    """The phrases as they look without tone marks, as far as they still say one thing."""
    said: dict[tuple[str, ...], set[Word]] = defaultdict(set)
    for words, word in entries.items():
        plain = tuple(strip_marks(w) for w in words)
        said[plain].add(word)
    return {plain: next(iter(found)) for plain, found in said.items() if len(found) == 1 and plain not in entries}


@cache
def load_vocabulary(registry: Registry, code: str) -> Vocabulary:
    """The vocabulary of an index, built once per process."""
    return Vocabulary(registry, code)
