"""From the words of a header to its columns; what is not understood to the last word gives no columns.

A header comes as lines that hold one cell, one row or half a cell, so that its words, not its lines, are read: they must
all be names of components, of the index, or words of headers.yml. How a measure and its subject pair ('Xếp hạng | DTI',
'PCI | Ranking', 'PCI | Xếp hạng') is not said by the words: every way to pair them is offered, and the rows decide.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product
from typing import NamedTuple

from chiso.extraction.tables.cells import split_pieces
from chiso.extraction.tables.words import Vocabulary, Word, load_abbreviations, split_words
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
_NUMBERED = re.compile(r"(?<![\w.])\d{1,2}(?:\.\d{1,2})?[.:] ")  # 1: Participation ... 1.1: Civic Knowledge
_MEASURES = frozenset({"rank", "score", "points", "grade"})
_SUBJECTS = frozenset({"index", "component"})
_DATED = frozenset({"rank", "score", "grade", "group"})
_ORDERS = ("before", "before index", "alone", "after index", "after")  # where a measure may stand: before what subjects
_UNKNOWN_COST = 100
_MAX_CELL = 90
_MAX_WAYS = 20_000


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


def read_header(folded: Folded, start: int, end: int, vocabulary: Vocabulary) -> list[tuple[Column, ...]]:
    """Every way to read folded[start:end] as columns, the likeliest first; [] where a word is not understood."""
    items = find_items(folded, start, end, vocabulary)
    if items is None:
        woven = _unweave(folded, start, end, vocabulary)
        return [woven] if woven else []
    readings = [items]
    apart = [find_items(folded, a, b, vocabulary) for _, a, b in split_pieces(folded, start, end)]
    if all(piece is not None for piece in apart):  # 'Kết quả' above 'Xếp hạng' are two cells, or one that broke
        pieces = [item for piece in apart for item in piece or ()]
        readings.extend([pieces] if pieces != items else [])
    ways: list[tuple[Column, ...]] = []
    english = not any(ord(c) > 127 for c in folded.text[start:end])
    orders = _ORDERS[::-1] if english else _ORDERS
    for reading, order in ((r, o) for r in readings for o in (orders if _may_pair(r) else ("alone",))):
        for columns in _expand(_pair(reading, order, folded)):
            for way in (columns, _fold_repeats(columns)):
                if way and way not in ways:
                    ways.append(way)
    return ways


def read_header_cells(
    folded: Folded, cells: Sequence[tuple[int, int]], vocabulary: Vocabulary, names_units: Callable[[int, int], bool]
) -> list[tuple[Column, ...]]:
    """Every way to read a header whose cells stand apart; one that says something else is a column of role unknown.

    `names_units` says of a cell whether it names a kind of units ('Các bộ có cung cấp dịch vụ công').
    """
    items: list[Item] = []
    unknown = 0
    for start, end in cells:
        found = find_items(folded, start, end, vocabulary)
        if found is None:
            text = folded.text[start:end]
            if len(text) > _MAX_CELL or re.search(r"[;:!?.] |[:.;]$", text):
                return []  # a sentence
            unknown += 1
            found = [Item("unit" if names_units(start, end) else "unknown", start, end)]
        items.extend(found)
    if not unknown or unknown * 2 > len(cells):
        return []
    ways = [columns for order in _ORDERS for columns in _expand(_pair(items, order, folded))]
    return list(dict.fromkeys(ways))


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


def _joins(first: Item, second: Item, items: Sequence[Item], folded: Folded) -> bool:
    """Whether two names may be one cell: they stand in one, or the cell broke as others of the header did too.

    'XẾP HẠNG' above 'DTI' is one cell; 'Điểm số' above 'Tiếp cận đất đai' is one only where 'Điểm số' stands above others.
    """
    measure, subject = (first, second) if first.role in _MEASURES else (second, first)
    if len(list(split_pieces(folded, first.end - 1, second.start + 1))) <= 1:
        return True
    words = folded.text[measure.start : measure.end]
    repeated = sum(folded.text[item.start : item.end] == words for item in items) > 1
    return measure is first and measure.role != "grade" and (subject.role == "index" or repeated)


def _may_pair(items: Sequence[Item]) -> bool:
    """Whether a measure stands beside a subject; else all orders come to the same."""
    pairs = [{a.role, b.role} for a, b in pairwise(items)]
    return any(pair & _MEASURES and pair & _SUBJECTS for pair in pairs)


def _pair(items: Sequence[Item], order: str, folded: Folded) -> list[Item]:
    """Columns and headings over columns: measures joined with the subject that stands before, after or alone."""
    out: list[Item] = []
    at = 0
    subjects = frozenset({"index"}) if order.endswith("index") else _SUBJECTS
    while at < len(items):
        first = replace(items[at])
        following = items[at + 1] if at + 1 < len(items) else None
        taken = 1
        if following is not None:
            first_measures = first.role in _MEASURES and following.role in subjects and order.startswith("before")
            first_measured = first.role in subjects and following.role in _MEASURES and order.startswith("after")
            graded = "grade" in (first.role, following.role) and "component" in (first.role, following.role)
            if (first_measures or first_measured) and not graded and _joins(items[at], following, items, folded):
                measure, subject = (first, following) if first_measures else (following, first)
                first = Item(
                    measure.role, first.start, following.end, subject.ids if subject.role == "component" else (),
                    following.year or first.year, following.scale or first.scale, following.measure or first.measure,
                    following.weighting or first.weighting,
                )  # fmt: skip
                taken = 2
            elif first.role == "group" and following.role == "index" and first.scale is None:
                first.scale, first.end, taken = following.scale, following.end, 2
        if first.role == "index":
            first.role, first.ids = "score", ()
        elif first.role == "component":
            first.role = "score"
        out.append(first)
        at += taken
    return out


def _expand(items: Sequence[Item]) -> Iterator[tuple[Column, ...]]:
    """The columns of paired items: years given to the names before them, headings replaced by the parts under them."""
    items = list(items)
    years = [i for i, item in enumerate(items) if item.role == "year"]
    singles = [i for i in years if i - 1 not in years and i + 1 not in years and i and items[i - 1].role in _DATED]
    for i in singles:
        items[i - 1].year, items[i - 1].end = items[i].year, items[i].end
        items[i - 1].scale = items[i].scale or items[i - 1].scale
    kept = [item for i, item in enumerate(items) if i not in singles]
    groups = [i for i, item in enumerate(kept) if item.role == "group"]
    if len(groups) == 1:
        kept = _place_parts(kept, groups[0])
    elif groups:
        kept = [item for item in kept if item.role != "group"]
    run = [i for i, item in enumerate(kept) if item.role == "year"]
    if not run:
        yield tuple(_make_column(item) for item in kept)
        return
    if run != list(range(run[0], run[0] + len(run))):
        return
    head, tail = kept[: run[0]], kept[run[-1] + 1 :]
    spans = [kept[i] for i in run]
    if tail and len(tail) % len(run) == 0:
        size = len(tail) // len(run)
        chunks = [tail[i * size : (i + 1) * size] for i in range(len(run))]
        if all([(x.role, x.ids) for x in chunk] == [(x.role, x.ids) for x in chunks[0]] for chunk in chunks):
            dated = [replace(x, year=span.year) for span, chunk in zip(spans, chunks, strict=True) for x in chunk]
            yield tuple(_make_column(item) for item in [*head, *dated])
    if head and head[-1].role in ("rank", "score"):  # 'Xếp hạng | 2021 | 2022'
        dated = [replace(head[-1], year=span.year, start=span.start, end=span.end) for span in spans]
        yield tuple(_make_column(item) for item in [*head[:-1], *dated, *tail])
    plain = [replace(span, role="value") for span in spans]
    yield tuple(_make_column(item) for item in [*head, *plain, *tail])


def _place_parts(items: list[Item], at: int) -> list[Item]:
    """'Điểm chỉ số thành phần | Tổng điểm | Xếp loại', then the parts on lines of their own: they stand under the first."""
    group, rest = items[at], items[at + 1 :]
    cut = len(rest)
    while cut and rest[cut - 1].ids:
        cut -= 1
    parts = rest[cut:]
    for part in parts:
        part.scale, part.year = part.scale or group.scale, part.year or group.year
        part.measure = part.measure or group.measure
    return [*items[:at], *parts, *rest[:cut]]


def _make_column(item: Item) -> Column:
    role = "ignored" if item.role == "change" else item.role  # its figures are read where cells stand apart
    return Column(role, item.start, item.end, item.ids, item.year, item.scale, item.measure, weighting=item.weighting)


def _fold_repeats(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns of one of several tables side by side ('TT | Đơn vị | Điểm | TT | Đơn vị | Điểm'); () of any other."""
    units = sum(c.role == "unit" for c in columns)
    if units < 2 or len(columns) % units:
        return ()
    size = len(columns) // units
    first = columns[:size]
    shapes = [[(c.role, c.components, c.year) for c in columns[i * size : (i + 1) * size]] for i in range(units)]
    return first if all(shape == shapes[0] for shape in shapes) else ()


