"""The same announcement and the same table, written in every format that the tests can write."""

from __future__ import annotations

import html
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage
from io import BytesIO

import docx
from openpyxl import Workbook

Rows = Sequence[Sequence[str]]
_LINKS = "".join(f'<li><a href="/tin/{i}.html">Xếp hạng PCI 2023: tỉnh thứ {i} nói gì</a></li>' for i in range(30))
_ODS_PARTS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
)


def write_page(text: str, *tables: Rows, head: str = "") -> bytes:
    """A page of a paper: menus, a box of related news within the article, comments, a footer; tables follow the text."""
    title, *paragraphs = [line.strip() for line in text.splitlines() if line.strip()]
    half = len(paragraphs) // 2
    related = f'<div class="related-news"><h3>Tin liên quan</h3><ul>{_LINKS}</ul></div>'
    body = [f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs]
    body.insert(half, related)
    body += [write_table(rows) for rows in tables]
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{html.escape(title)} - Báo Thử</title>{head}
<style>p {{ margin: 0 }}</style><script>var rank = "xếp thứ 63/63";</script></head>
<body><header><a href="/">Báo Thử</a></header><nav class="menu"><ul>{_LINKS}</ul></nav>
<main><h1 class="title">{html.escape(title)}</h1>
<div class="share"><a href="#">Chia sẻ</a> <a href="#">Facebook</a></div>
<article class="detail-content">{"".join(body)}</article>
<div class="comments" id="comment-list"><h3>Bình luận (2)</h3><p class="comment">Tỉnh tôi phải xếp thứ 1 mới đúng!</p></div></main>
<aside class="sidebar"><ul>{_LINKS}</ul><table class="lich"><tr><th>T2</th><th>T3</th></tr><tr><td>1</td><td>2</td></tr></table></aside>
<footer class="footer"><ul>{_LINKS}</ul><p>Giấy phép số 12/GP-BTTTT</p></footer></body></html>""".encode()


def write_table(rows: Rows) -> str:
    """A <table> whose first row is its header."""
    first, *others = rows
    header = "".join(f"<th>{html.escape(cell)}</th>" for cell in first)
    lines = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in others)
    return (
        f"<table><thead><tr>{header}</tr></thead><tbody>{''.join(f'<tr>{line}</tr>' for line in lines)}</tbody></table>"
    )


def write_web_archive(page: bytes) -> bytes:
    """The page as a browser archives it, with a picture."""
    message = EmailMessage()
    message["From"] = "<Saved by a browser>"
    message["Subject"] = "PCI"
    message.make_related()
    message.add_related(page, "text", "html")
    message.add_related(b"\x89PNG\r\n", "image", "png")
    return message.as_bytes()


def write_docx(text: str, *tables: Rows) -> bytes:
    """A Word document: the first line as its title, a paragraph each, tables after the text."""
    document = docx.Document()
    for number, line in enumerate(line.strip() for line in text.splitlines() if line.strip()):
        document.add_paragraph(line, style="Title" if number == 0 else None)
    for rows in tables:
        table = document.add_table(len(rows), len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, words in zip(row.cells, texts, strict=True):
                cell.text = words
        document.add_paragraph()  # Word writes no table without a paragraph behind it
    return _save(document)


def write_xlsx(*sheets: Rows) -> bytes:
    """A workbook of text cells."""
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"Sheet{number}")
        for row in rows:
            sheet.append(list(row))
    return _save(book)


def write_ods(*sheets: Rows) -> bytes:
    """An OpenDocument spreadsheet of text cells."""
    rows_of = (
        "".join(
            "<table:table-row>"
            + "".join(
                f'<table:table-cell office:value-type="string"><text:p>{html.escape(cell)}</text:p></table:table-cell>'
                if cell
                else "<table:table-cell/>"
                for cell in row
            )
            + "</table:table-row>"
            for row in rows
        )
        for rows in sheets
    )
    tables = "".join(
        f'<table:table table:name="Sheet{number}">{rows}</table:table>' for number, rows in enumerate(rows_of, start=1)
    )
    return pack_ods(f"{_ODS_PARTS}{tables}</office:spreadsheet></office:body></office:document-content>")


def pack_ods(content: str, manifest: str = "<manifest/>") -> bytes:
    """The container of an OpenDocument spreadsheet around its content.xml."""
    return pack_parts(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": manifest,
            "content.xml": content,
        }
    )


def pack_sheet(inside: str) -> bytes:
    """A spreadsheet whose one table has these rows, as XML."""
    return pack_ods(
        f'{_ODS_PARTS}<table:table table:name="PCI">{inside}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )


def pack_parts(parts: dict[str, str | bytes]) -> bytes:
    """A zip container with these parts."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def replace_part(data: bytes, name: str, content: str | bytes) -> bytes:
    """The container with one part replaced, or added."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {other: archive.read(other) for other in archive.namelist()}
    return pack_parts({**parts, name: content})


def _save(document: object) -> bytes:
    buffer = BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()
