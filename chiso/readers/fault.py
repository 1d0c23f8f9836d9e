"""The one error of the readers."""

from __future__ import annotations


class ReadFault(Exception):
    """A file that cannot be read. `str()` is one line for a person: file, place, what is wrong, what to do.

    reason_code: empty_file, unknown_format, not_utf8, damaged_workbook, password_protected, document_too_large,
    value_not_stored, bad_sidecar.
    """

    def __init__(self, reason_code: str, message: str) -> None:
        super().__init__(" ".join(message.split()))
        self.reason_code = reason_code

    @property
    def message(self) -> str:
        """The line for a person."""
        return str(self)
