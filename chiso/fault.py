"""The one error that ends a command: a line for the operator."""

from __future__ import annotations


class RunFault(Exception):
    """A command could not do its job. `str()` is one line that names file, place and remedy; the exit code is 1."""

    def __init__(self, message: str) -> None:
        super().__init__(" ".join(message.split()))
