"""Bytes -> Document: find the format, hand over to its reader."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from chiso.model import Document, Doubt, Sidecar
from chiso.readers.contents import Contents
from chiso.readers.delimited import read_table
from chiso.readers.doc import convert_document
from chiso.readers.formats import FORMATS, detect_format
from chiso.readers.isolation import READERS
from chiso.readers.markdown import SUFFIXES, read_markdown
from chiso.readers.text import decode_text

_NO_SIDECAR = Sidecar()
_SUFFIXES = {  # a name that promises another format than the bytes hold
    ".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "xls", ".ods": "ods", ".docx": "docx", ".docm": "docx", ".doc": "doc",
    ".html": "html", ".htm": "html", ".mhtml": "mhtml", ".mht": "mhtml",
}  # fmt: skip
_TABLE_SUFFIXES = (".csv", ".tsv", ".tab")


def read_document(source_path: str, data: bytes, sidecar: Sidecar = _NO_SIDECAR) -> Document:
    """Read a file as received. `source_path` names it in messages and tells a ragged table from prose, nothing else.

    format 'txt': the decoded text, no tables · 'md': the same with its marks hidden, and its tables · 'csv': the decoded
    text and one table · 'xlsx', 'xls', 'ods': text '', a table per sheet that has a cell · 'html', 'mhtml', 'docx', 'doc':
    text and tables. What the sidecar leaves open is taken from a page's own head (`of_page` says what).
    Raises ReadFault (its reason codes are listed there).
    """
    name = detect_format(source_path, data)
    if name == "text":
        name, contents = _read_text(source_path, data)
    elif name == "doc":
        contents = READERS.read("docx", source_path, convert_document(source_path, data))
    else:
        contents = READERS.read(name, source_path, data)
    known, of_page = _complete_sidecar(sidecar, contents) if name in ("html", "mhtml") else (sidecar, ())
    return Document(
        hashlib.sha256(data).hexdigest(),
        source_path,
        name,
        contents.text,
        contents.tables,
        known,
        contents.title,
        contents.author,
        contents.published,
        contents.headings,
        tuple(_note_doubts(source_path, name, contents)),
        of_page,
    )


def _read_text(source_path: str, data: bytes) -> tuple[str, Contents]:
    decoded = decode_text(source_path, data)
    if source_path.lower().endswith(SUFFIXES):  # only its name tells Markdown from plain text
        return "md", replace(read_markdown(decoded.text), converted=decoded.converted)
    table = read_table(decoded.text, named_as_table=source_path.lower().endswith(_TABLE_SUFFIXES))
    name = "txt" if table is None else "csv"
    return name, Contents(decoded.text, (table,) if table else (), converted=decoded.converted)


def _complete_sidecar(sidecar: Sidecar, contents: Contents) -> tuple[Sidecar, tuple[str, ...]]:
    """The sidecar with what a page says of itself where it says nothing, and the names of those fields."""
    said: dict[str, Any] = {"title": contents.title, "published": contents.published, "url": contents.url}
    taken = {key: value for key, value in said.items() if value and getattr(sidecar, key) is None}
    return replace(sidecar, **taken), tuple(taken)


def _note_doubts(source_path: str, name: str, contents: Contents) -> list[Doubt]:
    """What is odd about the file as such; it was read all the same."""
    notes = []
    suffix = PurePosixPath(source_path).suffix.lower()
    if _SUFFIXES.get(suffix, name) != name:
        message = f"{source_path}: named {suffix}, the bytes are: {FORMATS[name]}; it was read as that"
        notes.append(Doubt("document", "other_format", message, severity="warn"))
    if contents.converted:
        message = f"{source_path}: the text was in {contents.converted} and was converted; look whether it reads well"
        notes.append(Doubt("document", "legacy_encoding", message, severity="warn"))
    return notes
