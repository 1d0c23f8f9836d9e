"""The text of bytes: UTF-8 and UTF-16 unchanged, without the byte order mark; older Vietnamese encodings converted."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from chiso.readers.fault import ReadFault
from chiso.readers.legacy import decode_legacy, restore_vietnamese

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PUNCTUATION = re.compile(
    "[‘’‚“”„†‡•…‰‹›€™–—\u00a0©®°·²³½¼¾×«»§±µ¹º´]+"
)  # of windows-1252, in texts without marked letters
_LOST = re.compile(
    rb"(?<=[A-Za-z\x80-\xff])\?(?=[a-z\x80-\xff])"
)  # what an encoding could not say was saved as "c?i c?ch"
_MANY_LOST = 2
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded text; `converted` names the old encoding that it was in, if it was in one."""

    text: str
    converted: str | None = None


def decode_text(source_path: str, data: bytes) -> Decoded:
    """The text; line ends and every code point of UTF-8 and UTF-16 stay as they are, a leading byte order mark goes.

    Raises ReadFault unknown_encoding with the offset of the first byte that is not UTF-8.
    """
    mark, encoding = next(((m, name) for m, name in _MARKS if data.startswith(m)), (b"", "utf-8"))
    try:
        return _restore_letters(data[len(mark) :].decode(encoding))
    except UnicodeDecodeError as error:
        found = None if mark else _decode_other(data)
        if found is None:
            raise _refuse_encoding(source_path, data, error.start + len(mark), encoding) from error
        return found


def find_wide_text(data: bytes) -> str | None:
    """The text of UTF-16 without a mark; None where the bytes are something else.

    >>> find_wide_text("Chỉ số\\n".encode("utf-16-le"))
    'Chỉ số\\n'
    """
    if len(data) % 2 or b"\0" not in data[:4096]:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        latin = sum(c < "\u0250" or "\u1e00" <= c <= "\u20cf" for c in text)
        if latin >= 0.95 * len(text) and not _NO_TEXT.search(text):
            return text
    return None


def _restore_letters(text: str) -> Decoded:
    found = restore_vietnamese(text)
    if found is None:
        wide = find_wide_text(text.encode()) if "\0" in text else None
        return Decoded(wide or text)
    return Decoded(*found)


def _decode_other(data: bytes) -> Decoded | None:
    wide = find_wide_text(data)
    if wide is not None:
        return Decoded(wide)
    if len(_LOST.findall(data)) >= _MANY_LOST:
        return None
    found = decode_legacy(data)
    if found is not None:
        return Decoded(*found)
    try:
        western = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    return Decoded(western, "windows-1252") if _PUNCTUATION.sub("", western).isascii() else None


def _refuse_encoding(source_path: str, data: bytes, at: int, encoding: str) -> ReadFault:
    line = data.count(b"\n", 0, at) + 1
    found = f"0x{data[at]:02x}, " if at < len(data) else ""
    return ReadFault(
        "unknown_encoding",
        f"{source_path}: byte {at} ({found}line {line}) is not {encoding.upper()}, and the text fits neither TCVN3, VNI, "
        "VISCII nor windows-1258; find out its encoding and save it as UTF-8",
    )
