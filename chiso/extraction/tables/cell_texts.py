"""Words in cells that belong to no table: titles that state figures, notes, a text or a flattened table pasted into a sheet."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from chiso.extraction.tables.grids import Grid
from chiso.fold import Folded
from chiso.model import Claim, Document, Doubt, Extraction

ReadText = Callable[[Document], Extraction]


@dataclass(frozen=True, slots=True)
class CellText:
    """Rows of a grid as lines of text; `places` say where each cell begins in it."""

    text: str
    places: tuple[tuple[int, str], ...]

    def locate(self, offset: int) -> str | None:
        """The address of the cell that holds a character of the text."""
        at = bisect_right(self.places, offset, key=lambda place: place[0]) - 1
        return self.places[at][1] if at >= 0 else None


def write_loose_rows(grid: Grid, folded: Folded, taken: Collection[int]) -> CellText:
    """The rows outside of tables: those of one cell beside tables, all rows of a grid that is mostly such rows."""
    rows = {row: cells for row in range(grid.height) if row not in taken and (cells := grid.list_row(row))}
    single = {row: cells for row, cells in rows.items() if len(cells) == 1}
    chosen = rows if not taken and len(single) * 2 >= len(rows) else single
    parts: list[str] = []
    places: list[tuple[int, str]] = []
    size = 0
    for cells in chosen.values():
        for i, cell in enumerate(cells):
            words = folded.source[slice(*folded.span(cell.start, cell.end))]
            if grid.locate is not None:
                places.append((size, grid.locate(cell.row, cell.column)))
            parts.append(words + ("\n" if i == len(cells) - 1 else "\t"))
            size += len(parts[-1])
    return CellText("".join(parts), tuple(places))


def read_cell_text(document: Document, words: CellText, read_text: ReadText) -> Extraction:
    """What the words state, with the addresses of their cells in place of offsets."""
    if not words.text.strip():
        return Extraction(document.document_id)
    read = read_text(replace(document, text=words.text, tables=(), headings=()))
    claims = tuple(_relocate(claim, words) for claim in read.claims)
    doubts = tuple(_relocate_doubt(doubt, words) for doubt in read.doubts if doubt.char_start is not None)
    return Extraction(document.document_id, claims, doubts)


def _relocate(claim: Claim, words: CellText) -> Claim:
    assert claim.char_start is not None
    return replace(
        claim,
        char_start=None,
        char_end=None,
        locator=words.locate(claim.char_start),
        doubts=tuple(_relocate_doubt(doubt, words) for doubt in claim.doubts),
    )


def _relocate_doubt(doubt: Doubt, words: CellText) -> Doubt:
    locator = None if doubt.char_start is None else words.locate(doubt.char_start)
    return replace(doubt, char_start=None, char_end=None, locator=locator)
