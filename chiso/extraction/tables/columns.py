"""What each column of a region holds: the cells above it, read together from top to bottom.

'PCI 2012' above 'Xếp hạng' is one column, as 'Xếp hạng PCI 2012' is. A cell that is not understood to its last word makes
its column unknown: a neighbour's figures are never taken for those of the index.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from chiso.extraction.tables.grids import GridCell
from chiso.extraction.tables.header_items import Column, Item, find_items
from chiso.extraction.tables.regions import Block, CellReader, Region
from chiso.extraction.tables.words import Vocabulary

_RESULTS = frozenset({"rank", "score", "grade"})
_HEADINGS = frozenset({"year", "group", "index", "component", "rank", "score"})
_PART = re.compile(  # 'Chỉ số thành phần 1', 'Sub-Index 8', 'chỉ số 6_tính năng động': a part, perhaps with its name
    r"(?:điểm )?(?:chỉ số(?: thành phần)?|cstp|sub ?-? ?index|subindex|chi so(?: thanh phan)?) {0,2}(\d{1,2})(?: ?[_:.-] ?(.*))?"
)


class ColumnReader:
    """Reads the headers of one region with the words of one index.

    `home` are the components that the table as a whole speaks of (its title or the name of its sheet); they are meant
    where a column names no other: 'Chỉ số thành phần 1' on the sheet 'Gia nhập thị trường'.
    """

    def __init__(self, region: Region, cells: CellReader, vocabulary: Vocabulary, home: tuple[str, ...]) -> None:
        self.region, self.cells, self.vocabulary, self.home = region, cells, vocabulary, home

    def read(self) -> dict[int, Column]:
        """The columns that stand beside names, by their place."""
        found = {c: self._read_path(self._find_path(block, c)) for block in self.region.blocks for c in block.columns}
        columns = {c: column for c, column in found.items() if column is not None}
        if any(column.part for column in columns.values()):  # a sheet about one part: what else it names are questions
            columns = {
                c: replace(column, role="unknown") if column.components and not column.part else column
                for c, column in columns.items()
            }
        return self._share_subjects(columns)

    def _share_subjects(self, columns: dict[int, Column]) -> dict[int, Column]:
        """Give plain 'Xếp hạng' columns their subject, where there are several: that of the column before them.

        Lists that stand side by side, each sorted on its own, have one column of running numbers: it ranks none of them.
        """
        out = dict(columns)
        apart = len(self.region.blocks) > 1
        for number, block in enumerate(self.region.blocks):
            bare = [c for c in block.columns if c in out and out[c].role in _RESULTS and not out[c].named]
            if apart and number == 0 and block.name is not None:
                for c in [c for c in bare if c < block.name]:
                    out[c] = replace(out[c], role="serial")
            subjects = {out[c].components for c in block.columns if c in out and out[c].named}
            for c in bare:
                if apart and len(subjects) == 1:
                    out[c] = replace(out[c], components=next(iter(subjects)), named=True)
                elif sum((columns[c].role, columns[c].year) == (columns[b].role, columns[b].year) for b in bare) > 1:
                    before = self._find_before(block, out, c)
                    out[c] = (
                        replace(out[c], role="unknown")
                        if before is None
                        else replace(out[c], components=before.components, named=True)
                    )
        return out

    def _find_before(self, block: Block, columns: dict[int, Column], at: int) -> Column | None:
        """The column left of one that says of what it is, if only such as say nothing stand between."""
        for c in range(at - 1, -1, -1):
            column = columns.get(c)
            if c not in block.columns or column is None or column.role not in _RESULTS:
                return None
            if column.named:
                return column
        return None

    def _find_path(self, block: Block, column: int) -> list[GridCell]:
        """The header cells of a column; a heading that begins over the names stands over the figures beside them too."""
        path = self._list_path(column)
        if path or block.name is None or column != block.name + 1:
            return path
        return self._list_path(block.name)

    def _list_path(self, column: int) -> list[GridCell]:
        """The header cells over a column, from top to bottom, each once."""
        path = [self._find_above(row, column) for row in self.region.header]
        return list(dict.fromkeys(c for c in path if c is not None))

    def _find_above(self, row: int, column: int) -> GridCell | None:
        """The header cell of a row over a column: its own, or a heading left of it that nothing ends."""
        grid = self.region.grid
        own = grid.at(row, column)
        if own is not None:
            return own
        below = [r for r in self.region.header if r > row]
        if not any(grid.at(r, column) for r in below):
            return None
        at = column - 1
        while at >= 0 and grid.at(row, at) is None and any(grid.at(r, at) for r in below):
            at -= 1
        heading = grid.at(row, at) if at >= 0 else None
        if heading is None or heading.width > 1 or not any(grid.at(r, at) for r in below):
            return None  # a merged cell says itself how far it reaches
        items = find_items(self.cells.folded, heading.start, heading.end, self.vocabulary)
        return heading if items and all(item.role in _HEADINGS for item in items) else None

    def _read_path(self, path: Sequence[GridCell]) -> Column | None:
        """The column under some header cells; None where nothing stands above it."""
        if not path:
            return None
        for cell in path:
            part = self._read_part(cell)
            if part is not None:
                return part
        levels: list[list[Item]] = []
        for cell in path:
            items = find_items(self.cells.folded, cell.start, cell.end, self.vocabulary, strict=True)
            if items is None:
                return self._make(path, "unknown")
            levels.append(items)
        return self._combine(path, levels)

    def _read_part(self, cell: GridCell) -> Column | None:
        """A column that is said to be a part of the index by its number: its name must stand beside or above."""
        found = _PART.fullmatch(self.cells.text(cell).replace("  ", " "))
        if found is None:
            return None
        home, named = self.home, found[2]
        if named:
            start = cell.start + self.cells.text(cell).rindex(named)
            items = find_items(self.cells.folded, start, cell.end, self.vocabulary) or []
            ids = [item.ids for item in items if item.role == "component"]
            own = ids[0] if len(items) == len(ids) == 1 else ()
            if own:
                return (
                    self._make((cell,), "score", own, part=True, named=True)
                    if not home or set(own) & set(home)
                    else None
                )
        if len(home) == 1:
            return self._make((cell,), "score", home, part=True, named=True)
        return self._make((cell,), "unknown")

    def _combine(self, path: Sequence[GridCell], levels: Sequence[Sequence[Item]]) -> Column:
        """One column from the items of its header cells: the lowest cell decides, those above add what it leaves open."""
        items = [item for level in levels for item in level]
        roles = {item.role for item in items}
        years = {item.year for item in items if item.year}
        if "serial" in roles and not roles & {"rank", "component"}:
            return self._make(path, "serial")
        if "ignored" in roles:
            return self._make(path, "ignored")
        if "unit" in roles and not roles & {"rank", "score", "grade"}:
            return self._make(path, "unit")
        if "change" in roles:
            return self._make_change(path, levels)
        if len(years) > 1:
            return self._make(path, "unknown")
        measure = next(self._find_measures(levels), None)
        if measure == "ambiguous":
            return self._make(path, "unknown")
        components = self._find_components(levels)
        if components is None:
            return self._make(path, "unknown")
        if measure is None and not components and "index" not in roles:
            return self._make(path, "value" if years else "unknown", year=next(iter(years), None))
        if not components and "index" not in roles and self.home:
            components = self.home if len(self.home) == 1 else None
            if components is None:
                return self._make(path, "unknown")
        named = bool(components) or "index" in roles
        strong = any({"group", "component"} <= {i.role for i in level} for level in levels)
        return self._make(
            path,
            measure or "score",
            components,
            year=next(iter(years), None),
            scale=next((i.scale for i in reversed(items) if i.scale), None),
            measure=next((i.measure for i in reversed(items) if i.measure), None),
            part=strong,
            named=named,
            weighting=next((i.weighting for i in reversed(items) if i.weighting), None),
        )

    def _make_change(self, path: Sequence[GridCell], levels: Sequence[Sequence[Item]]) -> Column:
        """A column of changes: 'Tăng/giảm hạng so với năm 2021'; a year beside the word is the one compared with."""
        measure = next(self._find_measures(levels), None)
        components = self._find_components(levels)
        if measure in ("grade", "ambiguous") or components is None:
            return self._make(path, "unknown")
        compared = {i.year for level in levels if any(i.role == "change" for i in level) for i in level} - {None}
        years = {i.year for level in levels for i in level} - {None} - compared
        role = f"{measure}_change" if measure else "change"
        if len(compared) > 1 or len(years) > 1:
            return self._make(path, "unknown")
        year, baseline = next(iter(years), None), next(iter(compared), None)
        return self._make(path, role, components or self.home, year=year, baseline=baseline)

    def _find_measures(self, levels: Sequence[Sequence[Item]]) -> Iterator[str]:
        """What is measured, said by the lowest cell that says it; a plain 'Kết quả' above gives way."""
        for level in reversed(levels):
            said = {item.role for item in level if item.role in ("rank", "score", "grade")}
            if len(said) > 1 and not any(item.role == "score" and item.measure for item in level):
                said -= {"score"}
            if said:
                yield said.pop() if len(said) == 1 else "ambiguous"

    def _find_components(self, levels: Sequence[Sequence[Item]]) -> tuple[str, ...] | None:
        """The part of the index, named by the lowest cell; of several that bear its name, those that belong to the one above."""
        said = [item.ids for level in levels for item in level if item.role == "component"]
        if not said:
            return ()
        lowest = said[-1]
        if len(said) == 1 or set(said[-2]) & set(lowest):
            return lowest
        parents = {p.rpartition("/")[0] for p in lowest}
        if not parents & set(said[-2]) and len([i for i in levels[-1] if i.role == "component"]) > 1:
            return None  # two parts in one cell
        within = tuple(c for c in lowest if c.rpartition("/")[0] in said[-2])
        return within or lowest

    def _make(self, path: Sequence[GridCell], role: str, components: tuple[str, ...] = (), **more: object) -> Column:
        cell = path[-1]
        return Column(role, cell.start, cell.end, components, **more)  # type: ignore[arg-type]
