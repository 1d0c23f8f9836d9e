"""What a reader found in the bytes of one file, and its plain form for the way between two processes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from chiso.model import Heading, Span, Table
from chiso.readers.legacy import convert_old_font, find_old_font


@dataclass(frozen=True, slots=True)
class Contents:
    """Text and tables of a file, and what it says of itself; the fields are those of Document.

    `url` is the address that a page gives as its own; `converted` names the old encoding that the text was in.
    """

    text: str = ""
    tables: tuple[Table, ...] = ()
    title: str | None = None
    author: str | None = None
    published: date | None = None
    url: str | None = None
    headings: tuple[Heading, ...] = ()
    converted: str | None = None


def make_workbook(tables: Iterable[Table]) -> Contents:
    """The sheets of a workbook; cells in letters of an old Vietnamese font are converted."""
    sheets = tuple(tables)
    name = find_old_font(
        "\n".join(cell for sheet in sheets for row in sheet.rows for cell in row if not cell.isascii())
    )
    if name:
        sheets = tuple(
            replace(
                sheet,
                name=convert_old_font(sheet.name, name),
                rows=tuple(tuple(convert_old_font(cell, name) for cell in row) for row in sheet.rows),
            )
            for sheet in sheets
        )
    return Contents(tables=sheets, converted=name)


def pack_contents(contents: Contents) -> dict[str, Any]:
    """Contents as JSON can say them."""
    return {
        "text": contents.text,
        "tables": [
            [t.name, t.rows, t.ordinal, t.title, t.position, [[s.row, s.column, s.height, s.width] for s in t.spans]]
            for t in contents.tables
        ],
        "title": contents.title,
        "author": contents.author,
        "published": contents.published.isoformat() if contents.published else None,
        "url": contents.url,
        "headings": [[h.char_start, h.char_end, h.level] for h in contents.headings],
        "converted": contents.converted,
    }


def unpack_contents(packed: dict[str, Any]) -> Contents:
    """The Contents that `pack_contents` packed."""
    return Contents(
        packed["text"],
        tuple(
            Table(
                name,
                tuple(map(tuple, rows)),
                ordinal=ordinal,
                title=title,
                position=position,
                spans=tuple(Span(*span) for span in spans),
            )
            for name, rows, ordinal, title, position, spans in packed["tables"]
        ),
        packed["title"],
        packed["author"],
        date.fromisoformat(packed["published"]) if packed["published"] else None,
        packed["url"],
        tuple(Heading(*heading) for heading in packed["headings"]),
        packed["converted"],
    )
