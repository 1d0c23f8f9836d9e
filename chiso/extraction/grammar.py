"""From tokens to facts: walk a sentence and put together what is said of each unit.

A sentence is a row of items; an item is a unit with its place, scores, changes and class. A slot that is already filled, or a
separator before another unit, opens the next item. A place belongs to the unit before it, unless words point forward
("thứ 2 là ...", "dẫn đầu: ..."). After a cue of enumeration ("tiếp đến", "lần lượt") each further unit takes the next place.
What belongs to no unit is a value of all units when a mean is named, else of the jurisdiction itself."""

from __future__ import annotations

import re

from chiso.extraction.enumerations import EnumerationRules
from chiso.extraction.grading import GradeRules
from chiso.extraction.items import Item
from chiso.extraction.tokens import Token
from chiso.extraction.values import ValueRules

_SCORE_OF = re.compile(
    r" (?:ở|về|cho|đối với|trong|tại|in|for|on)(?: (?:chỉ số|tiêu chí|nội dung|lĩnh vực|trụ cột|thành phần|hạng mục|the))* [\"'“]?"
)
_OF_LIST = re.compile(r" (?:về|ở|trong|tại|theo|in|on|for)(?: (?:mặt|chỉ số|bảng xếp hạng|xếp hạng|bảng|the))* ")
_OF_YEAR = re.compile(
    r" (?:(?:của|trong|ở) )?(?:(?:hai|ba|bốn|các|cả) )?năm "
    r"|(?: countries| provinces| localities| provinces and cities| the (?:list|table|rankings?|chart|index))? (?:in|of|for)(?: both)?"
    r"(?: the (?:years?|evaluations?|editions?|reports?) (?:of|in))? "
    r"|(?<= in) "
)


