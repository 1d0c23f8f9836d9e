"""The evaluation as tables on a terminal or in a log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.table import Table

from chiso.console import OUT, print_line
from chiso.evaluation.measures import Score, Tally


def print_tallies(tallies: Sequence[Tally], errors: int = 0) -> None:
    """All tables, by kind and index over all folders; before them up to `errors` misses, false claims and held items
    per folder."""
    if errors:
        for tally in tallies[:-1] or tallies:
            _print_errors(tally, errors)
    total = tallies[-1]
    rows = [
        (tally.name, group, tally.score("group", group)) for tally in tallies for group in total.list_names("group")
    ]
    _print_scores("folder", rows)
    for by in ("kind", "index"):
        _print_scores(by, [(total.name, name, total.score(by, name)) for name in total.list_names(by)])
    _print_attributes(tallies)
    _print_held(tallies)


def _print_errors(tally: Tally, most: int) -> None:
    lines = {
        "missed": [f"{document}  {label.describe()}" for document, label in tally.misses],
        "false": [f"{document}  {claim.describe()}" for document, claim in tally.false],
        "held": [
            f"{document}  {item.reason_code}{' (a fact)' if item.is_fact else ''}: {' '.join(item.quote.split())!r}"
            for document, item in tally.held
        ],
    }
    for what, found in lines.items():
        for line in found[:most]:
            print_line(f"{what:6}  {line}")
        if len(found) > most:
            print_line(f"{what:6}  {tally.name}: {len(found) - most} more")


def _print_scores(by: str, rows: Iterable[tuple[str, str, Score]]) -> None:
    table = _make_table("folder", "facts" if by == "folder" else by, "labelled", "found", "false", "P", "R", "F1")
    for folder, name, score in rows:
        shares = (f"{share:.3f}" for share in (score.precision, score.recall, score.f1))
        table.add_row(folder, name, str(score.labelled), str(score.found), str(score.false), *shares)
    OUT.print(table)


def _print_attributes(tallies: Sequence[Tally]) -> None:
    names = list(dict.fromkeys(name for tally in tallies for name in sorted(tally.attributes)))
    table = _make_table("folder", *(name.replace("_", " ") for name in names), words=1)
    for tally in tallies:
        table.add_row(tally.name, *(f"{tally.attributes[n]:.3f}" if n in tally.attributes else "-" for n in names))
    OUT.print(table)


def _print_held(tallies: Iterable[Tally]) -> None:
    table = _make_table("folder", "documents", "held items", "per document", "of them facts", words=1)
    for tally in tallies:
        share = f"{tally.held_facts:.2f}" if tally.held else "-"
        table.add_row(tally.name, str(tally.documents), str(len(tally.held)), f"{tally.held_per_document:.2f}", share)
    OUT.print(table)


def _make_table(*columns: str, words: int = 2) -> Table:
    """A table whose first columns hold words and the others numbers."""
    table = Table(box=box.SIMPLE)
    for position, column in enumerate(columns):
        table.add_column(column, justify="left" if position < words else "right")
    return table
