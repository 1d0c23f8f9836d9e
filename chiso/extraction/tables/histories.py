"""Tables with years as columns: the components of one province's index, a row each, under 'Chỉ số | 2021 | 2022 | ...'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chiso.extraction.tables.cells import Cell
from chiso.extraction.tables.context import Surroundings
from chiso.extraction.tables.header_items import Column
from chiso.extraction.tables.headers import read_header
from chiso.extraction.tables.rows import Block
from chiso.extraction.tables.words import load_vocabulary


@dataclass(slots=True)
class History:
    """Years, and below them labelled rows with a figure for each. `begin`, `header_end` in the folded text."""

    begin: int
    header_end: int
    years: tuple[int, ...]
    rows: list[tuple[tuple[int, int], list[Cell]]]  # span of the label, the figures
    text: str

    @property
    def end(self) -> int:
        """Where the last row ends."""
        span, cells = self.rows[-1]
        return max([span[1], *(c.end for c in cells)])

    @property
    def at_end(self) -> bool:
        """Whether nothing follows in the text: the last row may be cut off."""
        return len(self.text) - self.end <= 2 and not self.text[self.end :].strip()


def find_histories(blocks: Sequence[Block], text: str) -> list[History]:
    """All tables with years as columns whose rows are no units."""
    out: list[History] = []
    at = 0
    while at < len(blocks):
        years = [int(c.number.value) for c in blocks[at].values if c.kind == "year" and c.number is not None]
        lead = len(blocks[at].values) - len(years)
        proper = (
            len(set(years)) == len(years) >= 2
            and lead <= 1
            and all(c.kind == "year" for c in blocks[at].values[: len(years)])
        )
        if not proper or at + 1 == len(blocks):
            at += 1
            continue
        rows: list[tuple[tuple[int, int], list[Cell]]] = []
        stop, width = at + 1, len(years)
        while stop < len(blocks):
            block = blocks[stop]
            if block.name is not None or len(block.texts) > 2 or any(c.kind == "year" for c in block.values):
                break
            cells = block.values
            if len(cells) > width and (lead or cells[width].line > cells[width - 1].line):
                cells = cells[:width]
            rows.append(((block.texts[0].start, block.texts[-1].end), cells))
            stop += 1
        if rows:
            header = blocks[at]
            begin = header.texts[-1].start if header.texts else header.values[0].start
            out.append(History(begin, header.values[width - 1].end, tuple(years), rows, text))
        at = max(stop, at + 1)
    return out


def read_labels(history: History, around: Surroundings, begin: int) -> tuple[str | None, list[Column | None]]:
    """The index of a history and what each of its rows holds (None: not understood)."""
    best: tuple[int, str | None, list[Column | None]] = (0, None, [])
    codes = [c for group in around.rank_codes(around.lines_above(begin, history.header_end)) for c in group]
    for code in dict.fromkeys(codes):
        labels = [_read_label(span, code, around) for span, _ in history.rows]
        count = sum(label is not None for label in labels)
        if count > best[0]:
            best = (count, code, labels)
    _, found, labels = best
    while labels and labels[-1] is None:  # what follows the table
        labels.pop()
    del history.rows[len(labels) :]
    return found, labels


def _read_label(span: tuple[int, int], code: str, around: Surroundings) -> Column | None:
    ways = read_header(around.folded, *span, load_vocabulary(around.registry, code))
    single = {
        (w[0].role, w[0].components): w[0] for w in ways if len(w) == 1 and w[0].role in ("score", "rank", "grade")
    }
    return next(iter(single.values())) if len(single) == 1 else None