class Walk(EnumerationRules, ValueRules, GradeRules):
    """One sentence, read from left to right."""

    def run(self) -> list[Item]:
        """The items of the sentence, in order; the scope is left as it holds after it."""
        for i, t in enumerate(self.tokens):
            if self.beside and self._take_aside(i, t):
                continue
            getattr(self, f"_on_{t.kind}", self._skip)(i, t)
        self._end_asides()
        self._close()
        self.scope.index, self.scope.bloc, self.scope.basis = self.index, self.bloc, self.basis
        placed = [i for i in self.items if i.place is not None and i.subset is None and i.component is None]
        if placed or any(t.kind in ("unit", "index", "bloc") for t in self.tokens):
            self.scope.place = placed[-1].place if placed else None
            self.scope.holder = self._name(placed[-1]) if placed and placed[-1].unit is not None else ""
        self._spread_shares()
        self._carry_subject()
        self._spread_bases()
        self._order_groups()
        self.items.extend(self.graded)
        self.items.extend(item for item in self.asides if item.place is not None or item.scores)
        return self.items

    def _carry_subject(self) -> None:
        """'PCI của Long An đứng đầu cả nước; SIPAS dẫn đầu 5 năm': clauses on other indices of the one that is spoken of."""
        units = [t for t in self.tokens if t.kind == "unit" and not t.more.get("region") and not self._is_owner(t)]
        if len(units) != 1:
            return
        spoken = next((x.index for x in self.items if x.unit is units[0]), None)
        named = {
            id(t) for t in self.tokens if t.kind == "index" and t.start > units[0].end and self._other_index(spoken, t)
        }
        for item in self.items:
            of_all = item.agg is not None or item.span is not None or (item.national and item.rank is None)
            of_all = of_all or (item.rank is not None and item.rank.flavour in ("last", "second_last"))
            if item.unit is None and id(item.index) in named and not of_all:
                item.unit = units[0]

    def _skip(self, i: int, t: Token) -> None:
        return

    def _on_index(self, i: int, t: Token) -> None:
        previous = self.index
        self.index = t
        if not self.item.empty and self.item.clause == self.clause and not self._other_index(previous, t):
            return
        own = self.item.index in (None, self.scope.index) or self._names_list(t)
        if not self.item.empty and self.item.clause == self.clause and own:
            self.item.index = t  # "A dẫn đầu Chỉ số SIPAS ..."
            if self._other_index(previous, t):
                self.component = None
            return
        if self._shares_place(i, previous):
            said = self.item
            item = self._open()
            item.unit, item.rank, item.place, item.index = said.unit, said.rank, said.place, t
            return
        if not self.item.empty:
            self._open()
        self.component = None
        self.next_place = None
        self.ordered = False

    def _names_list(self, t: Token) -> bool:
        """'thứ 41 về PAR INDEX với 86,47%, hạng 13 về SIPAS': the index that follows a place says of which list it is."""
        rank = self.item.rank
        return rank is not None and _OF_LIST.fullmatch(self.text, rank.end, t.start) is not None

    def _shares_place(self, i: int, previous: Token | None) -> bool:
        """'Quang Ninh topped the PCI and the PAPI': the place is one in both."""
        item = self.item
        if item.unit is None or item.rank is None or item.scores or item.changes or previous is None:
            return False
        between = [x for x in self.tokens[:i] if x.start >= previous.end]
        joined = (
            bool(between)
            and between[-1].kind == "and"
            and all(x.kind in ("and", "open", "close", "index", "year") for x in between)
        )
        return joined and item.rank.end <= previous.start and self._other_index(previous, self.tokens[i])

    def _other_index(self, a: Token | None, b: Token) -> bool:
        return (a.more.get("code") if a is not None else None) != b.more.get("code")

    def _on_bloc(self, i: int, t: Token) -> None:
        own = not self.item.empty and self.item.clause == self.clause and not self._begins_clause(i)
        self.bloc = t
        if own and (not self.item.scores or self._totals_place(i)):
            self.item.bloc = t
            return
        if self.agg_sticky is not None and self.item.empty and self.agg is None:
            self.agg = self.agg_sticky
        if not self.item.empty:
            sticky = self.item.agg
            self._open()
            if sticky is not None:
                self.agg = self.agg_sticky = sticky
        self.next_place, self.ordered = None, False

    def _totals_place(self, i: int) -> bool:
        """'xếp thứ 2/63 tỉnh, thành phố': the bloc says of what list the place is."""
        p = self.tokens[i - 1] if i else None
        return p is not None and p is self.item.rank and self.tokens[i].start - p.end <= 12

    def _ends_heading(self, i: int) -> bool:
        """Whether a comma follows the component at i, or 'cấp tỉnh' and a comma."""
        following = [x.kind for x in self.tokens[i + 1 : i + 3]]
        return following[:1] == ["comma"] or following == ["bloc", "comma"]

    def _begins_clause(self, i: int) -> bool:
        """Whether token i stands at the beginning of a clause (after a separator, with few words before it)."""
        if i == 0:
            return True
        p = self.tokens[i - 1]
        return (
            p.kind in ("semicolon", "comma", "colon", "and")
            and len(self.text[p.end : self.tokens[i].start].split()) <= 3
        )

    def _on_component(self, i: int, t: Token) -> None:
        if self._follows_its_score(i):
            self.item.scores[-1].component = t  # "đạt 8,90 điểm ở chỉ số Tiếp cận đất đai"
            return
        self.component = t
        self.named_parts.append(t)
        if self.list_quarter is not None:
            self._grade_parts([t], self.list_quarter)
        if (
            self.item.empty
            and not self.depth
            and i + 1 < len(self.tokens)
            and self._ends_heading(i)
            and self._begins_clause(i)
        ):
            self.heading = t  # "Về Quản trị môi trường, Đồng Tháp xếp thứ nhất với 5,202 điểm"
        if (
            self.item.rank is not None
            and self.item.component is None
            and not self.item.counted
            and self._component_of_rank(i)
        ):
            self.item.component = t

    def _follows_its_score(self, i: int) -> bool:
        p = self.tokens[i - 1] if i else None
        last = self.item.scores[-1] if self.item.scores else None
        if p is None or last is None or last.token is not p or last.component is not None:
            return False
        return _SCORE_OF.fullmatch(self.text[p.end : self.tokens[i].start]) is not None

    def _component_of_rank(self, i: int) -> bool:
        """'hạng 8 (Chính quyền số)', 'nhất nước về Quản trị môi trường'."""
        p = self.tokens[i - 1]
        if p.kind == "open" and i >= 2 and self.tokens[i - 2] is self.item.rank:
            return True
        return p is self.item.rank and self.text[p.end : self.tokens[i].start].strip() in (
            "về",
            "ở",
            "trong",
            "tiêu chí",
            "về chỉ số",
        )

    def _on_agg(self, i: int, t: Token) -> None:
        if self.item.unit is not None and self.item.unit.more.get("region") and not self.item.scores:
            self.item.agg = t
            return
        if self.item.scores and self.item.unit is None and self.item.clause == self.clause and self._is_trailing(t):
            self.item.agg = t  # "departments scored 55.47 points on average"
            return
        if (not self.item.empty and self.item.unit is not None) or (
            not self.item.empty and (self.item.scores or self.item.rank)
        ):
            self._open()
        self.agg = self.agg_sticky = t

    def _is_trailing(self, t: Token) -> bool:
        return self.text[t.start : t.end] == "on average"

    def _on_national(self, i: int, t: Token) -> None:
        self.item.national = True

    def _on_basis(self, i: int, t: Token) -> None:
        if not self.item.empty and self.item.clause != self.clause:
            self._open()
        self.basis = t.flavour
        if not self.item.empty:
            self.item.basis = t.flavour

    def _on_semicolon(self, i: int, t: Token) -> None:
        if self.depth and t.end - t.start == 1 and self._closes_later(i):
            return  # "Hà Giang (hạng 60; 26,14 điểm)"
        done = bool(self.item.unit or self.item.scores or self.item.changes)
        done = done or (self.clause_year is not None and not self.item.empty)
        self.row_unit = self.item.unit if self.clause_year is not None else None
        self.clause += 1
        self.past_year = None
        self.clause_year = None
        self.list_change = None
        if t.end - t.start > 1:
            self.group_open = False  # "while", "còn": of others
            if self.item.unit is None:
                self.item.expects = False
        self.above = False
        self.named_parts.clear()
        self.component = self.heading = self.scope.component
        self.base = None
        self.fresh = True
        self.agg = None
        if done and not self.item.expects:
            self._close()

    def _closes_later(self, i: int) -> bool:
        """Whether the bracket that is open at i ends before another opens."""
        following = (x.kind for x in self.tokens[i + 1 : i + 8] if x.kind in ("open", "close"))
        return next(following, "") == "close"

    def _on_comma(self, i: int, t: Token) -> None:
        self.fresh = True

    _on_and = _on_comma

    def _on_colon(self, i: int, t: Token) -> None:
        self.fresh = True
        if self.component is not None and i and self.tokens[i - 1] is self.component:
            self.heading = self.component  # "hạ tầng kỹ thuật: hạng 1 (0,7925), ..."
            if (
                not self.items
                and self.item.unit is None
                and self.item.rank is None
                and self.tokens.index(self.component) <= 1
            ):
                self.scope.component = self.component
        moves = [x for x in self.tokens[:i] if x.kind in ("comparative", "change")]
        if moves and self.item.unit is None and not self.item.scores:
            self.list_sign = 1.0 if (moves[-1].value or 0.0) > 0 else -1.0
            self.item.changes.clear()  # "4 tỉnh thêm hơn 10 điểm: ..." says who is counted

    def _on_open(self, i: int, t: Token) -> None:
        self.depth += 1
        self.open_year = None

    def _on_close(self, i: int, t: Token) -> None:
        self.depth = max(0, self.depth - 1)
        self.open_year = None
        self.component = self.heading

    def _on_year(self, i: int, t: Token) -> None:
        if self.depth:
            self.open_year = t.year
            closed = i + 1 < len(self.tokens) and self.tokens[i + 1].kind == "close"
            if (
                closed
                and i >= 2
                and self.tokens[i - 1].kind == "open"
                and self.item.scores
                and self.tokens[i - 2] is self.item.scores[-1].token
            ):
                self.item.scores[-1].year = t.year
                self.open_year = None
            return
        if self._in_row_of_years(i):
            self.clause_year = t.year
            if self.row_unit is not None and self.item.empty:
                self._touch().unit = self.row_unit
        if "used" in t.more:
            return
        if (
            i
            and self.item.rank is self.tokens[i - 1]
            and _OF_YEAR.fullmatch(self.text, self.tokens[i - 1].end, t.start)
        ):
            rank = self.item.rank
            if t.year == self.year:
                t.more["used"] = True  # "... lên thứ 2 năm 2023": of no place that follows
                return
            for y in self._year_list(i):
                self.item.earlier.append((rank, y.year or 0))  # "đứng đầu hai năm 2013 và 2014, nay xuống thứ 3"
                y.more["used"] = True
            self.item.rank, self.item.place = None, None
            self.item.expects = False

    def _in_row_of_years(self, i: int) -> bool:
        """Whether the year at i begins a clause in a sentence whose clauses each have their year."""
        if i and self.tokens[i - 1].kind not in ("semicolon", "colon"):
            return False
        return any(
            a.kind == "semicolon" and b.kind == "year" and b.year != self.tokens[i].year
            for a, b in zip(self.tokens, self.tokens[1:], strict=False)
        )

    def _year_list(self, i: int) -> list[Token]:
        """The years that begin at token i: '2013 và 2014', '2013, 2014'."""
        years = [self.tokens[i]]
        for a, b in zip(self.tokens[i + 1 :], self.tokens[i + 2 :], strict=False):
            if a.kind in ("and", "comma") and b.kind == "year" and b.start - years[-1].end <= 8:
                years.append(b)
            elif b.kind not in ("and", "comma"):
                break
        return years
