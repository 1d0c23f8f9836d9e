"""Whose ranking a table is and what its units are: the reading in which the registry knows most of the names."""

from __future__ import annotations

from collections.abc import Sequence

from chiso.extraction.tables.context import Passage, Surroundings
from chiso.extraction.tables.header_items import Column
from chiso.extraction.tables.statements import Scope, StatementMaker, make_doubt

_NATIONAL: tuple[tuple[str | None, str | None], ...] = (("vn", "provinces"), ("vn", "ministries"))
_SAYS_NOTHING = frozenset({"serial", "ignored", "unknown"})


def choose_scope(
    code: str,
    year: tuple[int | None, str | None],
    bloc: tuple[str | None, str | None],
    names: Sequence[str],
    columns: Sequence[Column],
    maker: StatementMaker,
) -> Scope:
    """Index, edition, jurisdiction and bloc of a table; `year` and `bloc` as its surroundings give them."""
    setting = maker.around.setting
    level, home = maker.registry.indices[code].level, setting.jurisdiction_id
    choices: tuple[tuple[str | None, str | None], ...]
    if level == "national":
        choices = _NATIONAL
    elif level == "international":
        choices = (("un", "country"),)
    elif level == "provincial":
        choices = ((home, None),)
    else:
        choices = ((home, None), *_NATIONAL) if home else _NATIONAL
    dated = year[0] or max((c.year for c in columns if c.year), default=None)
    best: tuple[int, Scope] | None = None
    for jurisdiction, basis in choices:
        scope = Scope(
            code,
            *year,
            jurisdiction,
            bloc[0] if basis is None else basis,
            bloc[1] if basis in (None, bloc[0]) else None,
            basis,
        )
        count = sum(maker.resolve(name, scope, dated).status != "unknown" for name in names)
        if best is None or count > best[0]:
            best = (count, scope)
    assert best is not None
    scope = best[1]
    if scope.basis is None and setting.jurisdiction_from in ("sidecar", "outlet"):
        scope.inferred = (f"jurisdiction: {setting.jurisdiction_from}",)
    return scope


def doubt_scope(scope: Scope, columns: Sequence[Column], header: Passage, around: Surroundings) -> None:
    """Hold the claims of a table that nothing dates, or whose ranking nobody names."""
    place = around.point(*header)
    if scope.year is None and any(c.year is None and c.role not in _SAYS_NOTHING for c in columns):
        message = "Nothing gives the year of this table: name the edition."
        scope.doubts += (make_doubt("table", "no_year", message, place),)
    if scope.jurisdiction_id is None:
        message = "Nothing says whose ranking this table is: name the province."
        scope.doubts += (make_doubt("table", "no_jurisdiction", message, place),)
