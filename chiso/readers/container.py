"""The zip container of office files, opened only after it is known that it can be opened safely."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from chiso.readers.fault import ReadFault

MAX_UNPACKED = 200 * 1024 * 1024  # bytes that the parts of a file may declare; VCCI's largest workbook needs 2 MB
_ENCRYPTED_PART = 0x1  # of the flags of a part
_NEVER_PARSED = ("word/theme/", "xl/theme/", "customXml/")  # no reader looks into them
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


def open_container(source_path: str, data: bytes) -> zipfile.ZipFile:
    """The parts of an office file. A part that unpacks to more than it declares fails its checksum when it is read.

    Raises ReadFault document_too_large (a zip bomb says so itself), password_protected, damaged_document.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        parts = archive.infolist()
    except Exception as error:
        raise refuse_damage(source_path, error) from error
    declared = sum(part.file_size for part in parts)
    if declared > MAX_UNPACKED:
        raise ReadFault(
            "document_too_large",
            f"{source_path}: the file would unpack to {declared:,} bytes (limit {MAX_UNPACKED:,}); "
            "if it is honest, save what matters of it as a smaller file",
        )
    if any(part.flag_bits & _ENCRYPTED_PART for part in parts):
        raise ReadFault("password_protected", f"{source_path}: the file is encrypted; save it without a password")
    return archive


def check_parts(source_path: str, archive: zipfile.ZipFile) -> None:
    """Read every XML part once, so that no library meets one that declares entities. Raises ReadFault damaged_document."""
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")) and not name.startswith(_NEVER_PARSED):
            read_part(source_path, archive, name)


def read_part(source_path: str, archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of an XML part. Raises ReadFault damaged_document, also where it declares entities."""
    try:
        xml = archive.read(name)
    except Exception as error:
        raise refuse_damage(source_path, error) from error
    if b"\0" in xml[:64]:  # UTF-16, in which a declaration would go unseen
        raise refuse_damage(source_path, ValueError(f"{name} is not in UTF-8"))
    if _DECLARATION.search(xml):
        raise ReadFault(
            "damaged_document",
            f"{source_path}: {name} declares XML entities, which no office program writes; do not trust the file",
        )
    return xml


def refuse_damage(source_path: str, error: Exception) -> ReadFault:
    """The fault for a file that its library cannot read."""
    found = f"{type(error).__name__}: {str(error)[:160]}"
    return ReadFault(
        "damaged_document",
        f"{source_path}: the file is damaged or cut off ({found}); get it again, or open and save it in an office program",
    )
