"""OpenDocument spreadsheets (.ods) through lxml: the same cell texts as of an .xlsx, one table per sheet."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from chiso.model import Span, Table
from chiso.readers.cells import MAX_CELLS, make_sheet, spell_number
from chiso.readers.container import open_container, read_part, refuse_damage
from chiso.readers.contents import Contents, make_workbook
from chiso.readers.fault import ReadFault

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_COVERED = f"{_TABLE}covered-table-cell"
_CELLS = (f"{_TABLE}table-cell", _COVERED)
_PARAGRAPH = f"{_TEXT}p"
_KIND, _VALUE = f"{_OFFICE}value-type", f"{_OFFICE}value"
_ROWS_REPEATED, _COLUMNS_REPEATED = f"{_TABLE}number-rows-repeated", f"{_TABLE}number-columns-repeated"
_ROWS_SPANNED, _COLUMNS_SPANNED = f"{_TABLE}number-rows-spanned", f"{_TABLE}number-columns-spanned"
_SPACES = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}


def read_ods(source_path: str, data: bytes) -> Contents:
    """The sheets that hold a cell, in order. Raises ReadFault as open_container does."""
    with open_container(source_path, data) as archive:
        if "META-INF/manifest.xml" in archive.namelist() and b":encryption-data" in archive.read(
            "META-INF/manifest.xml"
        ):
            message = f"{source_path}: the spreadsheet is protected by a password; save it without one"
            raise ReadFault("password_protected", message)
        xml = read_part(source_path, archive, "content.xml")
    try:
        root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
        sheets = [_read_sheet(source_path, sheet) for sheet in root.iter(f"{_TABLE}table")]
    except (etree.LxmlError, ValueError, KeyError) as error:
        raise refuse_damage(source_path, error) from error
    return make_workbook(sheet for sheet in sheets if sheet)


def _read_sheet(source_path: str, sheet: etree._Element) -> Table | None:
    spans: list[Span] = []
    return make_sheet(source_path, sheet.get(f"{_TABLE}name", ""), _read_rows(sheet, spans), spans)


def _read_rows(sheet: etree._Element, spans: list[Span]) -> Iterator[list[str]]:
    """The rows; repeated ones as often as they are, empty ones only where a filled one follows. Notes merged areas."""
    number = empty = 0
    for element in sheet.iter(f"{_TABLE}table-row"):
        row = _read_row(element, number + empty, spans)
        repeated = int(element.get(_ROWS_REPEATED, "1"))
        if not row:
            empty += repeated
            continue
        for _ in range(min(empty, MAX_CELLS + 1)):
            yield []
        for _ in range(min(repeated, MAX_CELLS + 1)):
            yield list(row)
        number, empty = number + empty + repeated, 0


def _read_row(element: etree._Element, number: int, spans: list[Span]) -> list[str]:
    row: list[str] = []
    empty = 0
    for cell in element.iterchildren(*_CELLS):
        attributes = dict(cell.items())
        text = _spell_cell(cell, attributes) if attributes or len(cell) else ""
        repeated = int(attributes.get(_COLUMNS_REPEATED, "1"))
        if _COLUMNS_SPANNED in attributes or _ROWS_SPANNED in attributes:
            height, width = (int(attributes.get(name, "1")) for name in (_ROWS_SPANNED, _COLUMNS_SPANNED))
            if height * width > 1:
                spans.append(Span(number, len(row) + empty, height, width))
        if not text or cell.tag == _COVERED:
            empty += repeated
        else:
            if empty + repeated > MAX_CELLS:
                raise ValueError(f"a row of {empty + repeated:,} cells")
            row += [""] * empty + [text] * repeated
            empty = 0
    return row


def _spell_cell(cell: etree._Element, attributes: dict[str, str]) -> str:
    kind = attributes.get(_KIND)
    if kind in ("float", "percentage", "currency"):
        return spell_number(float(attributes[_VALUE]), percent=kind == "percentage")
    if kind == "date":
        return attributes.get(f"{_OFFICE}date-value", "").replace("T00:00:00", "").replace("T", " ")
    if kind == "boolean":
        return "TRUE" if attributes.get(f"{_OFFICE}boolean-value") == "true" else "FALSE"
    return "\n".join([_read_paragraph(paragraph) for paragraph in cell.iterchildren(_PARAGRAPH)])


def _read_paragraph(paragraph: etree._Element) -> str:
    if not len(paragraph):
        return paragraph.text or ""
    parts = [paragraph.text or ""]
    for element in paragraph.iterdescendants():
        parts += [
            _SPACES.get(element.tag, "") * int(element.get(f"{_TEXT}c", "1")),
            element.text or "",
            element.tail or "",
        ]
    return "".join(parts)
