"""Where a claim stands: its passage with the words marked, or its cell with its row and header."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import duckdb
from rich.text import Text

from chiso.console import OUT, print_line
from chiso.fault import RunFault
from chiso.model import Document, Table
from chiso.paths import ROOT
from chiso.query import open_published

_CLAIM = """
select c.*, d.text, d.title, d.publisher, d.outlet, d.url, s.path_key
from claims as c
left join documents as d using (document_id)
left join sources as s on s.document_id = c.document_id
where c.claim_id = ?
order by s.path_key
limit 1
"""
_DOUBTS = "select distinct severity, message from doubts where claim_id = ? order by all"
_FACT = (  # what a reader of a claim wants to know first, in the order of a sentence
    "kind", "index_code", "edition_year", "edition_variant", "jurisdiction", "bloc", "bloc_part", "subset", "component",
    "unit_name", "unit_text", "aggregation", "value", "value_max", "value_text", "unit_measure", "out_of",
    "baseline_year", "subject", "inferred", "rule_id",
)  # fmt: skip
_ABOUT = ("title", "publisher", "outlet", "url", "form", "published_date", "source_path")
_LONG = 1200  # characters of a paragraph that are shown around the words
_HEADER_ROWS = 5  # more rows than a header has
_FIGURE = re.compile(r"[\d.,\s%-]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MARKS = ("[[", "]]")  # where there is no colour


def explain_claim(claim_id: str, warehouse: Path) -> None:
    """Print what a claim says, the words or the cell that say it, and who published them.

    Raises RunFault when the warehouse cannot be read or has no such claim.
    """
    with open_published(warehouse) as con:
        row = _fetch_claim(con, claim_id, warehouse)
        doubts = con.execute(_DOUBTS, [claim_id]).fetchall()
    by = f" by {row['superseded_by']}" if row["status"] == "superseded" else ""
    print_line(f"{claim_id}: {row['status']}{by}")
    for severity, message in doubts:
        print_line(f"{severity}: {message}")
    print_line(", ".join(f"{name} {_write(row[name])}" for name in _FACT if row[name] not in (None, "", False)))
    print_line("")
    if row["char_start"] is not None:
        _print_passage(row["text"], row["char_start"], row["char_end"])
    else:
        _print_cell(row)
    print_line("")
    for name in _ABOUT:
        if row[name] is not None:
            print_line(f"{name}: {row[name]}")


def _fetch_claim(con: duckdb.DuckDBPyConnection, claim_id: str, warehouse: Path) -> dict[str, Any]:
    try:
        cursor = con.execute(_CLAIM, [claim_id])
        values = cursor.fetchone()
        columns = [column[0] for column in cursor.description or ()]
    except duckdb.Error as error:
        raise RunFault(f"{warehouse}: {str(error).partition(chr(10))[0]}; it was not built by this chiso") from error
    if values is None:
        raise RunFault(f"{warehouse}: no claim {claim_id}; look it up with: select claim_id from claims where ...")
    return dict(zip(columns, values, strict=True))


def find_passage(text: str, start: int, end: int) -> tuple[int, int]:
    """The paragraph around text[start:end]; of a very long one, the sentences nearest to it."""
    begin = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    if stop - begin <= _LONG:
        return begin, stop
    ends = [begin, *(begin + m.end() for m in re.finditer(r"[.!?…;]\s", text[begin:stop])), stop]
    return max(e for e in ends if e <= start), min(e for e in ends if e >= end)


def _print_passage(text: str, start: int, end: int) -> None:
    begin, stop = find_passage(text, start, end)
    _print_marked(text[begin:start].lstrip(), text[start:end], text[end:stop].rstrip())


def _print_cell(row: dict[str, Any]) -> None:
    print_line(f"cell {row['locator']}")
    table, place = _find_table(row)
    if table is None or place is None:
        print_line("(the file is no longer there as it was read: only the cell's own text is known)")
        _print_marked("", row["quote"], "")
        return
    line, column = place
    cells = (" ".join(cell.split()) for cell in table.expand_rows()[line])
    for at, (name, cell) in enumerate(zip(name_columns(table, line), cells, strict=True)):
        if at == column:
            _print_marked(f"  {name}: ", cell, "")
        elif cell:
            print_line(f"  {name}: {cell}")


def name_columns(table: Table, line: int) -> list[str]:
    """What stands over each cell of a row: the header above it, the cells of several rows joined ('Năm 2022 / Điểm')."""
    rows = table.expand_rows()
    last = max(range(line), key=lambda row: _score_header(table, row), default=None)
    if last is None:
        return [""] * len(rows[line])
    first = last
    while first and last - first < _HEADER_ROWS and _is_heading(rows[first - 1]):
        first -= 1
    paths = zip(*rows[first : last + 1], strict=True)
    return [" / ".join(dict.fromkeys(" ".join(cell.split()) for cell in path if cell.strip())) for path in paths]


def _is_heading(row: tuple[str, ...]) -> bool:
    """Several different words and no figures but years: not the title of the table, nor one of its rows."""
    cells = {cell.strip() for cell in row if cell.strip()}
    return len(cells) > 1 and not any(_FIGURE.fullmatch(cell) and not _YEAR.fullmatch(cell) for cell in cells)


def _score_header(table: Table, row: int) -> tuple[int, int]:
    """The header is the row with most words, the lowest of equals."""
    words = sum(1 for cell in table.rows[row] if cell.strip() and not _FIGURE.fullmatch(cell))
    return words, row


def _find_table(row: dict[str, Any]) -> tuple[Table | None, tuple[int, int] | None]:
    """The table and the place in it of a claim's locator; (None, None) where the file is not what was read."""
    from chiso.readers import ReadFault, read_document

    path = ROOT / (row["path_key"] or row["source_path"])
    try:
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != row["document_id"]:
            return None, None
        document: Document = read_document(row["source_path"], data)
    except (OSError, ReadFault):
        return None, None
    found = ((table, table.find_cell(row["locator"])) for table in document.tables)
    return next(((table, place) for table, place in found if place), (None, None))


def _print_marked(before: str, words: str, after: str) -> None:
    if OUT.is_terminal:
        OUT.print(Text.assemble(before, (words, "bold reverse"), after))
    else:
        print_line(before + words.join(_MARKS) + after)


def _write(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
