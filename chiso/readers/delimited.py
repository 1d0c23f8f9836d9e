"""Tables written as text: comma, semicolon, tab or bar between the cells, quotes where a cell needs them (RFC 4180)."""

from __future__ import annotations

import csv
import re
from collections import Counter
from io import StringIO

from chiso.model import Table

DELIMITERS = (",", ";", "\t", "|")
_MAX_PROSE_CELL = 120  # characters; half of a table's cells are shorter than this, paragraphs are not


def read_table(text: str, named_as_table: bool = False) -> Table | None:
    """The table that the whole text is, or None where it is prose.

    A text is a table when, split by one delimiter, its records (at least two) all have the same number of cells, at
    least two, and the delimiter is not punctuation (commas within numbers and before spaces). A file that is named as a
    table (.csv, .tsv) may be a header alone or have a title and notes: half of its records must agree. Records stand at
    their row number: blank lines are kept as empty rows, those at the end go; short rows are filled with ''.
    """
    best: tuple[float, int, list[list[str]]] | None = None
    for delimiter in DELIMITERS:
        if delimiter not in text or (_reads_as_punctuation(text, delimiter) and not named_as_table):
            continue
        records = _split_records(text, delimiter)
        if records is None:
            continue
        widths = Counter(len(record) for record in records if any(record))
        width, often = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        agreement = often / max(1, widths.total())
        enough = widths.total() >= (1 if named_as_table else 2) and agreement >= (0.5 if named_as_table else 1.0)
        if width < 2 or not enough or _has_paragraphs(records):
            continue
        if best is None or (agreement, width) > best[:2]:
            best = (agreement, width, records)
    if best is None:
        return None
    records = best[2]
    while records and not any(records[-1]):
        records.pop()
    width = max(len(record) for record in records)
    return Table("", tuple(tuple(record) + ("",) * (width - len(record)) for record in records))


def _split_records(text: str, delimiter: str) -> list[list[str]] | None:
    """The records, or None where quotes do not fit the delimiter."""
    previous = csv.field_size_limit(max(len(text), 1))
    try:
        return list(csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    finally:
        csv.field_size_limit(previous)


def _reads_as_punctuation(text: str, delimiter: str) -> bool:
    """Do the marks stand as in sentences: between digits (83,84) or, most of the others, before white space?"""
    if delimiter == "\t":
        return False
    mark = re.escape(delimiter)
    between_words = re.findall(rf"(?<![0-9]){mark}|{mark}(?![0-9])", text)
    before_space = re.findall(rf"{mark}(?=\s|$)", text)
    return 2 * len(before_space) >= len(between_words)


def _has_paragraphs(records: list[list[str]]) -> bool:
    lengths = [len(cell) for record in records for cell in record if cell]
    return 2 * sum(length > _MAX_PROSE_CELL for length in lengths) > len(lengths)
