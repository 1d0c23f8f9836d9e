"""What the words of a header say: names of the index and of its parts, words of headers.yml, years, scales.

A header is understood to its last word or not at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from chiso.extraction.tables.words import Vocabulary, Word, load_abbreviations
from chiso.fold import Folded

_PART = re.compile(
    r"""(?P<mark> (?:cstp|sub-?index|dimension|chỉ[ ]số(?:[ ]thành[ ]phần)?|trục[ ]nội[ ]dung|trục|trụ[ ]cột|lĩnh[ ]vực|nội[ ]dung)
                  [ ]\d{1,2}(?:\.\d)?(?:[ ]?[:.-][ ]|[ ])
                | (?<![\w.])\d{1,2}(?:\.\d{1,2})?[.:)][ ] )       # 'CSTP 1: Gia nhập thị trường', '1.1: Civic Knowledge'
      | \((?P<aside>[^()]*)\)
      | (?P<year>(?<![\w.,/-])(?:19[89]|20[0-4])\d(?![\w/-]|[.,]\d))
      | (?P<word>[^\W_]+|[%#&])""",
    re.VERBOSE,
)
_BARE_WORD = re.compile(r"[^\W_]+")
_SCALE = re.compile(
    r"(?:thang điểm|tối đa|max|maximum|out of|scale|/)? ?[=:]? ?(?:là |of |0 ?- ?|1 ?- ?)?(\d{1,4})(?: điểm| points)?"
)
_MEASURE_ASIDES = frozenset({"%", "điểm", "points", "point", "theo %"})
_WEIGHED = frozenset({"index", "score"})
_UNKNOWN_COST = 100


@dataclass(frozen=True, slots=True)
class Column:
    """One column (or, where years are columns, one row): what its cells say.

    `role` is serial, unit, rank, score, grade, ignored, unknown or value (a year's column of a table that says elsewhere what it
    holds). `components` are the ids the name may have, () for the whole index; `start`, `end` where the name stands.
    """

    role: str
    start: int
    end: int
    components: tuple[str, ...] = ()
    year: int | None = None
    scale: float | None = None
    measure: str | None = None
    text: str | None = None  # the name, where the header holds it in pieces
    weighting: str | None = None  # weighted or unweighted, where the header says it
    baseline: int | None = None  # of a change
    turned: bool = False  # a change that counts a fall as positive
    named: bool = False  # its header, not only what stands around it, says of what it is
    part: bool = False  # said to be a part of the index: 'Chỉ số thành phần 1', 'Điểm chỉ số thành phần Tính năng động'


@dataclass(slots=True)
class Item:
    """Something that a header says at folded[start:end]: a role of headers.yml, 'year', 'index' or 'component'."""

    role: str
    start: int
    end: int
    ids: tuple[str, ...] = ()
    year: int | None = None
    scale: float | None = None
    measure: str | None = None
    weighting: str | None = None


class _Token(NamedTuple):
    """A word, a year or an aside of the header, with its folded span."""

    kind: str
    text: str
    start: int
    end: int


def find_items(folded: Folded, start: int, end: int, vocabulary: Vocabulary, strict: bool = False) -> list[Item] | None:
    """What folded[start:end] says, or None where a word is not understood; `strict`: nor may an aside be.

    Words in brackets may belong to a name: 'Ưu đãi đối với DNNN (Môi trường cạnh tranh)'.
    """
    found = _find_apart(folded, start, end, vocabulary, strict)
    if found is None and "(" in folded.text[start:end]:
        words = [_Token("word", m.group(), m.start(), m.end()) for m in _BARE_WORD.finditer(folded.text, start, end)]
        joined = _cover(words, vocabulary) if words else None
        found = joined if joined is not None and [item.role for item in joined] == ["component"] else None
    return found


def _find_apart(folded: Folded, start: int, end: int, vocabulary: Vocabulary, strict: bool) -> list[Item] | None:
    """What the words say, and what the asides say of them."""
    tokens = [
        _Token(str(m.lastgroup), m.group(m.lastgroup or 0), m.start(), m.end())
        for m in _PART.finditer(folded.text, start, end)
    ]
    items: list[Item] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.kind == "word":
            stop = at
            while stop < len(tokens) and tokens[stop].kind == "word":
                stop += 1
            found = _cover(tokens[at:stop], vocabulary)
            if found is None:
                return None
            items.extend(found)
            at = stop
            continue
        if token.kind == "year":
            items.append(Item("year", token.start, token.end, year=int(token.text)))
        elif not _note_aside(token, items, vocabulary, folded) and strict:
            return None
        at += 1
    return _weigh([item for item in items if item.role != "filler"])


def _weigh(items: list[Item]) -> list[Item]:
    """The items without 'có trọng số' and 'unweighted', which say something of the one beside them."""
    out: list[Item] = []
    following: str | None = None
    for item in items:
        if item.role not in ("weighted", "unweighted"):
            item.weighting, following = following or item.weighting, None
            out.append(item)
        elif out and out[-1].role in _WEIGHED:
            out[-1].weighting, out[-1].end = item.role, item.end
        else:
            following = item.role
    if following is not None:
        out.append(Item("score", items[-1].start, items[-1].end, weighting=following))
    return out


def _note_aside(token: _Token, items: list[Item], vocabulary: Vocabulary, folded: Folded) -> bool:
    """'(%)', '(Thang điểm 10)', '(2021)' say something of the name before; '(PDTI)' and '(ghi rõ)' nothing new.

    Returns whether it is understood.
    """
    text = token.text.strip()
    if token.kind != "aside":
        return True
    if not items:
        return False
    last = items[-1]
    begin = folded.text.index("(", token.start) + 1
    inner = find_items(folded, begin, token.end - 1, vocabulary) if "(" not in text else None
    if inner is not None and len(inner) == 1 and inner[0].weighting:
        last.weighting = inner[0].weighting
    if "%" in text:
        last.measure = "percent"
    if "điểm" in text or "point" in text:
        last.measure = "points"
    if re.fullmatch(r"(?:năm )?(?:19|20)\d{2}", text):
        last.year = int(text[-4:])
    elif scale := _SCALE.fullmatch(text.removeprefix("điểm ")):
        last.scale = float(scale[1])
    elif inner is None and text not in _MEASURE_ASIDES:
        last.end = token.end
        return False
    last.end = token.end
    return True


def _cover(tokens: list[_Token], vocabulary: Vocabulary) -> list[Item] | None:
    """The words as the fewest phrases that cover them all, abbreviations written out where need be, or None."""
    found = _cover_words(tokens, vocabulary)
    abbreviations = load_abbreviations()
    if found is None and any(t.text in abbreviations for t in tokens):
        full = [t._replace(text=word) for t in tokens for word in abbreviations.get(t.text, (t.text,))]
        found = _cover_words(full, vocabulary) if len(full) != len(tokens) else None
    return found


def _cover_words(tokens: list[_Token], vocabulary: Vocabulary) -> list[Item] | None:
    words = tuple(t.text for t in tokens)
    size = len(words)
    best: list[tuple[int, int, Word | None]] = [(0, 0, None)] * (size + 1)  # cost from here, words taken, what they say
    for at in range(size - 1, -1, -1):
        best[at] = (best[at + 1][0] + _UNKNOWN_COST, 1, None)
        for taken, word in vocabulary.find(words, at):
            cost = best[at + taken][0] + (1 if word.role != "filler" else 2)
            if cost < best[at][0]:
                best[at] = (cost, taken, word)
    if best[0][0] >= _UNKNOWN_COST:
        return None
    items: list[Item] = []
    at = 0
    while at < size:
        _, taken, said = best[at]
        assert said is not None
        role, ids, measure = said.role, said.ids, None
        if role == "index" and vocabulary.code not in ids:
            return None  # a column of another index
        if role == "points":
            role, measure = "score", "points"
        if words[at : at + taken] == ("%",) and items:
            items[-1].measure = "percent"
        elif role == "index" and items and items[-1].role == "index":
            items[-1].end = tokens[at + taken - 1].end  # 'Chuyển đổi số (PDTI)' names it twice
        else:
            items.append(Item(role, tokens[at].start, tokens[at + taken - 1].end, ids, measure=measure))
        at += taken
    return items
