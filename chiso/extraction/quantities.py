"""Quantities: a number with what it counts ('17 cơ quan', '19/20 cơ quan', '22 sở, cơ quan ngang sở').

Whether a quantity is a fact is not decided here: see counts.py. A number that is a place, a change or an approximation
is no quantity.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from chiso.extraction.discourse import Setting
from chiso.extraction.frames import SentenceFrame
from chiso.extraction.mentions import CARDINALS_ENGLISH, ORDINALS, Mention
from chiso.extraction.segments import Sentence
from chiso.extraction.tokens import BLOC_TAGS
from chiso.extraction.wordings import Wording
from chiso.model import Claim

Noun = tuple[str | None, str | None]  # its bloc and bloc part

NOUNS: dict[str, Noun] = {
    **BLOC_TAGS,
    "counted": (None, None), "counted_localities": ("localities", None), "counted_departments": ("departments", None),
    "counted_provinces": ("provinces", None), "counted_countries": ("country", None),
    "counted_districts": ("districts", None), "counted_communes": ("communes", None),
    "counted_ministries": ("ministries", None), "counted_regions": ("region", None), "localities": ("localities", None),
    "ministries_services": ("ministries", "có dịch vụ công"),
    "ministries_no_services": ("ministries", "không có dịch vụ công"),
    "counted_lists": (None, None), "counted_parts": (None, None),
}  # fmt: skip
_WORDS: dict[str, Noun] = {
    "đơn vị": (None, None), "tỉnh": ("provinces", None), "thành phố": (None, None), "huyện": ("districts", None),
}  # fmt: skip
_NUMBER_WORDS = frozenset("một hai ba bốn năm sáu bảy tám chín mười".split())
_NUMBER_WORDS_ENGLISH = frozenset(CARDINALS_ENGLISH) - {"one"}

ANNOUNCED = "edition_year: published date"  # what a claim says that takes its edition from the day it came out
_LONGEST_CLAIM = 500  # characters
_CLAUSE_END = re.compile(r" ?(?:[,.;:)…]|$)")
_NO_UNITS = re.compile(r" (?:năm|lần|kỳ|tháng|ngày|quý|tuần|phút|giờ)(?!\w)")  # "3 năm liền xếp loại xuất sắc"


@dataclass(slots=True)
class CountFrame:
    """A sentence that speaks of an index, as the reader understood it: what find_counts reads."""

    sentence: Sentence
    mentions: Sequence[Mention]
    frame: SentenceFrame
    headed: str | None = None  # the bloc of the section that the sentence stands in

    def is_local(self, text: str, setting: Setting) -> bool:
        """As the reader says, except that 'cấp tỉnh' in a province's own ranking means the bodies at its level."""
        if self.frame.local or not setting.local or setting.jurisdiction_id is None or self.frame.national:
            return self.frame.local
        words = {text[m.start : m.end] for m in self.mentions if m.tags & {"provinces", "ministries"}}
        return words == {"cấp tỉnh"} and not any(m.kind == "unit" for m in self.mentions)

    def edition_year(
        self, setting: Setting, code: str, at: int, announced: Mapping[str | None, int | None]
    ) -> tuple[int | None, str | None]:
        """The edition of a count at folded position `at`, and what it was inferred from where no words say it.

        `announced`: index code -> the edition that had just come out when the document was published.
        """
        frame = self.frame
        before = bisect_right(frame.years, at, key=lambda y: y.start)
        if before:
            return frame.years[before - 1].year, None
        if frame.years and (frame.code_here or not frame.carried_year):
            return frame.years[0].year, None
        year = frame.carried_year or setting.years.get(code) or setting.year
        if year is None and len(setting.compared) == 1 and setting.published is not None:
            (base,) = setting.compared
            if setting.published.year - base in (1, 2):
                return base + 1, f"edition_year: compared with {base}"
        if year is None and code in announced:
            return announced[code], ANNOUNCED
        return year, None


