"""From the words of a header to its columns; what is not understood to the last word gives no columns.

A header comes as lines that hold one cell, one row or half a cell, so that its words, not its lines, are read: they must
all be names of components, of the index, or words of headers.yml. How a measure and its subject pair ('Xếp hạng | DTI',
'PCI | Ranking', 'PCI | Xếp hạng') is not said by the words: every way to pair them is offered, and the rows decide.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, product

from chiso.extraction.tables.cells import split_pieces
from chiso.extraction.tables.header_items import Column, Item, find_items
from chiso.extraction.tables.words import Vocabulary, split_words
from chiso.fold import Folded

_NUMBERED = re.compile(r"(?<![\w.])\d{1,2}(?:\.\d{1,2})?[.:] ")  # 1: Participation ... 1.1: Civic Knowledge
_MEASURES = frozenset({"rank", "score", "points", "grade"})
_SUBJECTS = frozenset({"index", "component"})
_DATED = frozenset({"rank", "score", "grade", "group"})
_ORDERS = ("before", "before index", "alone", "after index", "after")  # where a measure may stand: before what subjects
_MAX_CELL = 90
_MAX_WAYS = 20_000


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
