"""Find every mention of a text in one pass: indices, components, units, lexicon phrases, ordinals, numbers, dates.

One automaton holds the registry's names and the lexicon's phrases; the few patterns of numerals.py add what digits say.
Where mentions overlap, the one that begins first wins, then the longest.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from ahocorasick_rs import AhoCorasick

from chiso.extraction import numerals
from chiso.extraction.lexicon import load_lexicon
from chiso.extraction.segments import split_paragraphs
from chiso.fold import Folded, fold

if TYPE_CHECKING:
    from chiso.registry import Registry

ORDINALS = {
    "nhất": 1, "nhì": 2, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
    "mười": 10, "mười một": 11, "mười hai": 12, "mười ba": 13, "mười bốn": 14, "mười lăm": 15, "mười sáu": 16,
    "mười bảy": 17, "mười tám": 18, "mười chín": 19, "hai mươi": 20, "đầu tiên": 1, "một": 1,
}  # fmt: skip
CARDINALS_ENGLISH = {
    word: n
    for n, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
        "nineteen twenty".split(),
        start=1,
    )
}
ORDINALS_ENGLISH = {
    word: n
    for n, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
        "sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=1,
    )
}
ORDINALS |= ORDINALS_ENGLISH | CARDINALS_ENGLISH


_BODIES = frozenset({"department", "central_agency"})


@dataclass(slots=True)
class Mention:
    """Something at folded[start:end]. `tags` are its meanings; `refs` what the registry calls it.

    `types` are those of the units that it may name; of an unknown name, the type that its shape says. `bare` is a known
    name without a word for its type.
    """

    kind: str  # cue, measure, grade, index, component, unit, ordinal, number, date, year, period, legal, ratio, scaled, sep
    start: int
    end: int
    tags: frozenset[str] = frozenset()
    refs: tuple[Any, ...] = ()
    value: float | None = None
    types: frozenset[str] = frozenset()
    bare: bool = False
    more: dict[str, Any] = field(default_factory=dict)  # shared by all mentions of a phrase: read only
    second: float | None = None
    decimals: int = 0
    day: date | None = None


class Scanner:
    """The automaton over registry and lexicon; built once per registry (see load_scanner)."""

    def __init__(self, registry: Registry) -> None:
        entries: dict[str, list[tuple[str, Any]]] = defaultdict(list)
        for phrase in load_lexicon():
            entries[phrase.text].append((phrase.role, phrase.meaning))
        for index in registry.index_phrases():
            entries[fold(index.text)].append(("index", index))
        topics = {fold(p.text): p for p in registry.index_phrases() if p.kind == "topic"}
        for component in registry.component_phrases():
            text = fold(component.text)
            entries[text].append(("component", component))
            for topic, index in topics.items():
                if topic in text and index.index_code != component.index_code:
                    entries[text].append(("shadow", index))  # a component named like another index's subject
        for unit in registry.unit_phrases():
            if any(c.isalpha() for c in unit.text):  # "Phường 2" without its type word is no name
                entries[fold(unit.text)].append(("unit", unit))
        for word in ORDINALS:
            entries[word].append(("ordinal", ORDINALS[word]))
        self._texts = list(entries)
        self._entries = [tuple(entries[t]) for t in self._texts]
        self._automaton = AhoCorasick(self._texts)
        self._in_one_line = [" " not in text for text in self._texts]  # whether a phrase always stands in one line
        # what each phrase means wherever it stands; None for names of units, which must be written as names
        self._meanings = [None if any(k == "unit" for k, _ in e) else _find_meaning(e) for e in self._entries]
        self._written: dict[
            tuple[int, bool, bool, bool, bool], _Meaning
        ] = {}  # what names of units mean, as they are written

    def scan(self, folded: Folded) -> list[Mention]:
        """All mentions of a folded text in order, none overlapping another of its family.

        Words (names, cues) win over one another by first start, then length; digits are their own family, except that a
        number inside a name belongs to the name.
        """
        mentions = self.scan_words(folded)
        mentions.extend(_find_digits(folded.text, mentions))
        mentions.sort(key=attrgetter("start", "end"))
        return mentions

    def scan_words(self, folded: Folded) -> list[Mention]:
        """The mentions that words make, without those of digits."""
        text = folded.text
        found: list[tuple[int, int, int]] = []
        size = len(text)
        breaks = [end for _, end in split_paragraphs(folded)]
        for pattern, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if start and text[start - 1].isalnum() and text[start].isalnum():
                continue
            if end < size and text[end].isalnum() and text[end - 1].isalnum():
                continue
            if not self._in_one_line[pattern] and _line_end(breaks, start, size) < end:
                continue  # no name goes on in the next line
            found.append((start, -end, pattern))
        found.sort()
        mentions: list[Mention] = []
        reach = 0
        for start, minus_end, pattern in found:
            if start < reach:
                continue
            mention = self._make(folded, start, -minus_end, pattern)
            if mention is not None:
                mentions.append(mention)
                reach = -minus_end
        return _add_unknown_units(folded, mentions, breaks)

    def _make(self, folded: Folded, start: int, end: int, pattern: int) -> Mention | None:
        meaning = self._meanings[pattern]
        if meaning is None:
            meaning = self._read_name(folded, start, end, pattern)
        return Mention(meaning.kind, start, end, *meaning[1:]) if meaning.kind else None

    def _read_name(self, folded: Folded, start: int, end: int, pattern: int) -> _Meaning:
        """What the name of a unit means here: with a word for its type it needs a capital, without one it must be written
        as a place or as a department, and be nobody's given name."""
        capital = has_capital(folded, start, end)
        place = capital and is_name(folded, start, end)
        body = capital and _is_body(folded, start, end)
        if (place or body) and _is_person(folded, start):
            place = body = False
        bare = any(kind == "unit" and x.bare and "department" in x.types for kind, x in self._entries[pattern])
        listed = capital and bare and not place and _in_list_of_departments(folded, start)
        key = (pattern, capital, place, body, listed)
        if key not in self._written:
            entries = [
                (kind, payload)
                for kind, payload in self._entries[pattern]
                if kind != "unit" or (_is_bare_name(payload, place, body, listed) if payload.bare else capital)
            ]
            meaning = _find_meaning(entries)
            if listed and "department" in meaning.types:
                meaning = meaning._replace(types=meaning.types - {"ministry"})
            self._written[key] = meaning
        return self._written[key]


