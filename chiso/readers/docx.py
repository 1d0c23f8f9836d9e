"""Word documents (.docx, .docm) through python-docx: paragraphs, headings and tables in the order of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE
from docx.opc.part import PartFactory
from docx.oxml.ns import qn
from docx.package import Package
from docx.parts.document import DocumentPart
from lxml import etree

from chiso.model import Span, Table
from chiso.readers.cells import fill_rows
from chiso.readers.container import check_parts, open_container, refuse_damage
from chiso.readers.contents import Contents
from chiso.readers.legacy import convert_old_font, find_old_font
from chiso.readers.lines import TextLines, holds_data

# the text of a document with macros, or of a template, is the same; macros are parts that nobody opens
for _kind in ("document.macroEnabled", "template.macroEnabledTemplate"):
    PartFactory.part_type_for[f"application/vnd.ms-word.{_kind}.main+xml"] = DocumentPart
PartFactory.part_type_for[CONTENT_TYPE.WML_DOCUMENT_MAIN.replace("document.main", "template.main")] = DocumentPart

_PARAGRAPH, _TABLE, _CONTROL, _CONTROL_CONTENT = (qn(f"w:{tag}") for tag in ("p", "tbl", "sdt", "sdtContent"))
_TEXT, _ROW, _CELL, _BOX, _VALUE = (qn(f"w:{tag}") for tag in ("t", "tr", "tc", "txbxContent", "val"))
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_MOVED, _FALLBACK = qn("w:moveFrom"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_STYLE, _STYLE_ID = f"{qn('w:pPr')}/{qn('w:pStyle')}", qn("w:styleId")
_TITLE_STYLES = ("title", "tiêu đề")
_MAX_NESTING = 20  # tables within tables that only place things


def read_docx(source_path: str, data: bytes) -> Contents:
    """The text and tables of a Word document. Tracked deletions are left out, insertions are in.

    Raises ReadFault as open_container does.
    """
    with open_container(source_path, data) as archive:
        check_parts(source_path, archive)
    try:
        document = Package.open(BytesIO(data)).main_document_part.document
        converted = _convert_old_font(document.element.body)
        lines = TextLines()
        _add_blocks(lines, document.element.body, _Levels(document), 0)
        properties = document.core_properties
        return Contents(
            lines.text,
            lines.tables,
            next((lines.text[h.char_start : h.char_end] for h in lines.headings if h.level == 1), None)
            or properties.title
            or None,
            properties.author or None,
            headings=lines.headings,
            converted=converted,
        )
    except Exception as error:
        raise refuse_damage(source_path, error) from error


def _convert_old_font(body: etree._Element) -> str | None:
    """Replace letters of an old Vietnamese font in the tree; gives the font's encoding."""
    texts = list(body.iter(_TEXT))
    name = find_old_font("".join(text.text or "" for text in texts))
    if name:
        for text in texts:
            text.text = convert_old_font(text.text or "", name)
    return name


class _Levels:
    """Which styles are those of headings; a style is looked at when a paragraph has it."""

    def __init__(self, document: WordDocument) -> None:
        self._styles = {style.get(_STYLE_ID): style for style in document.styles.element.iterchildren(qn("w:style"))}
        self._known: dict[str | None, int] = {}

    def find(self, style_id: str | None) -> int:
        """The level of the headings that have a style; 0 where it is none of headings."""
        if style_id not in self._known:
            style = self._styles.get(style_id)
            self._known[style_id] = 0 if style is None else _read_level(style)
        return self._known[style_id]


def _read_level(style: etree._Element) -> int:
    name, outline = style.find(qn("w:name")), style.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
    named = (name.get(_VALUE) or "").lower() if name is not None else ""
    if named in _TITLE_STYLES:
        return 1
    if level := re.fullmatch(r"heading (\d)", named):
        return int(level[1])
    return min(int(outline.get(_VALUE)), 8) + 1 if outline is not None else 0


