"""Whose value it is: scores, changes, bounds and classes of the item at hand."""

from __future__ import annotations

import re
from dataclasses import replace

from chiso.extraction.items import Item, Value
from chiso.extraction.tokens import Token
from chiso.extraction.units import LAST_YEAR, UnitRules

_POINTS_ARE = re.compile(
    r"(tổng )?điểm(?: số)? (?:[^,;:.\d]*(?:năm )?\d{4} )?[^,;:.\d]*(?:là|đạt|chỉ còn|còn|chỉ đạt|dừng ở|được|chỉ được) $"
)
_BETWEEN_UNITS = frozenset("anaphor agg unit bloc national base open close year score rank link and".split())
_IS_GIVEN = re.compile(r"(?:phần còn lại(?: khi)? với|đạt|được|chấm|giành|ghi)(?: số| tổng)?(?: điểm)? $")
_WORDS_BEFORE = 60  # characters that may say what a number is
_FOR_PART = re.compile(
    r" (?:for|in|on|in terms of|regarding) (?:the |its )?"
    r"(?:(?:sub-?index|index|indicator|dimension|criterion|pillar|component)(?: of)? )?[\"']?"
)
OF_OTHERS = re.compile(
    r" (?:tổng )?(?:số |các |lượng |trong số |trên )?(?:hồ sơ|người|doanh nghiệp|thủ tục|dịch vụ|ý kiến|phiếu|đơn vị|cơ quan|xã|văn bản"
    r"|cán bộ|công chức|tthc|giao dịch|hộ|kế hoạch|nhiệm vụ|đại biểu|tổ chức|respondents|of (?:the )?(?:respondents|citizens|firms))(?!\w)"
)
_ITS = re.compile(r"(?: province| city)?(?: \(|'s|,? with|,? at|,? on)?(?: a score of)? ?")
_VERB = re.compile(r" (?:\w+ )?(?:scored|recorded|got|received|earned|achieved|posted|reached|obtained|had|have) ")
_SHARE = re.compile(r"(?:chiếm|tương đương tỷ lệ)(?: tỷ lệ| tỉ lệ)?(?: \w+)? $")
_ELLIPTIC = re.compile(r"(?: had| has| got)? the (?:second[- ])?(?:lowest|highest|best|worst)(?=[,;.]| \(| at | with )")
_EQUALS = re.compile(r"(?:tương đương|tương ứng|chiếm|chiếm tới) $")


