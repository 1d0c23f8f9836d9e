"""Cells of spreadsheets as text: numbers as they are meant, rows cut to what is filled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal

from chiso.model import Span, Table
from chiso.readers.fault import ReadFault

MAX_CELLS = 2_000_000  # cells of a sheet, empty ones between filled ones counted
_DIGITS = 15  # spreadsheets compute and show 15 significant digits: 7.1600000000000001 in the file is 7.16


def spell_number(value: int | float, percent: bool = False) -> str:
    """7.1600000000000001 -> '7.16', 63.0 -> '63', 0.8712 shown as percent -> '87.12%'; never an exponent.

    Raises ValueError for what is no number (infinite, NaN).
    """
    spelt = repr(value)
    if len(spelt) <= _DIGITS and not percent and "e" not in spelt and "n" not in spelt:  # nor 1e+20, inf or nan
        return spelt.removesuffix(".0")
    exact = Decimal(spelt if isinstance(value, int) else f"{value:.{_DIGITS}g}")
    if not exact.is_finite():
        raise ValueError(f"a cell value {value}")
    if percent:
        exact *= 100
    text = f"{exact:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text + ("%" if percent else "")


def spell_date(value: date | time) -> str:
    """2025-03-15; with a time of day only where the cell has one."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    return value.isoformat()


def make_sheet(source_path: str, name: str, rows: Iterable[list[str]], spans: Iterable[Span] = ()) -> Table | None:
    """The table of a sheet, rectangular and without empty rows at its end; None where no cell is filled.

    Raises ReadFault document_too_large when filled cells stand absurdly far apart.
    """
    kept: list[list[str]] = []
    width = 0
    for number, row in enumerate(rows, start=1):
        while row and not row[-1].strip():
            row.pop()
        kept.append(row)
        width = max(width, len(row))
        if number * width > MAX_CELLS:
            raise ReadFault(
                "document_too_large",
                f"{source_path}: sheet {name!r} spans more than {MAX_CELLS:,} cells at row {number}; "
                "delete what stands far from the table",
            )
    while kept and not kept[-1]:
        kept.pop()
    if not kept:
        return None
    return Table(name, fill_rows(kept), spans=cut_spans(source_path, spans, len(kept), width))


def fill_rows(rows: Iterable[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """The rows, all as wide as the widest."""
    kept = [tuple(row) for row in rows]
    width = max(map(len, kept), default=0)
    return tuple(row + ("",) * (width - len(row)) for row in kept)


def cut_spans(source_path: str, spans: Iterable[Span], height: int, width: int) -> tuple[Span, ...]:
    """The merged areas within a table. Raises ReadFault damaged_document where they cover each other."""
    kept = tuple(cut for span in spans if (cut := _cut_span(span, height, width)))
    if sum(span.height * span.width for span in kept) > height * width:
        raise ReadFault("damaged_document", f"{source_path}: merged cells overlap; open the file and save it again")
    return kept


def _cut_span(span: Span, height: int, width: int) -> Span | None:
    """The part of a merged area that lies within the filled table; None where that is less than two cells."""
    cut = Span(span.row, span.column, min(span.height, height - span.row), min(span.width, width - span.column))
    return cut if cut.height > 0 and cut.width > 0 and cut.height * cut.width > 1 else None