def _unweave(folded: Folded, start: int, end: int, vocabulary: Vocabulary) -> tuple[Column, ...]:
    """The columns of a header whose cells broke over two lines that were then read straight across.

    'Province 1: Participation at Local 1.1: Civic Knowledge 1.2: Quality of Village Levels Head Elections': each cell has
    a number and begins a component's name, and all words together are exactly the words of the names so begun.
    """
    marks = list(_NUMBERED.finditer(folded.text, start, end))
    if len(marks) < 2:
        return ()
    lead = find_items(folded, start, marks[0].start(), vocabulary)
    if lead is None or [item.role for item in lead] != ["unit"]:
        return ()
    ends = [*(m.start() for m in marks[1:]), end]
    pieces = [split_words(folded.text[m.end() : stop]) for m, stop in zip(marks, ends, strict=True)]
    choices = [
        [name for name in vocabulary.components if _begins(name, piece, i == len(pieces) - 1)]
        for i, piece in enumerate(pieces)
    ]
    words = sorted(w for piece in pieces for w in piece)
    tried = product(*choices) if _count(choices) < _MAX_WAYS else ()
    ways = {names for names in tried if sorted(w for name in names for w in name) == words}
    if len(ways) != 1:
        return ()
    (names,) = ways
    columns = [
        Column("score", m.end(), stop, vocabulary.components[name], text=vocabulary.spelling[name])
        for m, stop, name in zip(marks, ends, names, strict=True)
    ]
    return (_make_column(lead[0]), *columns)


def _begins(name: tuple[str, ...], piece: tuple[str, ...], last: bool) -> bool:
    """Whether a cell that begins with `piece` may have this name; the last piece has the second lines of all behind it."""
    return name[0] == piece[0] if last and piece else bool(piece) and name[: len(piece)] == piece


def _count(choices: Sequence[Sequence[object]]) -> int:
    total = 1
    for choice in choices:
        total *= len(choice)
    return total