@dataclass(slots=True)
class Quantity:
    """A number at folded[start:number_end] and what it counts, up to `end`; sort '' where no noun is said."""

    start: int
    number_end: int
    end: int
    value: float
    out_of: int | None = None
    sort: str = ""  # units, lists, parts
    bloc: str | None = None
    part: str | None = None


def find_quantities(text: str, framed: CountFrame, words: Wording) -> Iterator[Quantity]:
    """The quantities of a sentence, in order."""
    reach = framed.sentence.start
    mentions = list(framed.mentions)
    for i, m in enumerate(mentions):
        if m.start < reach:
            continue
        if "none" in m.tags:
            q = _read_none(text, mentions, i, framed.sentence.end, words)
        else:
            q = _read_number(text, mentions, i, framed.sentence.start, words)
        if q is not None:
            reach = q.end
            yield q


def _read_number(text: str, mentions: list[Mention], i: int, start: int, words: Wording) -> Quantity | None:
    m = mentions[i]
    word = text[m.start : m.end]
    if m.kind == "ratio" and m.value is not None and m.second and m.value <= m.second:
        q = Quantity(m.start, m.end, m.end, m.value, int(m.second))
    elif m.kind == "number" and word.isdigit() and len(word) <= 4:
        q = Quantity(m.start, m.end, m.end, float(word))
    elif m.kind == "ordinal" and word in _NUMBER_WORDS | _NUMBER_WORDS_ENGLISH:
        q = Quantity(m.start, m.end, m.end, float(ORDINALS[word]))
    else:
        return None
    if _NO_UNITS.match(text, m.end):
        return None
    if words.not_counted.search(text, max(start, m.start - 24), m.start):
        return None
    j = _read_out_of(text, mentions, i + 1, q, words)
    _read_noun(text, mentions, j, q, words)
    if q.sort == "lists" and not q.out_of:
        return None  # "cả hai khối" says the same as their names
    if not q.sort and (word in _NUMBER_WORDS or m.kind == "ratio" or _has_measure(mentions, j, q.end)):
        return None
    return q


def _read_out_of(text: str, mentions: list[Mention], j: int, q: Quantity, words: Wording) -> int:
    """'7 trong 8 chỉ số', '30 trong tổng số 44 cơ quan': what of how many; returns the mention that follows."""
    k = j + 1 if j < len(mentions) and mentions[j].kind == "cue" else j
    if k < len(mentions) and mentions[k].kind == "number" and words.out_of.fullmatch(text, q.end, mentions[k].start):
        total = text[mentions[k].start : mentions[k].end]
        if total.isdigit() and int(total) >= q.value:
            q.out_of, q.end, q.number_end = int(total), mentions[k].end, mentions[k].end
            return k + 1
    return j


def _read_none(text: str, mentions: list[Mention], i: int, stop: int, words: Wording) -> Quantity | None:
    """'không có đơn vị nào', '(hạng Yếu) không có'."""
    m = mentions[i]
    q = Quantity(m.start, m.end, m.end, 0.0)
    _read_noun(text, mentions, i + 1, q, words)
    if text.startswith(" nào", q.end):
        q.end += 4
    return q if q.sort or _CLAUSE_END.match(text, m.end, stop) else None


def _read_noun(text: str, mentions: list[Mention], j: int, q: Quantity, words: Wording) -> None:
    """What is counted: 'cơ quan, đơn vị', '22 sở, cơ quan tương đương sở', 'UBND 9 huyện, thành phố'."""
    gap = words.to_noun
    while j < len(mentions):
        n = mentions[j]
        noun = _name_noun(text, n)
        if noun is None or not gap.fullmatch(text, q.end, n.start):
            break
        sort, bloc, part = noun
        if q.sort:
            q.bloc = _join_blocs(q.bloc, bloc)
        else:
            q.sort, q.bloc, q.part = sort, bloc, part
        q.end, j, gap = n.end, j + 1, words.to_next_noun


