"""One <table> as a Table: rows and columns where colspan and rowspan put them."""

from __future__ import annotations

from lxml.html import HtmlElement

from chiso.model import Span, Table
from chiso.readers.cells import fill_rows

_MAX_SPAN = 1000  # what browsers grant a colspan; a rowspan ends with its table


def read_table_element(element: HtmlElement) -> Table | None:
    """The table, with the text of a merged area in its first cell; None where it has no row.

    Cells of rows that belong to a table within are not its own: such a table only places things on the page.
    """
    rows: list[dict[int, str]] = []
    spans: list[Span] = []
    taken: dict[int, int] = {}  # column -> first row that is free again
    elements = list(element.iter("tr"))
    for number, row in enumerate(elements):
        texts: dict[int, str] = {}
        column = 0
        for cell in row.iterchildren("td", "th"):
            while taken.get(column, 0) > number:
                column += 1
            width, height = _read_span(cell, "colspan"), min(_read_span(cell, "rowspan"), len(elements) - number)
            texts[column] = _read_text(cell)
            if width * height > 1:
                spans.append(Span(number, column, height, width))
            for covered in range(column, column + width):
                taken[covered] = number + height
            column += width
        rows.append(texts)
    width = max((max(texts, default=-1) + 1 for texts in rows), default=0)
    width = max([width, *(span.column + span.width for span in spans)]) if any(len(t) > 1 for t in rows) else width
    if not width:
        return None
    filled = fill_rows([texts.get(column, "") for column in range(width)] for texts in rows)
    return Table("", filled, title=_read_caption(element), spans=tuple(spans))


def _read_span(cell: HtmlElement, name: str) -> int:
    text = (cell.get(name) or "").strip()
    if name == "rowspan" and text == "0":
        return _MAX_SPAN  # to the end of the table
    return max(1, min(int(text), _MAX_SPAN)) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _read_caption(element: HtmlElement) -> str:
    caption = element.find("caption")
    return _read_text(caption) if caption is not None else ""


def _read_text(cell: HtmlElement) -> str:
    """The words of a cell; paragraphs and line breaks in it end a line."""
    parts = [cell.text or ""]
    for element in cell.iterdescendants():
        if element.tag in ("br", "p", "div", "li"):
            parts.append("\n")
        if element.tag not in ("script", "style"):
            parts.append(element.text or "")
        parts.append(element.tail or "")
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)
