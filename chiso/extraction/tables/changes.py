"""Columns that say how a rank or a score moved: '+3', '-2', '↑ 1', 'Giảm 4 bậc'.

Which way is up is taken from words and arrows, or from the two columns whose difference it is; a bare number is no change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from chiso.extraction.tables.grids import GridCell
from chiso.extraction.tables.header_items import Column
from chiso.extraction.tables.regions import Block, CellReader, Region
from chiso.numbers import parse_number

CHANGES = frozenset({"change", "rank_change", "score_change"})
_UP, _DOWN = r"↑|▲|△|⬆|tăng|lên|up", r"↓|▼|▽|⬇|giảm|xuống|down"
_CHANGE = re.compile(
    rf"""(?: (?P<up>\+|{_UP}) | (?P<down>-|{_DOWN}) )? [ ]? (?P<number>\d{{1,4}}(?:[.,]\d+)?) [ ]?%?
         (?:[ ](?:bậc|hạng|vị[ ]trí|điểm|places?|points?))? [ ]? (?: (?P<up_behind>{_UP}) | (?P<down_behind>{_DOWN}) )?""",
    re.VERBOSE,
)
_SHARE = 0.8  # of the rows must be the difference of two columns, if the column is to be it


@dataclass(frozen=True, slots=True)
class Change:
    """A move as it is written; `signed`: a word, an arrow or a sign says which way."""

    value: float
    decimals: int
    signed: bool


def parse_change(text: str) -> Change | None:
    """The move that a folded cell states: 'tăng 3 bậc' is +3, '↓ 0,5' is -0.5, '0' is none."""
    found = _CHANGE.fullmatch(text)
    number = parse_number(found["number"]) if found else None
    if found is None or number is None:
        return None
    up, down = bool(found["up"] or found["up_behind"]), bool(found["down"] or found["down_behind"])
    if up and down:
        return None
    return Change(-number.value if down else number.value, number.decimals, up or down or not number.value)


def settle_changes(region: Region, block: Block, columns: Mapping[int, Column], cells: CellReader) -> dict[int, Column]:
    """The columns of a block with those of changes read: as of rank or of score, against which year; else unknown."""
    out = dict(columns)
    for at in block.columns:
        column = columns.get(at)
        if column is None or column.role not in CHANGES:
            continue
        moves = {row: change for row, _, change in list_changes(region, at, cells)}
        filled = sum(region.grid.at(line.row, at) is not None for line in region.lines)
        known = list(_find_pairs(region, block, columns, at, moves, cells))
        if len(known) == 1:
            out[at] = known[0]
        elif column.role == "change" or any(not m.signed for m in moves.values()) or len(moves) < _SHARE * filled:
            out[at] = replace(column, role="unknown")
    return out


def list_changes(region: Region, at: int, cells: CellReader) -> Iterator[tuple[int, GridCell, Change]]:
    """Row, cell and move of each cell of a column that states one."""
    for line in region.lines:
        cell = region.grid.at(line.row, at)
        change = parse_change(cells.text(cell)) if cell is not None else None
        if cell is not None and change is not None:
            yield line.row, cell, change


def _find_pairs(
    region: Region, block: Block, columns: Mapping[int, Column], at: int, moves: Mapping[int, Change], cells: CellReader
) -> Iterator[Column]:
    """The column as the difference of two others, for each pair whose difference it is."""
    column = columns[at]
    for before in block.columns:
        for after in block.columns:
            first, second = columns.get(before), columns.get(after)
            if first is None or second is None or not first.year or not second.year or first.year >= second.year:
                continue
            if (first.role, first.components) != (second.role, second.components) or first.role not in (
                "rank",
                "score",
            ):
                continue
            if column.role not in ("change", f"{first.role}_change"):
                continue
            signs = list(_compare(region, before, after, moves, cells, 1 if first.role == "score" else -1))
            for sign in (1, -1):
                if moves and signs.count(sign) + signs.count(0) >= max(2, _SHARE * len(moves)) and sign in signs:
                    yield replace(
                        column, role=f"{first.role}_change", components=first.components, year=second.year,
                        baseline=first.year, turned=sign < 0,
                    )  # fmt: skip


def _compare(
    region: Region, before: int, after: int, moves: Mapping[int, Change], cells: CellReader, up: int
) -> Iterator[int | None]:
    """Of each row 1 where its move is the difference, -1 where it is the opposite, 0 where nothing moved, else None."""
    for row, move in moves.items():
        old, new = cells.read_at(region.grid, row, before), cells.read_at(region.grid, row, after)
        if old is None or new is None or old.number is None or new.number is None:
            continue
        difference = up * (new.number.value - old.number.value)
        room = 10.0 ** -min(move.decimals, old.number.decimals, new.number.decimals) + 1e-9 if move.decimals else 1e-9
        if abs(move.value) <= room and abs(difference) <= room:
            yield 0
        else:
            yield 1 if abs(move.value - difference) <= room else -1 if abs(move.value + difference) <= room else None
