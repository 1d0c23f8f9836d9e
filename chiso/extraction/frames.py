"""What a sentence gives to all that is said in it: its scope and whom it speaks of."""

from __future__ import annotations

from dataclasses import dataclass

from chiso.extraction.tokens import Token


@dataclass(slots=True)
class SentenceFrame:
    """What a sentence gives to all of its items."""

    start: int
    end: int
    local: bool
    code: str | None
    code_here: bool  # the index is named in this very sentence
    years: list[Token]
    carried_year: int | None
    anaphor: bool
    national: bool
    units: bool = False  # some unit is named in it
    of_all: bool = False  # it, or the sentence before, speaks of the mean of all units
