"""Numbered lines whose values fall rank what they list: '1) Sở Tư pháp: 94,10 điểm', '2) Sở Công Thương: 93,66 điểm'.

The number of a line is a place only where the values prove it: three lines or more of one list, numbers that rise and values
that never do. A list that is cut ('1) ..., 2) ..., 19) ...') goes on over the headings of its classes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from chiso.extraction.segments import Sentence
from chiso.fold import Folded
from chiso.model import Claim

NUMBER = re.compile(r"\s*(\d{1,2})[.)]\s")
_FEWEST = 3  # lines


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    start: int  # of the number, in the source
    score: Claim


def find_listed_places(folded: Folded, sentences: Sequence[Sentence], claims: Sequence[Claim]) -> Iterator[Claim]:
    """The places that numbered lines give; `claims` are those of the prose, in order."""
    run: list[_Line] = []
    for line in _find_lines(folded, sentences, claims):
        if run and not _goes_on(run[-1], line):
            yield from _rank(folded, run)
            run = []
        run.append(line)
    yield from _rank(folded, run)


def _find_lines(folded: Folded, sentences: Sequence[Sentence], claims: Sequence[Claim]) -> Iterator[_Line]:
    """The numbered lines that give one unit one value and no place."""
    at = 0
    ordered = list(claims)
    places = sorted((c.char_start, i) for i, c in enumerate(ordered) if c.char_start is not None)
    for sentence in sentences:
        number = NUMBER.match(folded.text, sentence.start, sentence.end)
        if number is None:
            continue
        start, end = folded.span(number.start(1), sentence.end)
        while at < len(places) and places[at][0] < start:
            at += 1
        inside = []
        while at < len(places) and places[at][0] < end:
            inside.append(ordered[places[at][1]])
            at += 1
        scores = [c for c in inside if c.kind == "score" and c.unit_text and not c.component_text and not c.subset]
        begins = scores and folded.source[folded.span(number.end(), sentence.end)[0] :].lstrip().startswith(
            scores[0].quote
        )
        if len(scores) == 1 and begins and not any(c.kind in ("rank", "top_group") for c in inside):
            yield _Line(int(number[1]), start, scores[0])


def _goes_on(last: _Line, line: _Line) -> bool:
    a, b = last.score, line.score
    alike = (a.index_code, a.edition_year, a.bloc, a.bloc_part, a.unit_measure) == (
        b.index_code, b.edition_year, b.bloc, b.bloc_part, b.unit_measure,
    )  # fmt: skip
    return alike and line.number > last.number and (b.value or 0.0) <= (a.value or 0.0)


def _rank(folded: Folded, run: Sequence[_Line]) -> Iterator[Claim]:
    if len(run) < _FEWEST or run[0].number != 1:
        return
    for line in run:
        c = line.score
        yield replace(
            c, kind="rank", rule_id="prose:rank_listed", value=float(line.number), decimals=None, unit_measure=None,
            scale_max=None, quote=folded.source[line.start : c.char_end], char_start=line.start,
        )  # fmt: skip
