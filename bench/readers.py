"""Each reader, in its child process, against the bare library that it stands on, which reads the same cells and words here."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO, StringIO

import docx
import openpyxl
import trafilatura
import xlrd
import xlwt
from lxml import etree

from bench.prose import frame_text, read_corpus
from bench.row import Row, time_processes_side_by_side
from chiso.paths import RAW
from chiso.readers import READERS_AT_ONCE, read_document

_ROUNDS = 5
_BOUND = 1 / 0.7  # seconds; at least 0.7 of the pages per second
_TABLES = sorted(RAW.glob("**/*.csv"))  # of 63 rows each; all together are a workbook like those of VCCI
_FILES = 30  # fewer are read too fast to be measured
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"
_ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    "{}</office:spreadsheet></office:body></office:document-content>"
)


def measure() -> list[Row]:
    """One line a format."""
    tables = [_read_rows(path.read_bytes()) for path in _TABLES]
    texts = read_corpus()
    return [
        _compare("html", [frame_text(text).encode() for text in texts], "trafilatura", trafilatura.extract),
        _compare("docx", [_write_docx(text.text.splitlines()) for text in texts], "python-docx", _read_docx),
        _compare("xlsx", [_write_xlsx(tables)] * _FILES, "openpyxl", _read_xlsx),
        _compare("xls", [_write_xls(tables)] * _FILES, "xlrd", _read_xls),
        _compare("ods", [_write_ods(tables)] * _FILES, "lxml", _read_ods),
        _compare("csv", [path.read_bytes() for path in _TABLES], "csv with its Sniffer", _sniff_rows),
    ]


def _compare(name: str, files: list[bytes], library: str, read: Callable[[bytes], object]) -> Row:
    paths = [f"bench/{number}.{name}" for number in range(len(files))]

    def read_all() -> None:
        list(pool.map(read_document, paths, files))

    def read_bare() -> None:
        for data in files:
            read(data)

    with ThreadPoolExecutor(READERS_AT_ONCE) as pool:  # as a run does
        read_all()  # the children are there, their library imported
        ours, other = time_processes_side_by_side(read_all, read_bare, _ROUNDS)
    return Row(f"{len(files)} files of {name}", ours, f"bare {library}", other, bound=_BOUND)


def _sniff_rows(data: bytes) -> list[list[str]]:
    """The library finds the delimiter, as the reader has to."""
    text = data.decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline=""), csv.Sniffer().sniff(text[:4096])))


def _read_rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))


def _read_docx(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(BytesIO(data)).paragraphs]


def _read_xlsx(data: bytes) -> list[object]:
    book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
    return [row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)]


def _read_xls(data: bytes) -> list[object]:
    book = xlrd.open_workbook(file_contents=data, formatting_info=True)
    return [sheet.row_values(row) for sheet in book.sheets() for row in range(sheet.nrows)]


def _read_ods(data: bytes) -> list[list[str]]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("content.xml"))
    return [["".join(cell.itertext(_TEXT)) for cell in row] for row in root.iter("{*}table-row")]


def _write_docx(paragraphs: list[str]) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return _save(document.save)


def _write_xlsx(tables: list[list[list[str]]]) -> bytes:
    book = openpyxl.Workbook()
    for rows in tables:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append([_type_cell(cell) for cell in row])
    return _save(book.save)


def _write_xls(tables: list[list[list[str]]]) -> bytes:
    book = xlwt.Workbook()
    for name, rows in enumerate(tables):
        sheet = book.add_sheet(str(name))
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write(number, column, _type_cell(cell))
    return _save(book.save)


def _write_ods(tables: list[list[list[str]]]) -> bytes:
    sheets = [f'<table:table table:name="{name}">{_write_rows(rows)}</table:table>' for name, rows in enumerate(tables)]
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", _ODS.format("".join(sheets)))
    return buffer.getvalue()


def _write_rows(rows: list[list[str]]) -> str:
    lines = []
    for row in rows:
        cells = []
        for cell in row:
            value = _type_cell(cell)
            kind = (
                'office:value-type="string"'
                if isinstance(value, str)
                else f'office:value-type="float" office:value="{value}"'
            )
            cells.append(f"<table:table-cell {kind}><text:p>{cell}</text:p></table:table-cell>")
        lines.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    return "".join(lines)


def _type_cell(cell: str) -> str | float:
    try:
        return float(cell)
    except ValueError:
        return cell


def _save(save: Callable[[BytesIO], object]) -> bytes:
    buffer = BytesIO()
    save(buffer)
    return buffer.getvalue()
