"""Legal documents that an announcement names: 'Quyết định số 482/QĐ-UBND ngày 17/2/2024'."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from chiso.extraction.discourse import Setting
from chiso.extraction.mentions import Mention
from chiso.extraction.numerals import LEGAL_NUMBER
from chiso.fold import Folded
from chiso.model import Claim

# "quyết định số 1115, do chủ tịch ... ký ngày 25/4/2019": a number without the code of its issuer
_BARE = re.compile(
    r"(?:quyết định|nghị quyết|kế hoạch|công văn|chỉ thị|thông báo|kết luận|tờ trình|báo cáo) số (\d{1,5})(?![\w/-]|[.,]\d)"
)
# what a document of the country's own bodies ends in: 922/QĐ-BTTTT, 30c/NQ-CP, 1292/QĐ-TTg, 45/2025/QH15; a province has
# committees, boards and agencies of its own: BCĐ, BQL, BAN..., BDT, BHXH
_CENTRAL = re.compile(r"[-/](?:b(?!cđ|ql|an|dt|hxh)[a-zđ]{2,7}|ttg|cp|qh\d*|tw|vpcp|ubtvqh\d*)$")
_DATE_NEAR = 60  # "ngày 28.2.2025", "ban hành ngày ...", "do Chủ tịch UBND tỉnh ... ký ngày ..."
_DATE_BEFORE = 3  # "17/2/2024 (482/QĐ-UBND)"


def find_legal_references(folded: Folded, mentions: Sequence[Mention], setting: Setting) -> Iterator[Claim]:
    """One claim per legal document; its date is the first full date that follows closely or stands just before."""
    dates = [m for m in mentions if m.kind == "date" and m.day is not None]
    ends = [d.end for d in dates]
    size = min(mentions[-1].end + 200, len(folded.text)) if mentions else 0
    spans = [m.span() for m in LEGAL_NUMBER.finditer(folded.text, 0, size) if _is_number(folded, *m.span())]
    spans += [m.span(1) for m in _BARE.finditer(folded.text, 0, size)]
    for start, end in sorted(spans):
        day = None
        for d in map(dates.__getitem__, range(bisect_left(ends, start - _DATE_BEFORE), len(dates))):
            if d.start > end + _DATE_NEAR:
                break
            between = folded.text[end : d.start] if d.start >= end else folded.text[d.end : start]
            if "số" not in between and ";" not in between:
                day = d
                break
        a, b = folded.span(start, day.end if day is not None and day.start >= end else end)
        first, last = folded.span(start, end)
        yield Claim(
            kind="legal_ref", rule_id="prose:legal_ref", quote=folded.source[a:b], char_start=a, char_end=b,
            jurisdiction_id="vn" if _CENTRAL.search(folded.text, start, end) else setting.jurisdiction_id,
            value_text=folded.source[first:last], value_date=day.day if day else None,
        )  # fmt: skip


def _is_number(folded: Folded, start: int, end: int) -> bool:
    """A document's number has the initials of its kind in capitals: 482/QĐ-UBND, not 7/hộ."""
    start, end = folded.span(start, end)
    letters = [c for c in folded.source[start:end] if c.isalpha()]
    return len(letters) >= 2 and sum(c.isupper() for c in letters) >= len(letters) - 1