def _name_noun(text: str, m: Mention) -> tuple[str, str | None, str | None] | None:
    if m.kind != "cue":
        return None
    for tag in m.tags:
        if tag in NOUNS:
            sort = {"counted_parts": "parts", "counted_lists": "lists"}.get(tag, "units")
            return sort, *NOUNS[tag]
        if tag == "anaphor" and text[m.start : m.end] in _WORDS:
            return "units", *_WORDS[text[m.start : m.end]]
    return None


def _join_blocs(first: str | None, second: str | None) -> str | None:
    """The bloc of two nouns together: 'sở, cơ quan ngang sở' one, 'cơ quan, địa phương' all."""
    if second is None or first == second:
        return first
    if first is None:
        return "all" if second == "localities" else second
    return second if first == "localities" and second in ("districts", "communes") else "all"


def _has_measure(mentions: list[Mention], j: int, end: int) -> bool:
    if j >= len(mentions) or mentions[j].start > end + 1:
        return False
    return any(t.startswith("measure_") for t in mentions[j].tags)


class BlocInForce:
    """The bloc that a text speaks of where a quantity does not name its own; kept within a paragraph."""

    def __init__(self, frames: Sequence[CountFrame], local: bool) -> None:
        blocs = {b for f in frames for m in f.mentions for b in blocs_of(m)} - {"all"}
        self.only = next(iter(blocs)) if len(blocs) == 1 else None
        self.bloc, self.local = self.only, local
        self.headed: str | None = None  # the bloc of the section
        self.paragraph = -1
        self.read_to = 0  # how many mentions of the sentence were looked at

    def enter(self, framed: CountFrame) -> None:
        """Begin a sentence."""
        self.read_to = 0
        sentence = framed.sentence
        if framed.headed is not None:
            self.headed = framed.headed
        elif sentence.heading and not sentence.bullet:
            self.headed = None
        if sentence.paragraph != self.paragraph and (not sentence.bullet or (sentence.heading and framed.headed)):
            self.bloc, self.paragraph = self.headed or self.only, sentence.paragraph

    def take(self, text: str, mentions: Sequence[Mention], end: int) -> None:
        """Put in force the bloc that is named last before folded position `end`."""
        while self.read_to < len(mentions) and mentions[self.read_to].end <= end:
            m = mentions[self.read_to]
            self.read_to += 1
            types = m.types
            named = blocs_of(m)
            if self.local and text[m.start : m.end] == "cấp tỉnh":
                self.bloc = "departments"
            elif self.local and types and types <= {"district", "commune"} and len(types) == 1:
                self.bloc = "districts" if "district" in types else "communes"
            elif named and not (self.local and named == {"provinces"}):
                self.bloc = next(iter(named))

    def complete(self, q: Quantity) -> None:
        """'đơn vị' is one of the bloc spoken of; a quantity that names its bloc puts it in force."""
        if q.bloc == "localities" and self.local:
            q.bloc = self.bloc if self.bloc in ("districts", "communes") else None
        elif q.bloc == "localities":
            q.bloc = "provinces"
        elif q.bloc is None and q.sort != "parts":
            q.bloc = self.bloc
        if self.local and q.bloc == "provinces":
            q.bloc = None
        if q.bloc is not None and q.sort != "lists":
            self.bloc = q.bloc
        if q.sort == "lists" or q.bloc == "all":
            q.bloc, q.part = None, None


def blocs_of(m: Mention) -> set[str]:
    """The blocs that a mention names."""
    return {BLOC_TAGS[t][0] for t in m.tags if t in BLOC_TAGS}


class StatedNumbers:
    """The numbers that claims are made of already, by value."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        spans = defaultdict(list)
        for c in claims:
            if c.value is not None and c.char_start is not None and c.char_end is not None:
                spans[c.value].append((c.char_start, c.char_end))
        self.spans = {value: sorted(found) for value, found in spans.items()}

    def has(self, value: float, start: int, end: int) -> bool:
        """Whether a claim of this value holds source[start:end]."""
        spans = self.spans.get(value, [])
        first = bisect_left(spans, (start - _LONGEST_CLAIM, 0))
        return any(
            a <= start and end <= b for a, b in spans[first : bisect_right(spans, (start, end + _LONGEST_CLAIM))]
        )
