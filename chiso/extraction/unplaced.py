"""What a numeral that is in no claim looks like: a rank, a score or a change, which a person should see, or something else.

Only what has a measure, decimals or words of a place can be a fact of an index. Of these, thresholds ('trên 80%'), distances
between units ('cao hơn kết quả của tỉnh 1,22 điểm'), shares of those asked or of what is handled, amounts and times are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import takewhile

from chiso.extraction.mentions import Mention
from chiso.extraction.segments import Sentence
from chiso.extraction.tokens.places import COUNTS_TIMES
from chiso.extraction.tokens.reader import GAP

_MEASURES = frozenset({"measure_percent", "measure_points", "measure_places"})
_BOUNDS = frozenset({"at_least", "at_most"})
_CHANGES = frozenset({"up", "down"})
_SHARES = frozenset({"reported", "administered", "share"})
_COMPARED = frozenset({"mean", "median", "anaphor", "national", "first", "last"})
_BESIDE = _COMPARED | {"rank_before", "measure_places"}
_NEAR = 4  # characters between a word for a bound and its number
_REACH = 100  # characters before a measure that say what it is compared with

# before a threshold, a scale or what is only about right: "vượt mốc 90%", "thang điểm 100", "above 80%"
_BOUND = re.compile(
    r"(?:tối đa|không quá|vượt(?: qua)?|(?<!cao )(?<!thấp )(?<!nhiều )(?<!tốt )hơn|quá|chừng|mốc|ngưỡng|mức|thang|thang điểm"
    r"|exceed|exceeds|exceeded|exceeding|above|around|approximately|some|up to|threshold of|mark of|scale of|maximum of|out of)"
    r"(?: (?:mốc|mức|ngưỡng))? ?[<>≥≤~]?$|[<>≥≤~] ?$"
)
_OPEN_END = re.compile(r"(?: ?%| điểm| points?)? (?:trở lên|trở xuống|or (?:more|higher|above|less|lower)|and above)")
# the same value in another measure: "40,62/80 điểm (tương đương 50,77%)"
_RESTATED = re.compile(r"(?:tương đương|tương ứng|tức|equivalent to|that is)(?: với)? ?$")
# how an index is made: "chiếm 10 điểm", "điểm tối đa là 0,5"; its parts' weights are no results
_METHOD = re.compile(r"(?:trọng số|thang điểm|điểm tối đa|điểm chuẩn|chiếm \d[\d.,]* điểm|bị trừ|weight|maximum)(?!\w)")
_CLAUSE = re.compile(r"[,;:.…](?=\s)")
_GAP_AFTER = re.compile(r"[^,;.…]{0,12} so với (?:địa phương|đơn vị|tỉnh|trung bình|bình quân|mức|trung vị|sở|huyện)")
_AMOUNT = re.compile(
    r" ?(?:tỷ|tỉ|triệu|nghìn|ngàn|đồng|usd|ha|km|m2|tấn|kg|người|hộ|lượt|phiếu|doanh nghiệp|hồ sơ|công dân|cán bộ|ý kiến"
    r"|million|billion|trillion|people|citizens|respondents|enterprises|businesses|hectares)(?!\w)"
)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+")  # 15.833 | 197,779
_SHARE = re.compile(  # "88,8% số người được hỏi", "the share of citizens with access"; amounts of money: what is spoken of is no index
    r"(?:%|phần trăm|percent|per cent)(?: (?:số|lượng|tổng số|các|trong|của|of|the))* (?:người|doanh nghiệp|hồ sơ|tthc|thủ tục"
    r"|cán bộ|công chức|hộ|ý kiến|bộ|tỉnh|địa phương|đơn vị|sở|people|those|citizens|respondents|businesses|enterprises|firms"
    r"|weight)(?!\w)|(?:share|proportion) of |(?<!\w)(?:tỷ|triệu|nghìn tỷ) đồng|\d (?:million|billion|trillion)(?!\w)"
)
_PLACES_THEMSELVES = re.compile(
    r" (?:hạng|vị trí|thứ hạng) (?:đầu|cuối|dẫn đầu|cao nhất|thấp nhất)(?!\w)"
)  # "6 hạng đầu"
_PLACED = re.compile(r"(?:rank|ranks|ranked|ranking|placed|came|stood|stands|finished)(?: at| in)?(?: the| only)? ?$")
_PLACE_AFTER = re.compile(r" (?:place|position|spot|rank|among|out of|nationwide|in the country)(?!\w)")


class LeftNumerals:
    """The numerals of a sentence that no claim took; `mentions` are all those of the sentence."""

    def __init__(self, text: str, mentions: Sequence[Mention], sentence: Sentence) -> None:
        self.text, self.mentions, self.start, self.end = text, mentions, sentence.start, sentence.end

    @cached_property
    def is_beside_index(self) -> bool:
        """Whether a sentence read with an index in force speaks of it: of the index, a part, a unit, or a place in its list."""
        return self.names_index or any(m.kind == "unit" or m.tags & _BESIDE for m in self.mentions)

    @cached_property
    def names_index(self) -> bool:
        """Whether the index or a part of it is named."""
        return any(m.kind in ("index", "component") for m in self.mentions)

    @cached_property
    def topic(self) -> str:
        """The reason of all its numerals where the sentence does not speak of an index."""
        tags = frozenset().union(*(m.tags for m in self.mentions))
        return "plan" if "plan" in tags else "other_topic" if tags & {"other_topic", "asked"} else "no_index"

    @cached_property
    def _tells_shares(self) -> bool:
        """'88,8% số người được hỏi', 'tỷ lệ hồ sơ đúng hạn đạt 98,7%': figures of the survey or of the work of offices."""
        tags = frozenset().union(*(m.tags for m in self.mentions))
        return bool(tags & _SHARES) or _SHARE.search(self.text, self.start, self.end) is not None

    @cached_property
    def _tells_method(self) -> bool:
        """'Lĩnh vực cải cách thể chế chiếm 10 điểm': what a part counts, not what somebody has."""
        return _METHOD.search(self.text, self.start, self.end) is not None

    def explain(self, i: int) -> str | None:
        """Why the numeral of mention i is no fact of an index (a reason of NUMERAL_REASONS), or None where it may be one."""
        m, text = self.mentions[i], self.text
        written = text[m.start : m.end]
        decimal = not written.isdigit() and m.kind in ("number", "scaled")
        measure = self.find_measure(i)
        if measure == "measure_places" and _PLACES_THEMSELVES.match(text, m.end):
            return "count"
        if m.kind in ("ratio", "ordinal") or (measure is None and not decimal):
            return None if self._is_place(i) else "count"
        if self._tells_method or self._is_bound(i, decimal):
            return "bound"
        if _RESTATED.search(text, max(self.start, m.start - 24), m.start):
            return "repeated"
        thousands = _GROUPED.fullmatch(written) and not text.startswith("(", m.start - 1)
        if measure is None and (thousands or _AMOUNT.match(text, m.end, self.end)):
            return "count"
        if measure == "measure_percent" and (self._tells_shares or not (decimal or self.names_index)):
            return "share"
        if measure != "measure_places" and self._is_gap(i):
            return "gap"
        return None

    def find_measure(self, i: int) -> str | None:
        """What stands right behind mention i: measure_percent, measure_points, measure_places, or None."""
        if i + 1 >= len(self.mentions) or self.mentions[i + 1].start - self.mentions[i].end > 1:
            return None
        return next(iter(self.mentions[i + 1].tags & _MEASURES), None)

    def _is_bound(self, i: int, decimal: bool) -> bool:
        """'trên 80%', 'khoảng 85,3 điểm', '72% trở lên': of decimals only what is said to be inexact, the others are facts."""
        m, text = self.mentions[i], self.text
        previous = self.mentions[i - 1] if i else None
        tags = previous.tags if previous is not None and m.start - previous.end <= _NEAR else frozenset()
        if decimal or "approximate" in tags:
            return "approximate" in tags
        before = _BOUND.search(text, max(self.start, m.start - 40), m.start)
        return bool(tags & _BOUNDS) or before is not None or _OPEN_END.match(text, m.end, self.end) is not None

    def _is_place(self, i: int) -> bool:
        """'vị trí thứ 17', 'thứ 2/63', '32nd of', 'No. 36'; not 'lần thứ 5', 'the 15th edition'."""
        m, text = self.mentions[i], self.text
        if m.kind == "ordinal":
            before = _PLACED.search(text, max(self.start, m.start - 40), m.start)
            return before is not None or _PLACE_AFTER.match(text, m.end, self.end) is not None
        previous = self.mentions[i - 1] if i else None
        if previous is None or "rank_before" not in previous.tags or not GAP.fullmatch(text, previous.end, m.start):
            return False
        if m.kind == "ratio":
            return m.value is not None and m.second is not None and m.value <= m.second
        loose = text[previous.start : previous.end] in ("xếp", "đứng")
        return not loose and COUNTS_TIMES.search(text, max(self.start, previous.start - 16), previous.start) is None

    def _is_gap(self, i: int) -> bool:
        """'cao hơn kết quả của tỉnh 1,22 điểm': what is compared stands between the comparison and its measure."""
        m, text = self.mentions[i], self.text
        if _GAP_AFTER.match(text, m.end, self.end):
            return True
        reach = max(self.start, m.start - _REACH)
        marks = [mark.end() for mark in _CLAUSE.finditer(text, reach, m.start)]
        begin = marks[-1] if marks else reach
        near = list(takewhile(lambda n: n.start >= reach, reversed(self.mentions[max(0, i - _REACH) : i])))
        free = list(takewhile(lambda n: n.kind != "number", near))  # nothing else is measured in between
        if any("distance" in n.tags for n in (*free, *takewhile(lambda n: n.start >= begin, near))):
            return True
        between = False
        for n in takewhile(lambda n: n.start >= begin, free):
            if n.tags & _CHANGES:
                return between
            between = between or n.kind == "unit" or bool(n.tags & _COMPARED)
        return False
