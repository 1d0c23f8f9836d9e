"""A proposal for a table that is not understood: a layout as a reviewer would begin it, with what is known filled in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

import yaml

from chiso.extraction.tables.context import Surroundings
from chiso.extraction.tables.header_items import Column
from chiso.extraction.tables.regions import CellReader, Region

_MOST_COLUMNS = 60


def propose_layout(
    region: Region, cells: CellReader, around: Surroundings, code: str, columns: Mapping[int, Column]
) -> str:
    """A layout file for a region: its first names are the unit, unknown columns are to be named or left ignored."""
    block = region.blocks[0]
    places = sorted({*block.columns, *([] if block.name is None else [block.name])})[:_MOST_COLUMNS]
    lines = [
        f"files: {PurePosixPath(around.source_path).name}",
        f"index: {code}",
        "year: file",
        "jurisdiction: vn",
        "bloc: provinces",
        "columns:",
    ]
    for place in places:
        header = " ".join(
            around.folded.source[slice(*around.folded.span(cell.start, cell.end))].strip()
            for row in region.header[-1:]
            if (cell := region.grid.at(row, place)) is not None
        )
        if not header:
            continue
        lines.append("  - " + _describe(header, "unit" if place == block.name else None, columns.get(place)))
    return "\n".join(lines)


def _describe(header: str, role: str | None, column: Column | None) -> str:
    """'{header: PCI 2012, is: score}'."""
    entry: dict[str, str] = {"header": header}
    known = role or (column.role if column and column.role in ("rank", "score", "grade") else None)
    entry["is"] = known or "ignored"
    if column and known == "score" and len(column.components) == 1:
        entry["component"] = column.components[0]
    if known is None:
        entry["reason"] = "not named yet"
    return yaml.safe_dump(entry, allow_unicode=True, default_flow_style=True, width=10_000, sort_keys=False).strip()
