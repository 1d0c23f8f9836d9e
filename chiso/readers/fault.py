"""The one error of the readers."""

from __future__ import annotations


class ReadFault(Exception):
    """A file that cannot be read. `str()` is one line for a person: file, place, what is wrong, what to do.

    reason_code: empty_file, unknown_format, unknown_encoding, damaged_document, password_protected, document_too_large,
    document_too_deep, value_not_stored, needs_libreoffice, reader_failed (the process that read it died), bad_sidecar.
    """

    def __init__(self, reason_code: str, message: str) -> None:
        super().__init__(" ".join(message.split()))
        self.reason_code = reason_code

    @property
    def message(self) -> str:
        """The line for a person."""
        return str(self)
