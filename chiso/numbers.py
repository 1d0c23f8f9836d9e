"""Read one number as people write it in Vietnamese and English: 83,84 · 83.84 · 1.234,5 · 1,234.5 · 87,12% · −0,42.

The only place that knows what a comma or a point in a number means; table cells and prose both come here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_SPACES = "\u0020\u00a0\u2009\u202f"  # plain, no-break, thin, narrow no-break
_SHAPE = re.compile(
    rf"""
    [{_SPACES}\t\r\n]*
    (?P<sign> [+\-\u2212\u2013\u2014]?) [{_SPACES}]*    # −0,42   –0,42   + 1,27
    (?P<body> [0-9] (?: [0-9.,{_SPACES}]* [0-9] )?)      # starts and ends with a digit: '5.' and ',5' are no numbers
    [{_SPACES}]* (?P<percent> %?)                        # 87,12 %
    [{_SPACES}\t\r\n]*
    """,
    re.VERBOSE,
)
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:([.,\u0020\u00a0\u2009\u202f])[0-9]{3})(?:\1[0-9]{3})*")  # 1.234  1 234 567


@dataclass(frozen=True, slots=True)
class Number:
    """A number as stated: its value, how many decimals it was written with, whether '%' stood behind it.

    `ambiguous` is True where the same characters also spell a thousand times the value ('45.771') and nothing decided.
    """

    value: float
    decimals: int
    percent: bool = False
    ambiguous: bool = False


@lru_cache(maxsize=8192)
def parse_number(text: str, decimal_mark: str | None = None) -> Number | None:
    """The number that the whole of `text` spells, or None (words, dates, '-', an empty cell, '1.2.3', '01 (0,727)').

    `decimal_mark` (',' or '.') is what the context writes (a Vietnamese text: ','; None: nothing is known). It decides
    only where a text has two readings (one mark followed by exactly three digits): '45.771' is 45771 with ',' and
    45.771 with '.'; '83.84', '1.234,5' or '0.865' have one reading whatever the context says.

    With None ("auto") such a text is read as a decimal, because scores are: ',ddd' firmly (6,499 and 45,500 are PAPI
    scores; English thousands need decimal_mark='.'), '.ddd' with `ambiguous` set (47.102 is a PAPI score, 45.771 may
    count people), so that the caller can ask its context (scale, other cells of the column) or hold the value.

    Raises ValueError for another decimal_mark.
    """
    if decimal_mark not in (None, ",", "."):
        raise ValueError(f"decimal_mark is ',' or '.' or None, not {decimal_mark!r}")
    match = _SHAPE.fullmatch(text)
    if match is None:
        return None
    body, percent = match["body"], bool(match["percent"])
    readings = _spell_readings(body)
    if not readings:
        return None
    chosen, ambiguous = readings[0], False
    if len(readings) == 2:
        decimal, thousands, mark = readings[0], readings[1], "," if "," in body else "."
        chosen = decimal if decimal_mark in (None, mark) else thousands
        ambiguous = decimal_mark is None and mark == "."
    sign = "-" if match["sign"] not in ("", "+") else ""
    value = float(sign + chosen) + 0.0  # + 0.0: '-0' is 0
    return Number(value, len(chosen.partition(".")[2]), percent, ambiguous)


def _spell_readings(body: str) -> list[str]:
    """The plain spellings ('1234.5') that `body` can mean: none, one, or two (the decimal one first)."""
    if body.isdigit():
        return [body]
    readings: list[str] = []
    last = max(body.rfind(","), body.rfind("."))
    if last >= 0 and body[last + 1 :].isdigit():
        whole, mark = body[:last], body[last]
        grouped = _GROUPED.fullmatch(whole)
        if whole.isdigit() or (grouped and grouped[1] != mark):
            readings.append(f"{int(whole) if whole.isdigit() else re.sub('[^0-9]', '', whole)}.{body[last + 1 :]}")
    if _GROUPED.fullmatch(body):
        readings.append(re.sub("[^0-9]", "", body))
    return readings