class ValueRules(UnitRules):
    """How values find their item."""

    def _on_base(self, i: int, t: Token) -> None:
        if self.item.changes and i and self.tokens[i - 1] is self.item.changes[-1].token:
            self.item.changes[-1].token.base = t.year if t.year else -1  # "... và tăng 15 bậc so với năm 2021"
        for value in reversed(self.item.changes):
            if value.token.base is None:
                value.token.base = t.year if t.year else -1
        self.base = t

    def _on_bound(self, i: int, t: Token) -> None:
        self.bound = t

    def _on_approx(self, i: int, t: Token) -> None:
        self.bound = t

    def _bound_of(self, i: int) -> str:
        """The comparator in force for the value at i: '>', '<', '>=' ('72% trở lên'), '~' (approximate: no value), or '='."""
        p = self.tokens[i - 1] if i else None
        t = self.tokens[i]
        if self.text.startswith((" trở lên", " trở xuống"), t.end):
            return ">="
        if t.year is None and self.text.endswith("từ ", max(0, t.start - 4), t.start):
            return ">="  # "từ 80% đến dưới 90%" says where a class begins
        if p is not None and p.kind in ("bound", "approx") and self.tokens[i].start - p.end <= 4:
            return {"at_least": ">", "at_most": "<"}.get(p.flavour, "~")
        return "="

    def _continues_share(self, i: int) -> bool:
        """'41.4 percent of the firms paid informal charges, against 44.9 percent in 2020': shares, both of them."""
        for x in reversed(self.tokens[:i]):
            if x.kind in ("unit", "index", "semicolon") or self.tokens[i].measure != "percent":
                return False
            if x.kind == "score" and x.measure == "percent":
                return OF_OTHERS.match(self.text, x.end) is not None
        return False

    def _is_of_same_part(self) -> bool:
        """'A got the highest score in time costs (7.54), and B the lowest (5.61)': of the part, which is not named again."""
        unit = self.item.unit
        if unit is None or self.component is not None or not _ELLIPTIC.match(self.text, unit.end):
            return False
        return any(v.component is not None for x in self.items for v in x.scores)

    def _on_score(self, i: int, t: Token) -> None:
        self._share(t)
        if t.measure == "percent" and (
            OF_OTHERS.match(self.text, t.end) or _SHARE.search(self.text, max(0, t.start - 24), t.start)
        ):
            return  # "100% hồ sơ", "97,8% người dân": a share of something is no value
        if self._continues_share(i) or self._is_of_same_part():
            return
        if t.year is None and LAST_YEAR.search(self.text, max(0, t.start - 40), t.start):
            t.year = -1
        comparator = self._bound_of(i)
        before = [x.kind for x in self.tokens[max(0, i - 5) : i]]
        of_base = before[-2:] == ["base", "open"]  # "so với năm 2014 (76,99%)"
        moved = before == ["comparative", "base", "open", "score", "close"]  # "hơn năm 2014 (76,99%) 8,31%"
        if _EQUALS.search(self.text, max(0, t.start - 14), t.start) or (
            not of_base and not moved and (t.year or -1) < 0 and self._is_gap(i)
        ):
            return
        if comparator == "~" or (comparator != "=" and (self.depth or self.agg is None)):
            return  # "gần 90 điểm" says no value; "loại tốt (trên 80%)" and "số đơn vị trên 90%" say where a class begins
        if of_base:
            t.year = self.tokens[i - 2].year
        elif moved:
            sign = 1.0 if (self.tokens[i - 5].value or 0.0) > 0 else -1.0
            self._on_change(
                i,
                Token(
                    "change",
                    t.start,
                    t.end,
                    value=sign * (t.value or 0.0),
                    decimals=t.decimals,
                    measure=t.measure,
                    base=self.tokens[i - 4].year,
                ),
            )
            return
        if self._is_of_list(t) or self._is_of_overtaken(t):
            return
        value = Value(t, self._part_after(i) or self.component, self.open_year or self._year_of_value(i), comparator)
        if self.component is not None and self.component.start in self.parts:
            self.parts[self.component.start].scores.append(value)
            return
        item = self.item
        main = self.items[-1] if self.items else None
        if (
            item.subset is not None
            and main is not None
            and main.unit is item.unit
            and main.subset is None
            and not main.scores
        ):
            main.scores.append(value)  # "thứ 2 cả nước và đứng đầu ĐBSCL, 72,81 điểm"
            return
        if self.agg is not None and item.unit is None:
            if (item.scores and item.agg is None) or any(s.component is value.component for s in item.scores):
                item = self._open()
            item = self._touch()
            item.agg = self.agg
        elif (
            item.unit is None
            and item.empty
            and self.items
            and self.items[-1].unit is not None
            and (value.component is not None or self._completes(self.items[-1], i))
        ):
            unit = self.items[-1].unit  # "...; điểm thẩm định là 86,39": a part of what was said of the unit before
            item = self._open()
            item.unit = unit
        elif (
            not value.year
            and not t.year
            and any(s.component is value.component and not s.token.year for s in item.scores)
            and not self._restates(item, value)
        ):
            item = self._open()
        else:
            item = self._touch()
        if item.index is None:
            item.index = self.index
        item.scores.append(value)
        self.fresh = False

    def _year_of_value(self, i: int) -> int | None:
        """The year that stands before a second value: '70,94 điểm, năm 2022 là 68,45 điểm'."""
        if self.item.scores and self.item.unit is not None and not self.depth:
            own = self.years_before(i)
            if own:
                self.past_year = own[0].year
        return self.past_year

    def _on_scores(self, i: int, t: Token) -> None:
        """'A, B và C lần lượt đạt 70,94; 70,34 và 69,75 điểm': as many values as units, each in its place; else nobody's."""
        owners: list[Item] = []
        for item in reversed([*self.items, self.item]):
            if item.unit is None or item.scores or len(owners) == len(t.values):
                break
            owners.append(item)
        if len(owners) != len(t.values):
            return
        for item, value in zip(reversed(owners), t.values, strict=True):
            score = Token("score", t.start, t.end, value=value, decimals=t.decimals, measure=t.measure)
            item.scores.append(Value(score, self.heading or item.component))
        self.fresh = False

    def _is_of_overtaken(self, t: Token) -> bool:
        """'ahead of Tay Ninh with 47.2 points': the figure of the one that stands behind."""
        other = self.overtaken
        return other is not None and _ITS.fullmatch(self.text, other.end, t.start) is not None

    def _is_of_list(self, t: Token) -> bool:
        """'A and B scored 90 points': whose figure it is stays unsaid, or it is of each (see _share)."""
        unit = self.item.unit
        if unit is None or self.depth or self.item.shares or not self.english:
            return False
        members = self.bare_list()
        joined = len(members) > 1 and " and " in self.text[members[-2].unit.end : unit.start]  # type: ignore[union-attr]
        return joined and _VERB.match(self.text, unit.end) is not None

    def _part_after(self, i: int) -> Token | None:
        """The component that the value at i is of where it follows: '83.02% for administrative procedures'."""
        n = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        if n is None or n.kind != "component" or not _FOR_PART.fullmatch(self.text, self.tokens[i].end, n.start):
            return None
        return n

    def _completes(self, item: Item, i: int) -> bool:
        """'Hà Giang đứng thứ 57; giá trị DTI đạt 0,5102': the clause names the index alone, the one before its place."""
        if item.scores or item.rank is None or item.subset or item.component or len(self.items) > 1:
            return False
        clause = [x.kind for x in self.tokens[:i] if x.start > item.rank.end]
        return clause[-2:] == ["semicolon", "index"] and not any(
            x.kind == "unit" for x in self.tokens[i + 1 :] if x.start < self._clause_end(i)
        )

    def _clause_end(self, i: int) -> int:
        return next((x.start for x in self.tokens[i:] if x.kind == "semicolon"), self.tokens[-1].end)

    def _on_range(self, i: int, t: Token) -> None:
        """A range is of a whole list, never of the unit before it."""
        listed = any(x.kind in ("bloc", "national") and t.start - x.end <= 40 for x in self.tokens[:i])
        if listed and not self.depth:
            self._open().span = t
            self._open()

    def _is_gap(self, i: int) -> bool:
        """'cao hơn kết quả của tỉnh 1,22 điểm', 'bỏ xa tỉnh thứ hai tới 0,31 điểm': a distance between units is no score."""
        at = self.tokens[i].start
        between: set[str] = set()
        for t in reversed(self.tokens[max(0, i - 12) : i]):
            if t.kind == "distance":  # but "bỏ xa phần còn lại với 71,25 điểm"
                return not self.depth and _IS_GIVEN.search(self.text, max(t.end, at - 32), at) is None
            if t.kind == "comparative":
                compares = self.text.endswith(("hơn", "kém", "thua"), t.start, t.end)
                ends = (
                    {"and"} if compares else {"and", "rank", "link"}
                )  # "thấp hơn đơn vị dẫn đầu là Sở Nội vụ 13,9 điểm"
                ends |= {"unit"} if self.depth else set()  # "cao hơn đơn vị thứ hai là Hải Phòng (91,87%)"
                begins = self.text[t.end : at].strip().startswith((":", ","))
                return at - t.end <= 60 and not between & ends and not begins
            between.add(t.kind)
            if t.kind not in _BETWEEN_UNITS:
                return False
        return False

    def _restates(self, item: Item, value: Value) -> bool:
        """'94,37 điểm ..., tức 94,37%': the same value in another measure, said of the same unit."""
        return any(
            s.component is value.component
            and s.token.value == value.token.value
            and s.token.measure != value.token.measure
            for s in item.scores
        )

    def _on_number(self, i: int, t: Token) -> None:
        """A number without a measure is a score in brackets behind its unit ('Ngân hàng Nhà nước (89,42)'), after a component
        ('điểm thẩm định là 86,39') and in a list whose items before have scores in points."""
        if (
            (t.decimals or self.depth)
            and t.measure is None
            and i
            and self.tokens[i - 1].kind in ("component", "link")
            and self.component is not None
        ) and self.text[self.component.end : t.start].strip() in (
            "",
            "là",
            "ghi là",
            "đạt",
            "được",
            "là:",
            ":",
            "với",
        ):
            t.measure = "points"
            self._on_score(i, t)
            return
        previous = self.tokens[i - 1] if i else None
        following = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        if t.measure == "places":
            pair = self.tokens[max(0, i - 2) : i]
            if [x.kind for x in pair] == ["change", "and"] and t.value:  # "tăng 2,49 điểm và 8 bậc"
                side = 1.0 if (pair[0].value or 0.0) > 0 else -1.0
                self._on_change(i, replace(t, kind="change", value=side * t.value, base=pair[0].base))
            return
        if t.decimals and self._part_after(i) is not None:
            self._on_score(i, t)  # "6.9 in transparency"
            return
        stated = _POINTS_ARE.search(self.text, max(0, t.start - _WORDS_BEFORE), t.start)
        if stated and t.measure is None and (t.decimals or stated[1]):
            t.measure = "points"
            self._on_score(i, t)  # "Điểm của tỉnh năm 2020 là 64,43", "Tổng điểm PGI của Hải Phòng là 29"
            return
        signed = self.text[t.start - 1 : t.start] in ("-", "+")
        if (
            t.decimals
            and previous is not None
            and previous.kind == "colon"
            and i >= 2
            and self.tokens[i - 2].kind == "unit"
            and self.list_sign is None
        ):
            self._on_score(i, t)  # "Tổng điểm lớn nhất thuộc về Quảng Ninh: 48,811"
            return
        if (
            t.decimals
            and previous is not None
            and previous.kind == "unit"
            and self.text[previous.end : t.start] in (" ", ": ", " -", " +")
        ):
            if self.list_sign is not None or signed:  # "5 địa phương mất điểm: Hà Nội -2,42; Bà Rịa - Vũng Tàu -0,43"
                sign = -1.0 if signed and self.text[t.start - 1] == "-" else self.list_sign if not signed else 1.0
                change = Token(
                    "change",
                    t.start,
                    t.end,
                    value=(sign or 1.0) * (t.value or 0.0),
                    decimals=t.decimals,
                    measure="points",
                )
                self._on_change(i, change)
            else:
                self._on_score(i, t)
            return
        if (
            t.decimals is not None
            and t.decimals >= 3
            and (t.value or 0) <= 1
            and [x.kind for x in self.tokens[max(0, i - 3) : i]] == ["unit", "open", "index"]
        ):
            self._on_score(i, t)  # "TP Hà Nội (DTI 0,8241)"
            return
        if (
            t.decimals is not None
            and t.decimals >= 3
            and (t.value or 0) <= 1
            and previous is not None
            and previous.kind == "comma"
            and self.item.unit
            and not self.item.scores
        ):
            self._on_score(i, t)  # "Bộ Tài chính, 0.4944"
            return
        if (
            t.decimals
            and previous is not None
            and previous.kind == "open"
            and i >= 2
            and self.tokens[i - 2].kind == "base"
        ):
            t.year = self.tokens[i - 2].year
            self._on_score(i, t)
            return
        if (
            t.decimals
            and previous is not None
            and (previous.kind == "link" or (previous.kind == "agg" and self.text[previous.end : t.start] == " "))
            and self.agg is not None
            and self.item.unit is None
        ):
            self._on_score(i, t)
            return
        if (
            t.decimals and previous is not None and following is not None
            and previous.kind == "open" and following.kind in ("close", "semicolon")
            and i >= 2 and self.tokens[i - 2].kind in ("unit", "rank", "component") and self.text[previous.end : t.start] == ""
        ):  # fmt: skip
            self._on_score(i, t)

    def _on_change(self, i: int, t: Token) -> None:
        comparator = self._bound_of(i)
        if comparator == "~":
            return
        self._share(t)
        item = self._touch()
        if self.base is not None and t.base is None and self.base.end <= t.start:
            t.base = self.base.year if self.base.year else -1
        if item.index is None:
            item.index = self.index
        if self.agg is not None and item.unit is None and item.agg is None and not item.scores:
            item.agg = self.agg
        item.changes.append(Value(t, self.component, None, comparator))
        self.fresh = False

    def _spread_bases(self) -> None:
        """Changes without a baseline take the one that the sentence names."""
        known = [v.token.base for item in self.items for v in item.changes if v.token.base]
        for item in self.items:
            for v in item.changes:
                if v.token.base is None and known:
                    v.token.base = known[0]