def _add_blocks(lines: TextLines, parent: etree._Element, levels: _Levels, depth: int) -> None:
    for block in _walk_blocks(parent):
        if block.tag == _PARAGRAPH:
            style = block.find(_STYLE)
            lines.add_paragraph(_read_paragraph(block), levels.find(style.get(_VALUE)) if style is not None else 0)
            for box in block.iterdescendants(_BOX):
                if not _is_fallback(box) and depth < _MAX_NESTING:
                    _add_blocks(lines, box, levels, depth + 1)
            continue
        table = _read_table(block)
        if table is not None and holds_data(table.rows):
            lines.add_table(table)
        elif depth < _MAX_NESTING:
            for row in _find_rows(block):
                for cell in _find_cells(row):
                    _add_blocks(lines, cell, levels, depth + 1)


def _walk_blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables, also those within content controls."""
    for child in parent.iterchildren(_PARAGRAPH, _TABLE, _CONTROL):
        if child.tag == _CONTROL:
            content = child.find(_CONTROL_CONTENT)
            if content is not None:
                yield from _walk_blocks(content)
        else:
            yield child


def _read_paragraph(paragraph: etree._Element) -> str:
    """Its words, without those of text boxes, which are paragraphs of their own."""
    parts = []
    skipped: etree._Element | None = None
    for element in paragraph.iterdescendants(_TEXT, _BOX, _MOVED, _FALLBACK, *_SIGNS):
        if skipped is not None and skipped in element.iterancestors():
            continue
        if element.tag in (_BOX, _MOVED, _FALLBACK):
            skipped = element
        else:
            parts.append(element.text or "" if element.tag == _TEXT else _SIGNS[element.tag])
    return "".join(parts)


def _is_fallback(box: etree._Element) -> bool:
    return next(box.iterancestors(_FALLBACK), None) is not None


def _find_rows(table: etree._Element) -> list[etree._Element]:
    """The rows of a table that are not deleted, also those within content controls."""
    rows = []
    for child in table.iterchildren(_ROW, _CONTROL):
        rows += [child] if child.tag == _ROW else list(child.iterfind(f"{_CONTROL_CONTENT}/{_ROW}"))
    return [row for row in rows if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is None]


def _find_cells(row: etree._Element) -> list[etree._Element]:
    cells = []
    for child in row.iterchildren(_CELL, _CONTROL):
        cells += [child] if child.tag == _CELL else list(child.iterfind(f"{_CONTROL_CONTENT}/{_CELL}"))
    return cells


def _read_table(element: etree._Element) -> Table | None:
    """Its cells where the grid puts them; None where it holds other tables and so only places things."""
    rows: list[list[str]] = []
    spans: dict[int, Span] = {}  # column -> the merged area that may go on in the next row
    merged: list[Span] = []
    if next(element.iterdescendants(_TABLE), None) is not None:
        return None
    for number, row in enumerate(_find_rows(element)):
        before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
        texts = [""] * (min(int(before.get(_VALUE)), 1000) if before is not None else 0)
        for cell in _find_cells(row):
            column = len(texts)
            width, joined = _read_span(cell)
            above = spans.get(column)
            if joined == "continue" and above is not None:
                spans[column] = Span(above.row, above.column, number - above.row + 1, above.width)
                texts += [""] * width
                continue
            if above is not None:
                merged.append(spans.pop(column))
            spans[column] = Span(number, column, 1, width)
            texts += [_read_cell(cell)] + [""] * (width - 1)
        rows.append(texts)
    merged += spans.values()
    kept = sorted((s for s in merged if s.height * s.width > 1), key=lambda s: (s.row, s.column))
    return Table("", fill_rows(rows), spans=tuple(kept)) if rows else None


def _read_span(cell: etree._Element) -> tuple[int, str | None]:
    """(columns that the cell takes, 'restart' or 'continue' where it is merged with cells below or above)."""
    width = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    joined = None if merge is None else merge.get(_VALUE, "continue")
    return (max(1, min(int(width.get(_VALUE)), 1000)) if width is not None else 1), joined


def _read_cell(cell: etree._Element) -> str:
    paragraphs = (" ".join(_read_paragraph(block).split()) for block in _walk_blocks(cell) if block.tag == _PARAGRAPH)
    return "\n".join(text for text in paragraphs if text)