class _Meaning(NamedTuple):
    """What a phrase gives to its mentions; no `kind`: nothing."""

    kind: str
    tags: frozenset[str] = frozenset()
    refs: tuple[Any, ...] = ()
    value: float | None = None
    types: frozenset[str] = frozenset()
    bare: bool = False
    more: dict[str, Any] = {}  # noqa: RUF012  read only


def _find_meaning(entries: Sequence[tuple[str, Any]]) -> _Meaning:
    """What a phrase with these entries means: a name, if it is one, else what the lexicon says."""
    kinds: dict[str, list[Any]] = defaultdict(list)
    for kind, payload in entries:
        kinds[kind].append(payload)
    tags = frozenset(x for k in ("cue", "measure", "grade") for x in kinds.get(k, ()))
    for kind in ("index", "unit", "component"):
        if kind in kinds:
            types = frozenset(t for unit in kinds["unit"] for t in unit.types) if kind == "unit" else frozenset()
            more = {"indices": tuple(kinds["shadow"])} if kind == "component" and "shadow" in kinds else {}
            bare = kind == "unit" and all(unit.bare for unit in kinds["unit"])
            return _Meaning(kind, tags, tuple(kinds[kind]), None, types, bare, more)
    roles = [k for k in ("cue", "measure", "grade", "ordinal") if k in kinds]
    if not roles:
        return _Meaning("")
    value = float(kinds["ordinal"][0]) if "ordinal" in kinds else None
    return _Meaning(roles[0], tags, value=value, more={"roles": frozenset(roles)})


# the most frequent family names, perhaps with a middle name, right before a name; those that end names of places (Hồ, Hà) are out
_FAMILY_NAME = re.compile(
    r"(?<!\w)((?:nguyễn|nguyen|trần|tran|lê|phạm|pham|huỳnh|huynh|phan|vũ|võ|đặng|dang|bùi|bui|đỗ|ngô|trịnh|trinh)"
    r"(?: (?:văn|van|thị|thi|đức|duc|minh|quang|thanh|xuân|ngọc|hữu|đình|công))?) $"
)


