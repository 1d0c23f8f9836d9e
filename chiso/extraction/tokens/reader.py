"""What a token is, and what all readers of tokens share: the text, its mentions, and the tokens read so far."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from chiso.extraction.mentions import Mention
from chiso.fold import Folded
from chiso.numbers import parse_number

OUT_OF = re.compile(
    r" ?(?:/|trên tổng số|trên tổng|trong tổng số|trong số|trong|trên|(?:bảng )?xếp hạng|(?:out of|among|of)(?: the| all| all the)?)"
    r" ?(\d{1,4})(?: |$)"
    r"(?=(?:[a-z-]+ ){0,4}(?:provinces|localities|cities|countries)|ministries"
    r"|đơn vị|cơ quan|sở|địa phương|huyện|tỉnh|xã|phường|quận|bộ|thành|quốc gia|nước)"
)
GAP = re.compile(r"[ \"'“”]*")


@dataclass(slots=True)
class Token:
    """One thing said at folded[start:end]; the fields a kind uses are named in the walk of grammar.py."""

    kind: str
    start: int
    end: int
    value: float | None = None
    value_max: float | None = None
    decimals: int | None = None
    measure: str | None = None
    scale: float | None = None
    out_of: int | None = None
    year: int | None = None
    base: int | None = None
    flavour: str = ""
    values: tuple[float, ...] = ()
    mention: Mention | None = None
    more: dict[str, Any] = field(default_factory=dict)


class TokenReader:
    """Folded[start:end] with its mentions; a method `_read_...` reads the token that begins at mention i and says how many it took."""

    def __init__(self, folded: Folded, mentions: Sequence[Mention], start: int, end: int, language: str) -> None:
        self.folded, self.text = folded, folded.text
        self.mentions = list(mentions)
        self.start, self.end = start, end
        self.mark = "," if language == "vi" else "."
        self.out: list[Token] = []

    def _count_mentions(self, i: int, end: int) -> int:
        """How many mentions from i on begin before folded position `end`."""
        return sum(1 for n in self.mentions[i:] if n.start < end)

    def _next(self, i: int, kind: str, gap: int) -> Mention | None:
        """The next mention if it is of `kind` and at most `gap` characters away (other cues may lie between)."""
        for j in range(i + 1, min(i + 4, len(self.mentions))):
            n = self.mentions[j]
            if n.start - self.mentions[i].end > gap:
                return None
            if n.kind == kind:
                return n
            if n.kind not in ("cue", "ordinal", "measure", "index"):
                return None
        return None

    def _number(self, m: Mention) -> tuple[float, int] | None:
        number = parse_number(m.more["text"], None)
        if number is None:
            return None
        if number.ambiguous and self.mark == ",":
            whole = parse_number(m.more["text"], ",")
            number = whole or number
        return number.value, number.decimals

    def _measure(self, i: int) -> tuple[str | None, int, int]:
        """The measure right behind mention i: (measure, its end, mentions taken)."""
        m = self.mentions[i]
        if i + 1 < len(self.mentions):
            n = self.mentions[i + 1]
            if n.start - m.end <= 1 and not self.text[m.end : n.start].strip():
                for tag, measure in (
                    ("measure_percent", "percent"),
                    ("measure_points", "points"),
                    ("measure_places", "places"),
                ):
                    if tag in n.tags:
                        return measure, n.end, 1
        return None, m.end, 0
