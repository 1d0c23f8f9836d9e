"""Bytes -> Document: find the format, hand over to its reader."""

from __future__ import annotations

import hashlib

from chiso.model import Document, Sidecar
from chiso.readers.delimited import read_table
from chiso.readers.formats import detect_format
from chiso.readers.text import decode_text
from chiso.readers.xls import read_old_workbook
from chiso.readers.xlsx import read_workbook

_NO_SIDECAR = Sidecar()


def read_document(source_path: str, data: bytes, sidecar: Sidecar = _NO_SIDECAR) -> Document:
    """Read a file as received. `source_path` names it in messages and tells a ragged table from prose, nothing else.

    format 'txt': the decoded text, no tables · 'csv': the decoded text and one table · 'xlsx', 'xls': text '', a table per
    sheet that has a cell. Raises ReadFault (its reason codes are listed there).
    """
    document_id = hashlib.sha256(data).hexdigest()
    found = detect_format(source_path, data)
    if found == "xlsx":
        return Document(document_id, source_path, found, "", read_workbook(source_path, data), sidecar)
    if found == "xls":
        return Document(document_id, source_path, found, "", read_old_workbook(source_path, data), sidecar)
    text = decode_text(source_path, data)
    table = read_table(text, named_as_table=source_path.lower().endswith((".csv", ".tsv", ".tab")))
    if table is None:
        return Document(document_id, source_path, "txt", text, (), sidecar)
    return Document(document_id, source_path, "csv", text, (table,), sidecar)
