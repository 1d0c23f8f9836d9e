"""Cut a text into paragraphs and sentences, on folded coordinates, and set aside what is no part of the announcement.

A line is a paragraph: announcements arrive as text copied from pages, where a line break ends a thought. A sentence ends at
. ! ? … followed by a capital, a digit or the end of its paragraph, unless the full stop belongs to an abbreviation (TP., TX.,
Dr.). Both are linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chiso.fold import Folded

_ABBREVIATIONS = frozenset("tp tx tt ths ts gs pgs bs ks st mr mrs ms dr no vs p q h tr đ/c t.p".split())
_STOP = re.compile(r"[.!?…](?=[\s\"')\]]|$)")
_LONGEST = (
    2000  # characters; whatever is longer is no sentence, and the grammar looks at a whole sentence again and again
)
_LINE_BREAK = re.compile(r"[\r\n]\s*")
_BULLET = re.compile(r"\s*(?:[-+•*●○▪‣·]|\d{1,2}[.)]|[a-zđ][.)])\s")


@dataclass(frozen=True, slots=True)
class Sentence:
    """folded[start:end], the paragraph it stands in (0-based) and whether that paragraph reads like a heading."""

    start: int
    end: int
    paragraph: int
    heading: bool
    bullet: bool


def split_paragraphs(folded: Folded) -> list[tuple[int, int]]:
    """The paragraphs (folded half-open spans) of a text; a paragraph is what stands between two line breaks."""
    spans: list[tuple[int, int]] = []
    begin = 0
    for line_break in _LINE_BREAK.finditer(folded.source):
        i = folded.place(line_break.start())
        if i > begin:
            spans.append((begin, i))
        begin = i + 1
    if begin < len(folded.text):
        spans.append((begin, len(folded.text)))
    return spans


def split_sentences(folded: Folded) -> list[Sentence]:
    """All sentences of a text in order, paragraph by paragraph."""
    sentences: list[Sentence] = []
    text = folded.text
    for number, (start, end) in enumerate(split_paragraphs(folded)):
        bullet = bool(_BULLET.match(text, start, end))
        heading = end - start <= 160 and text[end - 1] not in ".!?;,…:"
        begin = start
        for stop in _STOP.finditer(text, start, end):
            at = stop.end()
            if at < end and not _starts_sentence(folded, at, end):
                continue
            word = text[max(begin, text.rfind(" ", begin, stop.start()) + 1) : stop.start()]
            if (
                text[stop.start()] == "."
                and at < end
                and (word.lstrip("(\"'") in _ABBREVIATIONS or (len(word) == 1 and not word.isdigit()))
            ):
                continue
            if word.isdigit() and len(word) <= 2 and stop.start() - begin <= 4:
                continue  # "1. Sở ...": the number of a list item
            sentences.extend(Sentence(a, b, number, heading, bullet) for a, b in _cut(text, begin, at))
            begin = at
        if text[begin:end].strip():
            sentences.extend(Sentence(a, b, number, heading, bullet) for a, b in _cut(text, begin, end))
    return sentences


def _cut(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence as it is, or where it is longer than any, pieces of it that end at a semicolon, a comma or a space."""
    while end - begin > _LONGEST:
        marks = (text.rfind(mark, begin + _LONGEST // 2, begin + _LONGEST) for mark in ("; ", ", ", " "))
        at = next((mark + 1 for mark in marks if mark >= 0), begin + _LONGEST)
        yield begin, at
        begin = at
    yield begin, end


def _starts_sentence(folded: Folded, at: int, end: int) -> bool:
    """Whether a new sentence can begin at folded position `at`: white space, then a capital, a digit or a quote."""
    text = folded.text
    while at < end and text[at] in " \"')]":
        at += 1
    if at >= end:
        return True
    first = folded.source[folded.starts[at]]
    return first.isupper() or first.isdigit() or first in '"“‘([-+•'