@cache
def load_scanner(registry: Registry) -> Scanner:
    """The scanner of a registry, built once per process."""
    return Scanner(registry)


def is_name(folded: Folded, start: int, end: int) -> bool:
    """Whether every word of folded[start:end] is written with a capital, as the name of a place is."""
    return all(
        not folded.text[i].isalpha() or folded.source[folded.starts[i]].isupper()
        for i in range(start, end)
        if i == start or folded.text[i - 1] in " -"
    )


def _is_bare_name(unit: Any, place: bool, body: bool, listed: bool) -> bool:
    """Whether a name without a word for its type is written as such a name is."""
    return place or (body and set(unit.types) <= _BODIES) or (listed and "department" in unit.types)


# "Ba sở dẫn đầu: Tư pháp 97,01%, Ngoại vụ ...", "2 sở: Tài nguyên và Môi trường (82,36%), "
_LISTS_DEPARTMENTS = re.compile(r"(?<!\w)sở(?!\w)[^.:]{0,60}: (?:[^.:]*[,;]? (?:và )?)?$")


def _in_list_of_departments(folded: Folded, start: int) -> bool:
    return _LISTS_DEPARTMENTS.search(folded.text, max(0, start - 160), start) is not None


def _is_body(folded: Folded, start: int, end: int) -> bool:
    """'Văn hóa, Thể thao và Du lịch' for the department: three syllables or more, the first with a capital."""
    return folded.text.count(" ", start, end) >= 2 and has_capital(folded, start, start + 1)


def _is_person(folded: Folded, start: int) -> bool:
    """'ông Phạm Minh Hưng', 'Nguyễn Thị Thái Bình': a family name stands right before what is a given name here."""
    if not start or folded.text[start - 1] != " ":
        return False
    found = _FAMILY_NAME.search(folded.text, max(0, start - 20), start)
    return (
        found is not None
        and is_name(folded, found.start(1), start - 1)
        and not set(folded.source[slice(*folded.span(start - 1, start))]) & {"\n", "\r"}
    )


def has_capital(folded: Folded, start: int, end: int) -> bool:
    """Whether some character of folded[start:end] is a capital in the original."""
    return any(map(str.isupper, folded.source[folded.starts[start] : folded.ends[end - 1]]))


# "sở khoáng sản", "ban quản lý khu công nghệ cao", "huyện ..." that the registry does not know
_UNIT_SHAPE = re.compile(
    r"(?<!\w)(?<!trụ )(?<!cơ )(sở|cục|chi cục|ban quản lý|ban|văn phòng|bảo hiểm|kho bạc|trung tâm|viện|huyện"
    r"|thị xã|thành phố|tp\.?|quận|phường|xã|đặc khu|bộ|tổng cục)"
    r" (?=\w)"
)
_TYPE_OF_SHAPE = {
    "huyện": "district", "thị xã": "district", "thành phố": "district", "tp": "district", "tp.": "district", "quận": "district",
    "phường": "commune", "xã": "commune", "đặc khu": "commune", "bộ": "ministry", "tổng cục": "ministry",
}  # fmt: skip


_NO_SYLLABLE = frozenset(
    "là đứng xếp dẫn có đạt với được và tỉnh thứ hạng giữ ở cao thấp về đã các nhất cùng tiếp còn vẫn bỏ tăng giảm thuộc của trong nằm lên "
    "cho trên từ theo tại vươn bứt - &".split()
)


