"""Find the rows of tables among the cells of a text: a name with the same number of figures behind it, again and again."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chiso.extraction.mentions import Mention
from chiso.extraction.tables.cells import VALUES, Cell
from chiso.extraction.tables.words import ROW_ROLES, list_phrases
from chiso.fold import Folded, fold_text

_OFFICES = (
    "",
    "ubnd ",
    "ủy ban nhân dân ",
    "hđnd và ubnd ",
    "the ",
    "tỉnh ",
    "thành phố ",
    "tp. ",
    "tp ",
    "huyện ",
    "thị xã ",
)
_OFFICES_BY_LETTER = {o[0]: [x for x in _OFFICES if x[:1] in ("", o[0])] for o in _OFFICES if o}  # of its beginning
_MAX_LEAD = 2
_MAX_NAME = 90
_ASIDE = re.compile(r"\([^()\d]*\)")


@dataclass(slots=True)
class Block:
    """Cells of words and the values that follow them, up to the next words."""

    texts: list[Cell]
    values: list[Cell]
    begins: bool = False  # whether the first of `texts` is a name
    label: bool = False  # whether the last of `texts` is the label of a row of means
    named: bool = False  # whether the last of `texts` looks like a name, known or not
    name: int | None = None  # where in `texts` the name of a unit begins that ends them; None: no unit
    split: int | None = None  # where, inside the last of `texts`, a name begins that other words stand before


@dataclass(slots=True)
class Row:
    """A name at folded[start:end] and the cells before and behind it.

    `whole` False: not as many as in other rows; `unsure`: the row before was not whole, so `lead` may be its last cells.
    """

    start: int
    end: int
    lead: list[Cell]
    cells: list[Cell]
    whole: bool = True
    unsure: bool = False


@dataclass(slots=True)
class Body:
    """Rows of one shape: `lead` cells before the name, `width` behind it; the last may be cut off."""

    lead: int
    width: int
    rows: list[Row]
    header_end: int  # where the first row begins
    end: int = 0
    at_end: bool = False  # nothing follows in the text: the last row may be cut off


def make_blocks(cells: Sequence[Cell]) -> list[Block]:
    """The cells as blocks, in order; the first may have no words."""
    blocks: list[Block] = [Block([], [])]
    for cell in cells:
        if cell.kind in VALUES:
            blocks[-1].values.append(cell)
        else:
            if blocks[-1].values:
                blocks.append(Block([], []))
            blocks[-1].texts.append(cell)
    return blocks


def mark_names(
    blocks: Sequence[Block], folded: Folded, mentions: Sequence[Mention], scan: Callable[[Folded], list[Mention]]
) -> None:
    """Say of each block whether its words end with the name of a unit (or the label of a row of means).

    A name that a phrase reaches into from the line before ('Trung bình' above 'Cao Bằng') shows when its cell alone is
    scanned.
    """
    units = [m for m in mentions if m.kind == "unit"]
    starts = {m.start: m for m in units}
    ends = {m.end: m for m in units}
    begins = [m.start for m in mentions]
    labels = frozenset(p for role in ROW_ROLES for p in list_phrases(role))
    for block in blocks:
        if not block.texts:
            continue
        block.begins = is_unit_name(folded, block.texts[0], starts)
        last = block.texts[-1]
        text = folded.text[last.start : last.end]
        block.named = _looks_named(folded, last)
        block.label = text in labels
        if block.label or is_unit_name(folded, last, starts):
            block.name = len(block.texts) - 1
        elif len(block.texts) > 1 and _is_wrapped(folded, block.texts[-2], last, starts):
            block.name = len(block.texts) - 2
        elif (
            block.named
            and block.values
            and any(_reaches_across(mentions, begins, edge) for edge in (last.start, last.end))
            and _is_alone(folded, last, scan)
        ):
            block.name = len(block.texts) - 1
        elif last.end in ends and ends[last.end].start > last.start:
            block.split = ends[last.end].start


def _reaches_across(mentions: Sequence[Mention], begins: Sequence[int], at: int) -> bool:
    """Whether a mention begins before folded position `at` and ends behind it; a number may stand within a phrase."""
    behind = bisect_left(begins, at)
    return any(m.end > at for m in mentions[max(0, behind - 3) : behind])


def is_unit_name(folded: Folded, cell: Cell, starts: dict[int, Mention]) -> bool:
    """Whether a cell is the name of a unit, given the mentions of units by where they begin."""
    text = folded.text[cell.start : cell.end]
    for office in _OFFICES_BY_LETTER.get(text[:1], _OFFICES[:1]):
        mention = starts.get(cell.start + len(office)) if text.startswith(office) else None
        if mention is not None and mention.end <= cell.end:
            return _ends_name(folded, mention.end, cell.end)
    return False


def _ends_name(folded: Folded, start: int, end: int) -> bool:
    """Whether what follows a known name can belong to it: ' tỉnh', ' Quảng Nam', ', công nghiệp tỉnh', ' (HCM)'."""
    rest = folded.text[start:end].strip()
    if len(rest) > 60 or ":" in rest or ";" in rest:
        return False
    if not rest or _ASIDE.fullmatch(rest):
        return True
    words = re.finditer(r"\w+", folded.text[start:end])
    small = [m.group() for m in words if not folded.source[folded.starts[start + m.start()]].isupper()]
    return all(w in _NAME_WORDS for w in small)


_NAME_WORDS = frozenset(
    "tỉnh thành phố và các khu kinh tế công nghiệp nghệ cao chế xuất của văn phòng nông thôn môi trường xã hội hội đồng nhân dân "
    "province city town district commune huyện thị of and".split()
)


def _is_alone(folded: Folded, cell: Cell, scan: Callable[[Folded], list[Mention]]) -> bool:
    alone = fold_text(folded.source[slice(*folded.span(cell.start, cell.end))])
    starts = {m.start: m for m in scan(alone) if m.kind == "unit" and m.refs}
    return is_unit_name(alone, Cell("text", 0, len(alone.text), 0), starts)


def _looks_named(folded: Folded, cell: Cell) -> bool:
    """Whether a cell may be the name of a unit that nobody knows: short, with a capital, no sentence."""
    text = folded.text[cell.start : cell.end]
    capital = folded.source[folded.starts[cell.start]].isupper()
    return capital and len(text) <= _MAX_NAME and not re.search(r"[.;:!?] |[;:(]|[.]$", text)


def _is_wrapped(folded: Folded, first: Cell, last: Cell, starts: dict[int, Mention]) -> bool:
    """'Sở Lao động - Thương binh' on one line, 'và Xã hội' on the next: a known name reaches over the break."""
    mention = starts.get(first.start)
    return mention is not None and mention.end > last.start and _ends_name(folded, min(mention.end, last.end), last.end)


def find_bodies(blocks: Sequence[Block], text: str) -> list[Body]:
    """The bodies of all tables whose rows are units: runs of names with figures, most of one shape. `text` is folded."""
    bodies: list[Body] = []
    at = 0
    while at < len(blocks):
        if blocks[at].name is None:
            at += 1
            continue
        stop = _end_of_run(blocks, at)
        body = _make_body(blocks, at, stop, text)
        if body is not None:
            bodies.append(body)
        at = stop
    return bodies


def _end_of_run(blocks: Sequence[Block], at: int) -> int:
    """The first block behind at that does not carry on a table: neither a name nor one unknown name of the usual shape."""
    usual = len(blocks[at].values)
    stop = at + 1
    while stop < len(blocks):
        block = blocks[stop]
        if block.name is not None:
            if len(block.texts) - block.name < len(block.texts) and not _same_line(block):
                break  # other words stand before the name: a title or another table's header
            usual = len(block.values) or usual
        elif (
            len(block.texts) != 1
            or len(block.values) != usual
            or not usual
            or not block.named
            or stop + 1 == len(blocks)
        ):
            break
        stop += 1
    return stop


def _same_line(block: Block) -> bool:
    assert block.name is not None
    return block.texts[0].line == block.texts[block.name].line


def _make_body(blocks: Sequence[Block], at: int, stop: int, text: str) -> Body | None:
    before = [c for c in (blocks[at - 1].values if at else []) if c.kind != "year"]
    first, rows = blocks[at], blocks[at:stop]
    assert first.name is not None
    if first.name > 0:
        before = []  # words stand between those figures and the first name
    inner = Counter(len(b.values) for b in rows[:-1])
    usual = inner.most_common(1)[0][0] if inner else len(rows[-1].values) + len(before[-1:])
    glued = blocks[at - 1] if at and blocks[at - 1].split is not None and len(blocks[at - 1].values) == usual else None
    if glued is not None and any(c.kind == "year" for c in glued.values):
        glued = None
    if glued is not None:
        before = []  # the first row begins in the line of the header
    lead = _trim_lead(before, usual, first.texts[first.name])
    width = usual - len(lead)
    if width < 0 or usual == 0 or (inner and inner[usual] * 3 < len(rows)):
        return None
    start = lead[0].start if lead else first.texts[first.name].start
    body = Body(len(lead), width, [], start)
    pending = lead
    if glued is not None and glued.split is not None and width:
        body.header_end = glued.split
        body.rows.append(Row(glued.split, glued.texts[-1].end, [], glued.values))
    beside = bool(lead) and lead[-1].line == first.texts[first.name].line
    for number, block in enumerate(rows):
        values, following = block.values, rows[number + 1] if number + 1 < len(rows) else None
        names = block.texts[block.name :] if block.name is not None else block.texts[-1:]
        taken = _count_lead(values, following, len(lead), width, beside)
        own = values[: len(values) - taken]
        whole = (len(pending) == len(lead) or block.label) and len(own) == width
        if following is None and len(own) > width and (width == 0 or own[width].line > own[width - 1].line):
            own, whole = own[:width], len(pending) == len(lead)  # a number on a line of its own behind the table
        unsure = bool(lead) and not beside and bool(body.rows) and not body.rows[-1].whole
        body.rows.append(Row(names[0].start, names[-1].end, pending, own, whole, unsure))
        pending = values[len(values) - taken :] if following is not None else values[len(values) - len(lead) :]
    if (
        width == 0
        and lead
        and pending
        and stop < len(blocks)
        and blocks[stop].begins
        and blocks[stop].texts[0].line == pending[-1].line
    ):
        cell = blocks[stop].texts[0]  # '63 Bắc Kạn', and then other words
        body.rows.append(Row(cell.start, cell.end, pending, []))
    last = body.rows[-1]
    body.end = max([last.end, *(c.end for c in last.cells)])
    rest = text[body.end : body.end + _MAX_NAME].strip()
    body.at_end = len(text) - body.end < _MAX_NAME and any(grade.startswith(rest) for grade in list_phrases("class"))
    return body


def _count_lead(values: Sequence[Cell], following: Block | None, lead: int, width: int, beside: bool) -> int:
    """How many of the values behind a name belong to the row that follows."""
    if following is None or (following.label and len(values) == width):
        return 0  # a row of means has no number
    if not beside:
        return min(lead, len(values))
    line = following.texts[following.name or 0].line if following.name is not None else following.texts[-1].line
    return min(lead, sum(c.line == line for c in values))


def _trim_lead(before: list[Cell], usual: int, name: Cell) -> list[Cell]:
    """The figures before the first name that are cells of its row: those on its line, else one on a line of its own."""
    same = [c for c in before if c.line == name.line]
    lead = same[-_MAX_LEAD:] if same else before if len(before) <= _MAX_LEAD else before[-1:]
    return lead[len(lead) - min(len(lead), usual) :]
