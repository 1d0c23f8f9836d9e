"""Numbers, dates, years and legal documents in folded text: a few named patterns, each with examples above it.

What may not stand before a digit is said behind it, `\\d(?<![.,].)`: a pattern that begins with the digit itself lets the
search skip from digit to digit, which is several times as fast as looking back at every character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

# 45 | 83,84 | 0.4944 | 1.234,5 | 45.771
NUMERAL = re.compile(r"\d+(?:[.,]\d+)*")

# 482/qđ-ubnd | 127-kl/tw | 57-nq/tw | 403/qđ-ubnd-hc | 30c/nq-cp | 45/2025/nđ-cp | 15/2008/qh12 | 30/2026/qh16
LEGAL_NUMBER = re.compile(
    r"""\d(?<![\w/.,-].)
        \d*[a-zđ]?(?:/\d{4})?          # its number, and the year of some
        [/-][a-zđ]{2,}\d*              # its type: qđ, kl, nq, qh15
        (?:[-/][a-zđ&]+\d*)*           # who issued it: -ubnd, /tw, -btttt
        (?![\w])""",
    re.VERBOSE,
)

# 17/2/2024 | 24-4-2020 | 28.2.2025
DATE = re.compile(r"(\d(?<![\d/.,-].)\d?)([/.-])(\d{1,2})\2(\d{4})(?![\d/]|[.,]\d)")
# ngày 11 tháng 10 năm 2018
DATE_WORDS = re.compile(r"(\d(?<!\w.)\d?) tháng (\d{1,2})(?:,)? năm (\d{4})\b")
# 2024-04-17
DATE_ISO = re.compile(r"(\d(?<![\d-].)\d{3})-(\d{2})-(\d{2})(?![\d-])")
# april 17, 2024 | 17 april 2024
_MONTHS = "january february march april may june july august september october november december".split()
DATE_ENGLISH = re.compile(
    rf"\b(?:(?P<m1>{'|'.join(_MONTHS)}) (?P<d1>\d{{1,2}})(?:,? (?P<y1>\d{{4}}))?"
    rf"|(?P<d2>\d{{1,2}}) (?P<m2>{'|'.join(_MONTHS)})(?: (?P<y2>\d{{4}}))?)\b"
)
# ngày 15/3 | sáng 25/5 | hôm 30/10 | tháng 3/2024 | ngày 12.12 | ngày 23-3
DAY_MONTH = re.compile(
    r"\d(?<= .)\d?(?:/(?:\d{1,2}|\d{4})|(?P<no_slash>[.-](?:0?[1-9]|1[0-2])))(?![\d/]|[.,]\d)"  # behind one of the words
)
_BEFORE_DAY = re.compile(r"\b(?:ngày|sáng|chiều|tối|trưa|hôm) $")
_BEFORE_DAY_WITH_SLASH = re.compile(r"\b(?:từ|đến|và|ngày|sáng|chiều|tối|trưa|hôm|hôm nay|tháng|quý) $")
_LONGEST_BEFORE = len("hôm nay ")
# 15:39:31 | 7h30 | 09:26 | 14h
CLOCK = re.compile(r"\d(?<!\w.)\d?(?::\d{2}(?::\d{2})?|h\d{0,2})\b")
# 2024 | năm 2024, but not 2.024 and not 2024,5
YEAR = re.compile(r"(?:19[89]|20[0-4])\d(?<![\d.,/-].{4})(?![\d/-]|[.,]\d)")
# 2021-2025 | 2011-2020: a period is no year of an edition
PERIOD = re.compile(r"(?:19|20)\d{2}(?<![\d.,/-].{4}) ?- ?(?:19|20)\d{2}(?![\d-])")
# 45/63 | 02/63 | 16/19
RATIO = re.compile(r"(\d(?<![\d.,/-].)\d{0,3}) ?/ ?(\d{1,4})(?![\d/-]|[.,]\d)")
# 17th | 3rd | 71st
ORDINAL_ENGLISH = re.compile(r"(\d(?<![\w.,/-].)\d{0,2})(?:st|nd|rd|th)(?!\w)")
# 40,62/80 | 0,8654/1 | 87,602/100 | 62,51/64,5 | 57/60 điểm | 8.14 out of 10; 45/63 is a place
SCALED = re.compile(
    r"""(?P<value>\d(?<![\d.,/-].)\d*(?P<decimals>[.,]\d+)?)
        (?P<of>\ ?/\ ?|\ (?:points\ )?out\ of\ (?:a\ (?:possible|maximum\ of|total\ of)\ )?)
        (?P<scale>\d{1,3}(?:[.,]\d+)?)(?![\d/-]|[.,]\d)""",
    re.VERBOSE,
)
# 0203.3835.011 | 024 3943 1234
PHONE = re.compile(r"(?:\+(?<!\d.)84|8(?<!\d.)4|0(?<!\d.))[\d. -]{8,13}\d(?!\d)")
# khóa xvii | lần thứ 17 ... are read by the grammar


@dataclass(frozen=True, slots=True)
class Dated:
    """A date found at folded[start:end]; `day` is None where the text gives no full date."""

    start: int
    end: int
    day: date | None


def count_numerals(text: str) -> int:
    """How many numerals a text has."""
    return sum(1 for _ in NUMERAL.finditer(text))


def make_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def find_scaled(text: str) -> Iterator[re.Match[str]]:
    """Values with their scale in a folded text; a whole number may be a place: only 100, 1 and points are a scale for it."""
    for m in SCALED.finditer(text):
        whole = m["decimals"] is None
        scale = m["scale"] in ("100", "1") or text.startswith(" điểm", m.end())
        if not whole or (scale and "/" in m["of"] and len(m["value"]) <= 3):
            yield m


def find_dates(text: str) -> Iterator[Dated]:
    """Dates, days of a month, clock times and phone numbers of a folded text: digits that are no figures."""
    for m in DATE.finditer(text):
        yield Dated(m.start(), m.end(), make_date(int(m[4]), int(m[3]), int(m[1])))
    for m in DATE_WORDS.finditer(text) if " tháng " in text else ():
        yield Dated(m.start(), m.end(), make_date(int(m[3]), int(m[2]), int(m[1])))
    for m in DATE_ISO.finditer(text):
        yield Dated(m.start(), m.end(), make_date(int(m[1]), int(m[2]), int(m[3])))
    for m in DATE_ENGLISH.finditer(text) if any(month in text for month in _MONTHS) else ():
        month = _MONTHS.index(m["m1"] or m["m2"]) + 1
        year = m["y1"] or m["y2"]
        yield Dated(m.start(), m.end(), make_date(int(year), month, int(m["d1"] or m["d2"])) if year else None)
    for m in DAY_MONTH.finditer(text):
        before = _BEFORE_DAY if m["no_slash"] else _BEFORE_DAY_WITH_SLASH
        if before.search(text, max(0, m.start() - _LONGEST_BEFORE), m.start()):
            yield Dated(m.start(), m.end(), None)
    for m in CLOCK.finditer(text):
        yield Dated(m.start(), m.end(), None)
    for m in PHONE.finditer(text):
        yield Dated(m.start(), m.end(), None)
