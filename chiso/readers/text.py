"""Plain text and Markdown: UTF-8, code points unchanged, without the byte order mark."""

from __future__ import annotations

from chiso.readers.fault import ReadFault

_BOM = b"\xef\xbb\xbf"


def decode_text(source_path: str, data: bytes) -> str:
    """The text of UTF-8 bytes; line ends and every code point stay as they are, a leading byte order mark goes.

    Raises ReadFault not_utf8 with the offset of the first byte that is not UTF-8.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ReadFault("not_utf8", f"{source_path}: byte 0: the text is UTF-16, not UTF-8; save it as UTF-8")
    skipped = len(_BOM) if data.startswith(_BOM) else 0
    try:
        return data[skipped:].decode("utf-8")
    except UnicodeDecodeError as error:
        at = error.start + skipped
        line = data.count(b"\n", 0, at) + 1
        raise ReadFault(
            "not_utf8",
            f"{source_path}: byte {at} (0x{data[at]:02x}, line {line}) is not UTF-8; find out the encoding "
            "(often windows-1258, TCVN3 or VNI) and save the text as UTF-8",
        ) from error
