"""Tables with cells (sheets, pages, office texts) -> claims: their words are scanned as one text, their grids read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from chiso.extraction.discourse import Setting, find_index_code, read_setting
from chiso.extraction.mentions import Mention, load_scanner
from chiso.extraction.merge import merge_repeats
from chiso.extraction.segments import split_sentences
from chiso.extraction.tables.cell_texts import ReadText, read_cell_text, write_loose_rows
from chiso.extraction.tables.context import Surroundings
from chiso.extraction.tables.grid_reader import GridReader
from chiso.extraction.tables.grids import write_page
from chiso.extraction.tables.readings import ReadingFinder
from chiso.extraction.tables.regions import CellReader
from chiso.extraction.tables.statements import StatementMaker
from chiso.fold import Folded
from chiso.model import Claim, Document, Extraction

if TYPE_CHECKING:
    from chiso.registry import Registry

_NEAR = 24  # characters between an index and the year of its edition


def read_tables(document: Document, registry: Registry, read_text: ReadText) -> Extraction:
    """What the tables of a document state, each claim with the address of its cell, and what is doubted about them.

    `read_text` reads the words of cells that belong to no table.
    """
    page = write_page(document)
    mentions = load_scanner(registry).scan(page.folded)
    setting = read_setting(document, page.folded, mentions, split_sentences(page.folded), registry)
    setting = replace(setting, years=_find_editions(page.folded, mentions, setting), year=None)
    addresses = sorted(
        (cell.start, cell.end, grid.locate(cell.row, cell.column))
        for grid in page.grids
        if grid.locate is not None
        for cell in grid.cells
    )
    around = Surroundings(page.folded, mentions, setting, document.sidecar, registry, document.source_path, addresses)
    cells, maker = CellReader(around), StatementMaker(around)
    reader = GridReader(around, cells, maker, ReadingFinder(around, cells, maker))
    for grid in page.grids:
        regions = reader.read(grid)
        turned = any(region.grid is not grid for region in regions)
        taken = range(grid.height) if turned else {row for region in regions for row in region.rows}
        words = read_cell_text(document, write_loose_rows(grid, page.folded, taken), read_text)
        reader.claims += words.claims
        reader.doubts += words.doubts if words.claims else ()
        if not regions and not words.claims:
            reader.doubt_grid(grid)
    return Extraction(document.document_id, tuple(merge_repeats(_merge_rounded(reader.claims))), tuple(reader.doubts))


def _merge_rounded(claims: Sequence[Claim]) -> list[Claim]:
    """The claims without those that state another one's score with fewer decimals, or a class in another language."""
    groups: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.kind in ("score", "grade"):
            groups[
                claim.kind, claim.index_code, claim.edition_year, claim.jurisdiction_id, claim.bloc, claim.bloc_part,
                claim.component_id or claim.component_text, claim.unit_id or claim.unit_text, claim.aggregation, claim.unit_measure,
            ].append(claim)  # fmt: skip
    dropped: set[int] = set()
    for group in groups.values():
        if group[0].kind == "grade":
            marked = [c for c in group if not (c.value_text or "").isascii()]
            dropped.update(id(c) for c in group if marked and c not in marked)
            continue
        group.sort(key=lambda c: -(c.decimals or 0))
        for i, coarse in enumerate(group):
            room = 0.5 * 10.0 ** -(coarse.decimals or 0) + 1e-9
            if any(abs((fine.value or 0) - (coarse.value or 0)) <= room for fine in group[:i]):
                dropped.add(id(coarse))
    return [claim for claim in claims if id(claim) not in dropped]


def _find_editions(folded: Folded, mentions: Sequence[Mention], setting: Setting) -> dict[str, int]:
    """index code -> the year that stands beside it wherever one does; none where sheets speak of several editions."""
    years: dict[str, set[int]] = {}
    for index, year in pairwise(m for m in mentions if m.kind in ("index", "year")):
        if index.kind != "index" or year.kind != "year" or year.start - index.end > _NEAR:
            continue
        gap = folded.source[folded.ends[index.end - 1] : folded.starts[year.start]]
        code = find_index_code(index, folded, setting.rejected, setting.provinces)
        if code is not None and "\n" not in gap:
            years.setdefault(code, set()).add(int(year.value or 0))
    return {code: found.pop() for code, found in years.items() if len(found) == 1}
