"""What a person is asked once: a year or a province that a document does not name holds all claims of an index alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from chiso.extraction.discourse import Setting, find_index_code
from chiso.extraction.mentions import Mention
from chiso.fold import Folded
from chiso.model import Claim, Doubt

_OF_THE_DOCUMENT = frozenset({"no_year", "no_jurisdiction"})


def ask_once(claims: Iterable[Claim], folded: Folded, mentions: Sequence[Mention], setting: Setting) -> Iterator[Claim]:
    """The claims, with doubts that one answer settles for all of an index placed where the text first names it."""
    claims = list(claims)
    asked = {c.index_code for c in claims if c.doubts}
    named: dict[str | None, tuple[int, int]] = {}
    for m in mentions:
        if m.kind == "index" and asked:
            named.setdefault(
                find_index_code(m, folded, setting.rejected, setting.provinces), folded.span(m.start, m.end)
            )
    for claim in claims:
        place = named.get(claim.index_code)
        if place is None or not claim.doubts:
            yield claim
        else:
            yield replace(claim, doubts=tuple(_move(doubt, folded.source, place) for doubt in claim.doubts))


def _move(doubt: Doubt, text: str, place: tuple[int, int]) -> Doubt:
    if doubt.subject_type != "claim" or doubt.reason_code not in _OF_THE_DOCUMENT:
        return doubt
    start, end = place
    return replace(doubt, quote=text[start:end], char_start=start, char_end=end)
