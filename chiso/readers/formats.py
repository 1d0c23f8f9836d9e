"""Which format a file is, from its bytes alone. The name never decides here; messages only quote it."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import olefile

from chiso.readers.fault import ReadFault
from chiso.readers.legacy import decode_legacy
from chiso.readers.text import find_wide_text

FORMATS = {
    "txt": "plain text",
    "md": "Markdown",
    "csv": "comma, semicolon, tab or bar separated text",
    "html": "web page",
    "mhtml": "web archive (.mhtml)",
    "xlsx": "Excel workbook (.xlsx, .xlsm)",
    "xls": "Excel workbook of 1997 to 2003 (.xls)",
    "ods": "OpenDocument spreadsheet",
    "docx": "Word document (.docx, .docm)",
    "doc": "Word document of 1997 to 2003 (.doc)",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # [MS-CFB] 2.2
_ENCRYPTED = "EncryptedPackage"  # [MS-OFFCRYPTO] 2.3.4
_SIGNATURES = (  # first bytes -> what such a file is; none of these is read yet
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"PAR1", "a Parquet file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
_HTML = re.compile(
    rb"""\s*(?:<\?xml\b[^>]*>\s*|<!--.*?-->\s*)*
         <(?:!doctype\s+html|html|head|body|title|meta|style|table|div|article|section|center|p|h1)\b""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_XML = re.compile(rb"\s*<\?xml\b", re.IGNORECASE)
_ARCHIVED_PAGE = re.compile(
    rb"\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?content-type:\s*multipart/related", re.IGNORECASE
)
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")  # of UTF-16, which is text in spite of its null bytes
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")  # no UTF-8 text has these bytes


def refuse_format(source_path: str, found: str) -> ReadFault:
    """The fault for a file that is `found` ('a PDF'), with what can be read instead."""
    read = "; ".join(f"{name} = {what}" for name, what in FORMATS.items())
    return ReadFault("unknown_format", f"{source_path}: {found} is not read; convert it to one of: {read}")


def detect_format(source_path: str, data: bytes) -> str:
    """One of FORMATS, or 'text' for anything that may be decoded (read_document tells txt from csv).

    Raises ReadFault empty_file, unknown_format, password_protected, damaged_document.
    """
    if not data.strip(b"\xef\xbb\xbf \t\r\n\x0b\x0c"):
        raise ReadFault(
            "empty_file", f"{source_path}: the file is empty ({len(data)} bytes); get it again from its source"
        )
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _name_archive(source_path, data)
    if data.startswith(_OLE):
        return _name_compound_file(source_path, data)
    for signature, found in _SIGNATURES:
        if data.startswith(signature):
            raise refuse_format(source_path, found)
    head = _read_head(data)
    if _ARCHIVED_PAGE.match(head):
        return "mhtml"
    if _HTML.match(head):
        return "html"
    if _XML.match(head):
        raise refuse_format(source_path, "an XML file")
    control = _CONTROLS.search(data)
    if control and not data.startswith(_WIDE_MARKS) and not find_wide_text(data) and not _fits_viscii(data):
        raise refuse_format(source_path, f"binary data (byte {control.start()} belongs to no text)")
    return "text"


def _read_head(data: bytes) -> bytes:
    """The beginning of the file, one byte a letter, without a byte order mark."""
    head = data[:65536].removeprefix(b"\xef\xbb\xbf")
    return head[2:].replace(b"\0", b"") if head.startswith(_WIDE_MARKS) else head


def _fits_viscii(data: bytes) -> bool:
    """VISCII has six capitals where other texts have control characters."""
    found = decode_legacy(data)
    return found is not None and found[1] == "VISCII" and _CONTROLS.search(found[0].encode()) is None


def _name_compound_file(source_path: str, data: bytes) -> str:
    """'xls' for the container that Office used until 2003, told by the streams in its root."""
    try:
        with olefile.OleFileIO(BytesIO(data)) as container:
            streams = {path[0] for path in container.listdir() if len(path) == 1}
    except Exception as error:
        if _ENCRYPTED.encode("utf-16-le") in data:
            raise _refuse_protected(source_path) from error
        raise ReadFault(
            "damaged_document",
            f"{source_path}: the Office file is damaged or cut off ({len(data)} bytes: {error}); get the file again",
        ) from error
    if _ENCRYPTED in streams:
        raise _refuse_protected(source_path)
    if streams & {"Workbook", "Book"}:
        return "xls"
    if "WordDocument" in streams:
        return "doc"
    raise refuse_format(source_path, "an OLE file")


def _refuse_protected(source_path: str) -> ReadFault:
    return ReadFault(
        "password_protected",
        f"{source_path}: the file is protected by a password; save it without one (File > Info > Protect)",
    )


def _name_archive(source_path: str, data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            kind = archive.read("mimetype")[:100] if "mimetype" in names else b""
    except Exception as error:
        raise ReadFault(
            "damaged_document",
            f"{source_path}: the zip container is damaged or cut off ({len(data)} bytes: {error}); get the file again",
        ) from error
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "word/document.xml" in names:
        return "docx"
    if kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return "ods"
    for part, found in (
        ("xl/workbook.bin", "a binary Excel workbook (.xlsb)"),
        ("ppt/presentation.xml", "a PowerPoint file"),
        ("mimetype", "an OpenDocument text or EPUB file"),
    ):
        if part in names:
            raise refuse_format(source_path, found)
    raise refuse_format(source_path, "a zip archive")