def _add_unknown_units(folded: Folded, mentions: list[Mention], breaks: list[int]) -> list[Mention]:
    """Mark names that have the shape of a unit's name but are in no registry, so that nothing said of them goes to others."""
    begins = {m.start for m in mentions if m.kind == "unit"}
    for m in mentions:
        if m.kind == "unit" and m.types <= _BODIES and folded.text.startswith(" và ", m.end):
            at = m.end + 4
            if at not in begins and at < len(folded.text) and folded.source[folded.starts[at]].isupper():
                m.refs, m.bare, m.end = (), False, _name_end(folded, m.start, breaks)  # a longer name than we know
    units = sorted((m.start, m.end) for m in mentions if m.kind in ("unit", "index", "component"))
    starts = [a for a, _ in units]
    added: list[Mention] = []
    for shape in _UNIT_SHAPE.finditer(folded.text):
        at = bisect_right(starts, shape.start()) - 1
        if at >= 0 and units[at][1] > shape.start():
            continue
        if added and added[-1].end > shape.start():
            continue
        if shape.end() > _line_end(breaks, shape.start(), len(folded.text)):
            continue
        end = _name_end(folded, shape.end(), breaks)
        if end <= shape.end():
            continue
        after = bisect_right(starts, shape.start())
        if after < len(units) and units[after][0] < end:
            continue
        added.append(Mention("unit", shape.start(), end, types=frozenset({_TYPE_OF_SHAPE.get(shape[1], "department")})))
    if not added:
        return mentions
    begins_added = [a.start for a in added]
    kept = []
    for m in mentions:
        before = bisect_right(begins_added, m.start) - 1
        if before < 0 or added[before].end <= m.start:
            kept.append(m)
    return sorted([*kept, *added], key=lambda m: m.start)


_NAME_WORD = re.compile(r"[\w&.-]+")


def _line_end(breaks: list[int], at: int, size: int) -> int:
    """Where the line of folded position `at` ends."""
    line = bisect_right(breaks, at)
    return breaks[line] if line < len(breaks) else size


def _name_end(folded: Folded, at: int, breaks: list[int]) -> int:
    """Where a run of capitalised words (joined by 'và', '-', '&') that begins at folded position `at` ends: in its line."""
    text, end, second = folded.text, at, False
    for word in _NAME_WORD.finditer(text, at, min(_line_end(breaks, at, len(text)), at + 80)):
        gap = text[end : word.start()]
        if word.start() != at and gap not in (" ", " - ", " và ", " & ", " các ", " và các "):
            break
        if folded.source[folded.starts[word.start()]].isupper():
            end, second = word.end(), True
        elif second and word.group() not in _NO_SYLLABLE:
            end, second = word.end(), False  # "Kế hoạch", "Tài nguyên": a word of two syllables has one capital
        elif word.group() not in ("và", "-", "&", "các"):
            break
    return end - 1 if text[end - 1] in ".-" else end


def _find_digits(text: str, words: list[Mention]) -> list[Mention]:
    """Mentions made of digits, the most telling pattern first: a date is no ratio, a document's number no score."""
    taken = [(m.start, m.end) for m in words if m.kind in ("index", "unit", "component")]
    covered = bytearray(len(text) + 1)
    for start, end in taken:
        covered[start:end] = b"\1" * (end - start)
    out: list[Mention] = []

    def put(kind: str, start: int, end: int, **fields: Any) -> None:
        if covered.find(1, start, end) >= 0:
            return
        covered[start:end] = b"\1" * (end - start)
        out.append(Mention(kind, start, end, **fields))

    for m in numerals.LEGAL_NUMBER.finditer(text):
        put("legal", m.start(), m.end())
    for d in numerals.find_dates(text):
        put("date", d.start, d.end, day=d.day)
    for m in numerals.ORDINAL_ENGLISH.finditer(text):
        put("ordinal", m.start(), m.end(), value=float(m[1]))
    for m in numerals.PERIOD.finditer(text):
        put("period", m.start(), m.end())
    for m in numerals.YEAR.finditer(text):
        put("year", m.start(), m.end(), value=float(m.group()))
    for m in numerals.find_scaled(text):
        value, scale = m["value"], float(m["scale"].replace(",", "."))
        if float(value.replace(",", ".")) <= scale:
            put("scaled", m.start(), m.end(), more={"text": value, "scale": scale})
    for m in numerals.RATIO.finditer(text):
        put("ratio", m.start(), m.end(), value=float(m[1]), second=float(m[2]))
    for m in numerals.NUMERAL.finditer(text):
        start, end = m.span()
        if covered.find(1, start, end) < 0:  # most mentions are such: nothing follows for which they must be covered
            out.append(Mention("number", start, end, more={"text": m.group()}))
    return out
