"""From tokens to facts: walk a sentence and put together what is said of each unit.

A sentence is a row of items; an item is a unit with its place, scores, changes and class. A slot that is already filled, or a
separator before another unit, opens the next item. A place belongs to the unit before it, unless words point forward
("thứ 2 là ...", "dẫn đầu: ..."). After a cue of enumeration ("tiếp đến", "lần lượt") each further unit takes the next place.
What belongs to no unit is a value of all units when a mean is named, else of the jurisdiction itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from chiso.extraction.tokens import Token


_IN_PARTS = re.compile(
    r" ?(?:ở|về|trong|tại)? ?(?:cả |các )?(?:\d+ |hai |ba |bốn |năm )?(?:trụ cột|tiêu chí|nội dung|chỉ số|lĩnh vực|chỉ tiêu|phương diện)?"
    r"(?: thành phần)? ?[:(]? ?[\"']?"
)
_EQUALS = re.compile(r"(?:tương đương|tương ứng) $")
_WITHIN = re.compile(r" ?(?:(?:ở|của|trong|tại|toàn|trên|số|về)? ?(?:khu vực|vùng)? ?)*")
_OF_YEAR = re.compile(r" (?:(?:của|trong|ở) )?(?:(?:hai|ba|bốn|các|cả) )?năm ")


@dataclass(slots=True)
class Value:
    """A score or a change of an item: its token and the component it measures (None: the whole index)."""

    token: Token
    component: Token | None
    year: int | None = None
    comparator: str = "="


@dataclass(slots=True)
class Item:
    """What a sentence says of one unit, or (unit None) of all units or of the jurisdiction."""

    unit: Token | None = None
    rank: Token | None = None
    place: float | None = None  # the place; equals rank.value unless counted on in an enumeration
    counted: bool = False  # place counted on, not stated
    component: Token | None = None  # of the place
    scores: list[Value] = field(default_factory=list)
    changes: list[Value] = field(default_factory=list)
    earlier: list[tuple[Token, int]] = field(default_factory=list)  # places of other years
    grade: Token | None = None
    agg: Token | None = None
    index: Token | None = None
    bloc: Token | None = None
    subset: Token | None = None
    basis: str = ""  # basis_63: the list of the provinces before the mergers of 2025
    year: int | None = None
    tied: bool = False
    national: bool = False
    clause: int = 0
    expects: bool = False  # a place that points forward waits for its unit

    @property
    def empty(self) -> bool:
        return not (self.unit or self.rank or self.scores or self.changes or self.grade or self.earlier)


@dataclass(slots=True)
class Scope:
    """What is in force where a sentence begins, and after it: handed from sentence to sentence."""

    index: Token | None = None
    bloc: Token | None = None
    grade: Token | None = None  # of a list that follows
    basis: str = ""
    component: Token | None = None  # that heads the paragraph: "Time costs: 6.89 points ..."
    place: float | None = None  # the last place given, for a sentence that begins with "tiếp theo là"


class Walk:
    """One sentence, read from left to right."""

    def __init__(self, tokens: Sequence[Token], text: str, scope: Scope, provincial: bool, year: int | None = None, international: bool = False) -> None:
        self.international = international
        self.year = year  # the edition year in force
        self.tokens, self.text, self.scope, self.provincial = list(tokens), text, scope, provincial
        self.items: list[Item] = []
        self.item = Item()
        self.clause = 0
        self.depth = 0
        self.heading: Token | None = scope.component  # a component that heads its clause
        self.component: Token | None = self.heading
        self.agg: Token | None = None
        self.agg_sticky: Token | None = None
        self.next_place: int | None = None  # the place of the next unit of an enumeration
        self.ordered = False
        self.base: Token | None = None
        self.bound: Token | None = None
        self.list_grade: Token | None = scope.grade
        self.since_grade = 0
        self.open_year: int | None = None
        self.bloc = scope.bloc
        self.basis = scope.basis
        self.index = scope.index
        self.list_sign: float | None = None  # of bare numbers in a list of changes
        self.fresh = True  # nothing of an item since the last separator
        self.parts: dict[int, Item] = {}  # items of parts whose place is given before their scores
        self.named_parts: list[Token] = []  # parts named since the last value
        self.region: Token | None = None  # within which the next place is looked at

    # -- items -----------------------------------------------------------------------------------------------------------
    def _close(self) -> None:
        if not self.item.empty:
            self.items.append(self.item)
        self.item = Item()

    def _open(self) -> Item:
        self._close()
        self.item = Item(index=self.index, bloc=self.bloc, clause=self.clause, basis=self.basis)
        return self.item

    def _touch(self) -> Item:
        """The current item, ready to take something."""
        if self.item.empty and not self.item.expects:
            self.item.index, self.item.bloc, self.item.clause, self.item.basis = self.index, self.bloc, self.clause, self.basis
        return self.item

    # -- look ahead ------------------------------------------------------------------------------------------------------
    def _points_forward(self, i: int) -> bool:
        """Whether the place at i belongs to a unit that follows."""
        linked = self.text[self.tokens[i].start : self.tokens[i].end].endswith(" cho")
        at = self.tokens[i].end
        for t in self.tokens[i + 1 :]:
            gap = self.text[at : t.start].strip()
            at = t.end
            if t.kind in ("bloc", "index", "year", "national", "component", "agg"):
                continue
            if t.kind == "link":
                linked = True
            elif t.kind == "colon":
                linked = True
            elif t.kind in ("order", "next"):
                continue
            elif t.kind == "unit":
                if self._is_owner(t):
                    continue
                return linked or (not gap and self._no_unit_here())
            elif t.kind in ("score", "number", "open", "close", "marker", "grade") and linked:
                return False
            elif t.kind == "comma" and linked is False and self._linked_later(t):
                continue
            else:
                return False
        return False

    def _linked_later(self, comma: Token) -> bool:
        return False

    def _no_unit_here(self) -> bool:
        """No unit since the last separator that could own a place here."""
        return self.fresh or self.item.unit is None or self.item.rank is not None

    def _is_owner(self, t: Token) -> bool:
        """A province where provinces do not compete only says whose list it is."""
        if "country" in t.more["types"]:
            return not self.international
        return self.provincial and (t.more["types"] <= {"province"} or bool(t.more.get("home")))

    # -- the walk --------------------------------------------------------------------------------------------------------
    def run(self) -> list[Item]:
        for i, t in enumerate(self.tokens):
            getattr(self, f"_on_{t.kind}", self._skip)(i, t)
        self._close()
        self.scope.index, self.scope.bloc, self.scope.basis = self.index, self.bloc, self.basis
        placed = [i.place for i in self.items if i.place is not None and i.subset is None and i.component is None]
        self.scope.place = placed[-1] if placed else None
        self._spread_bases()
        self._order_groups()
        return self.items

    def _order_groups(self) -> None:
        """'Top 10: A (62,86), B (55,85), ...': as many as are counted, with falling scores, stand in order."""
        groups: dict[int, list[Item]] = {}
        for item in self.items:
            if item.rank is not None and item.rank.flavour == "group" and (item.rank.value or 0) > 1:
                groups.setdefault(item.rank.start, []).append(item)
        for members in groups.values():
            scores = [m.scores[0].token.value or 0.0 for m in members if m.scores]
            if len(scores) == len(members) == members[0].rank.value and scores == sorted(scores, reverse=True):  # type: ignore[union-attr]
                for place, member in enumerate(members, start=1):
                    member.place, member.counted = float(place), True

    def _skip(self, i: int, t: Token) -> None:
        return

    def _on_index(self, i: int, t: Token) -> None:
        previous = self.index
        self.index = t
        if not self.item.empty and self.item.clause == self.clause and not self._other_index(previous, t):
            return
        if not self.item.empty and self.item.clause == self.clause and self.item.index in (None, self.scope.index):
            self.item.index = t  # "A dẫn đầu Chỉ số SIPAS ..."
            if self._other_index(previous, t):
                self.component = None
            return
        if not self.item.empty:
            self._open()
        self.component = None
        self.next_place = None
        self.ordered = False

    def _other_index(self, a: Token | None, b: Token) -> bool:
        code = lambda t: t.more.get("code") if t else None  # noqa: E731 - local shorthand
        return code(a) != code(b)

    def _on_bloc(self, i: int, t: Token) -> None:
        own = not self.item.empty and self.item.clause == self.clause and not self._begins_clause(i)
        self.bloc = t
        if own and not self.item.scores:
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

    def _begins_clause(self, i: int) -> bool:
        """Whether token i stands at the beginning of a clause (after a separator, with few words before it)."""
        if i == 0:
            return True
        p = self.tokens[i - 1]
        return p.kind in ("semicolon", "comma", "colon", "and") and len(self.text[p.end : self.tokens[i].start].split()) <= 3

    def _on_component(self, i: int, t: Token) -> None:
        self.component = t
        self.named_parts.append(t)
        if self.item.empty and not self.depth and i + 1 < len(self.tokens) and self.tokens[i + 1].kind == "comma" and self._begins_clause(i):
            self.heading = t  # "Về Quản trị môi trường, Đồng Tháp xếp thứ nhất với 5,202 điểm"
        if self.item.rank is not None and self.item.component is None and not self.item.counted and self._component_of_rank(i):
            self.item.component = t

    def _component_of_rank(self, i: int) -> bool:
        """'hạng 8 (Chính quyền số)', 'nhất nước về Quản trị môi trường'."""
        p = self.tokens[i - 1]
        if p.kind == "open" and i >= 2 and self.tokens[i - 2] is self.item.rank:
            return True
        return p is self.item.rank and self.text[p.end : self.tokens[i].start].strip() in ("về", "ở", "trong", "tiêu chí", "về chỉ số")

    def _on_agg(self, i: int, t: Token) -> None:
        if self.item.unit is not None and self.item.unit.more.get("region") and not self.item.scores:
            self.item.agg = t
            return
        if not self.item.empty and self.item.unit is not None:
            self._open()
        elif not self.item.empty and (self.item.scores or self.item.rank):
            self._open()
        self.agg = self.agg_sticky = t

    def _on_national(self, i: int, t: Token) -> None:
        self.item.national = True

    def _on_semicolon(self, i: int, t: Token) -> None:
        self.clause += 1
        self.named_parts.clear()
        self.component = self.heading = self.scope.component
        self.base = None
        self.fresh = True
        self.agg = None
        if not self.item.empty and not self.item.expects:
            if self.item.unit is not None or self.item.scores or self.item.changes:
                self._close()

    def _on_comma(self, i: int, t: Token) -> None:
        self.fresh = True

    _on_and = _on_comma

    def _on_colon(self, i: int, t: Token) -> None:
        self.fresh = True
        if self.component is not None and i and self.tokens[i - 1] is self.component:
            self.heading = self.component  # "hạ tầng kỹ thuật: hạng 1 (0,7925), ..."
            if not self.items and self.item.unit is None and self.item.rank is None and self.tokens.index(self.component) <= 1:
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
            if closed and i >= 2 and self.tokens[i - 1].kind == "open" and self.item.scores and self.tokens[i - 2] is self.item.scores[-1].token:
                self.item.scores[-1].year = t.year
                self.open_year = None
            return
        if "used" in t.more or t.year == self.year:
            return
        if i and self.item.rank is self.tokens[i - 1] and _OF_YEAR.fullmatch(self.text[self.tokens[i - 1].end : t.start]):
            rank = self.item.rank
            for y in self._year_list(i):
                self.item.earlier.append((rank, y.year or 0))  # "đứng đầu hai năm 2013 và 2014, nay xuống thứ 3"
                y.more["used"] = True
            self.item.rank, self.item.place = None, None
            self.item.expects = False

    def _year_list(self, i: int) -> list[Token]:
        """The years that begin at token i: '2013 và 2014', '2013, 2014'."""
        years = [self.tokens[i]]
        for a, b in zip(self.tokens[i + 1 :], self.tokens[i + 2 :], strict=False):
            if a.kind in ("and", "comma") and b.kind == "year" and b.start - years[-1].end <= 8:
                years.append(b)
            elif b.kind not in ("and", "comma"):
                break
        return years

    def _on_next(self, i: int, t: Token) -> None:
        last = self.item if self.item.place is not None else self._last_placed()
        opens = not self.items and self.item.empty and i <= 1 and not any(x.kind == "index" for x in self.tokens[:i])
        place = last.place if last is not None else self.scope.place if opens else None
        if place is not None and place > 0:
            self.next_place = int(place) + 1
            self.ordered = True
            if self.item.place is not None or self.item.scores:
                self._close()
        self.fresh = True

    def _last_placed(self) -> Item | None:
        for item in reversed(self.items):
            if item.place is not None:
                return item
            if item.unit is not None:
                return None
        return None

    def _on_order(self, i: int, t: Token) -> None:
        self.ordered = True
        item = self.item
        if item.rank is not None and item.rank.flavour == "group" and item.unit is None and (item.place or 0) > 0:
            item.rank.flavour, item.place = "number", 1.0  # "ba đơn vị dẫn đầu lần lượt là": 1, 2, 3

    def _on_base(self, i: int, t: Token) -> None:
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
        if self.text.startswith(" trở lên", self.tokens[i].end):
            return ">="
        if p is not None and p.kind in ("bound", "approx") and self.tokens[i].start - p.end <= 4:
            return {"at_least": ">", "at_most": "<"}.get(p.flavour, "~")
        return "="

    # -- places ----------------------------------------------------------------------------------------------------------
    def _on_rank(self, i: int, t: Token) -> None:
        if self._of_other_topic(i):
            return
        parts = self._parts_of(i)
        if parts is not None:
            self._rank_parts(t, parts)
            return
        last = self.item.rank
        if last is not None and last.flavour in ("first", "last") and t.flavour == "number" and last.start < t.start and not self.depth:
            if self._same_breath(last, t) and not self._points_forward(i):
                if last.flavour == "last":  # "cuối bảng, hạng 14"
                    self.item.rank, self.item.place = t, t.value
                return
        own = self._years_before(i)
        if own:
            item = self._touch()
            item.earlier.extend((t, y.year or 0) for y in own)  # "năm 2018 thứ 60, hai năm 2019 và 2020 cùng hạng 59"
            return
        if self.depth and self.open_year and self.item.unit is not None:
            self.item.earlier.append((t, self.open_year))
            return
        forward = self._points_forward(i)
        item = self.item
        if not forward and self._ends_list() and t.flavour != "tie":
            return  # "A, B và C xếp thứ 3, ...": whose place it is stays unsaid
        if not forward and item.unit is not None and item.rank is not None and not item.counted and (item.rank.flavour == "group" or item.place == t.value):
            if self.component is None and not item.scores:  # "ba nơi cao nhất gồm Quảng Ninh dẫn đầu", said twice
                item.rank, item.place = t, t.value
                return
        if forward:
            if item.rank is not None or item.unit is not None or item.scores:
                item = self._open()
            else:
                item = self._touch()
            item.expects = True
        elif item.unit is not None and item.rank is not None and (self._looks_within(i) or self._measures_part(i)):
            unit = item.unit  # "thứ 2 cả nước và đứng đầu ĐBSCL": a second place of the same unit
            item = self._open()
            item.unit = unit
        elif item.rank is not None and item.rank is not t:
            if item.unit is not None and self.component is not None and self.component.start > item.rank.start:
                # "thứ 21, chính quyền số thứ 12": another place of the same unit
                unit = item.unit
                item = self._open()
                item.unit = unit
            elif item.counted:
                pass
            else:
                item = self._open()
                item.expects = True
        elif item.unit is None:
            item = self._touch()
            item.expects = True
        item.rank, item.place, item.counted = t, t.value, False
        item.tied = item.tied or t.flavour == "tie"
        if self.region is not None:
            item.subset, self.region = self.region, None
        if self.component is not None and item.component is None and self.component.start < t.start and (not item.scores or self.component is self.heading):
            item.component = self.component
        if item.index is None:
            item.index = self.index
        self.next_place = int(t.value) + 1 if t.value and t.value > 0 and self.ordered else None
        self.fresh = False

    def _measures_part(self, i: int) -> bool:
        """'hạng 8 (Chính quyền số), hạng 2 (Kinh tế số)': each place is of a part."""
        return i + 2 < len(self.tokens) and self.tokens[i + 1].kind == "open" and self.tokens[i + 2].kind == "component"

    def _ends_list(self) -> bool:
        """Whether the unit at hand is the last of a bare list ('A, B và C')."""
        if self.item.unit is None or not self.items or self.item.rank is not None or self.item.counted or self.item.scores:
            return False
        last = self.items[-1]
        bare = last.unit is not None and last.place is None and not (last.scores or last.changes or last.grade or last.earlier)
        return bare and self.text[last.unit.end : self.item.unit.start] in (", ", " và ", " and ", ", and ", " & ")  # type: ignore[union-attr]

    def _looks_within(self, i: int) -> bool:
        following = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        ahead = following is not None and following.kind == "unit" and following.more.get("region") and not self._region_competes(i)
        return self.region is not None or bool(ahead and _WITHIN.fullmatch(self.text[self.tokens[i].end : following.start]))  # type: ignore[union-attr]

    def _years_before(self, i: int) -> list[Token]:
        """The years that stand right before the place at i, in a sentence that gives places of several years."""
        if self.depth or len({x.year for x in self.tokens if x.kind == "year"}) < 2:
            return []
        years: list[Token] = []
        at = self.tokens[i].start
        for x in reversed(self.tokens[:i]):
            if x.kind == "year" and at - x.end <= 14:
                years.append(x)
            elif x.kind not in ("and", "comparative", "link") or at - x.end > 14:
                break
            at = x.start
        for y in years:
            y.more["used"] = True
        return years

    def _on_ratio(self, i: int, t: Token) -> None:
        """'năm 2022 đã là 35/63 tỉnh, thành phố': a place without the word; 'có 57/63 tỉnh tăng' counts."""
        linked = i > 0 and self.tokens[i - 1].kind == "link"
        if linked and t.value and t.out_of and t.value <= t.out_of and t.out_of >= 5:
            following = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
            if following is None or following.kind in ("bloc", "comma", "semicolon"):
                t.kind, t.flavour = "rank", "number"
                self._on_rank(i, t)

    def _on_basis(self, i: int, t: Token) -> None:
        if not self.item.empty and self.item.clause != self.clause:
            self._open()
        self.basis = t.flavour
        if not self.item.empty:
            self.item.basis = t.flavour

    def _parts_of(self, i: int) -> list[Token] | None:
        """The parts of the index that the place at i is of: 'nhất cả 3 trụ cột (A, B, C)', '"A" và "B" đều thứ 3'; [] for parts
        that are not named; None where the place is of the whole index."""
        t = self.tokens[i]
        if self.text[max(0, t.start - 4) : t.start] == "đều ":
            return list(self.named_parts)
        following = self.tokens[i + 1 :]
        while following and following[0].kind in ("number", "colon", "open"):
            following = following[1:]
        if not following or following[0].kind != "component" or not _IN_PARTS.fullmatch(self.text[t.end : following[0].start]):
            return None
        parts: list[Token] = []
        for x in following:
            if x.kind == "component":
                parts.append(x)
            elif x.kind not in ("comma", "and", "open", "close", "score", "number"):
                break
        return parts

    def _rank_parts(self, t: Token, parts: list[Token]) -> None:
        unit = self.item.unit
        for part in parts:
            item = self._open()
            item.unit, item.component, item.rank, item.place = unit, part, t, t.value
            self.parts[part.start] = item
        if unit is not None and parts:
            self._open().unit = unit

    def _of_other_topic(self, i: int) -> bool:
        """'dẫn đầu về thu hút FDI', 'nhất về CMI': first in something that is neither the index nor a component of it."""
        t = self.tokens[i]
        tail = self.text[t.end : t.end + 4]
        if not (tail.startswith(" về ") or self.text[t.start : t.end].endswith(" về")):
            return False
        following = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        return following is None or following.kind not in ("index", "component") or following.start - t.end > 24

    def _same_breath(self, a: Token, b: Token) -> bool:
        """Whether b follows a in one clause with nothing but a comma or a few words between."""
        between = [x for x in self.tokens if a.end <= x.start and x.end <= b.start]
        return all(x.kind in ("comma", "anaphor", "bloc", "national") for x in between) and b.start - a.end <= 30

    def _on_moved(self, i: int, t: Token) -> None:
        """'từ 28 lên 24': the place before and the place now."""
        before, now = t.values
        self._on_rank(i, Token("rank", t.start, t.end, value=now, flavour="number"))
        if self.item.place == now:
            self.item.earlier.append((Token("rank", t.start, t.end, value=before, flavour="number"), t.year or -1))

    def _on_top(self, i: int, t: Token) -> None:
        """'top 30 còn có A, B' heads a list; 'Hải Phòng lọt tốp 10' is said of the unit before."""
        if self.item.unit is not None and self.item.rank is None and not self.item.counted:
            self.item.rank, self.item.place = Token("rank", t.start, t.end, value=t.value, flavour="group"), t.value
        elif self.item.unit is None:
            item = self._open()
            item.rank, item.place, item.expects = Token("rank", t.start, t.end, value=t.value, flavour="group"), t.value, True

    def _on_marker(self, i: int, t: Token) -> None:
        """'(1) Sở Tài chính 90,05%, Sở Nội vụ 90,02%, (3) ...': numbered items."""
        following = [x for x in self.tokens[i + 1 : i + 4] if x.kind not in ("close", "link")]
        if following and following[0].kind == "unit":
            item = self._open()
            item.rank, item.place, item.expects = t, t.value, True
            self.ordered, self.next_place = True, int(t.value or 0) + 1
            self.depth = max(0, self.depth)

    # -- units -----------------------------------------------------------------------------------------------------------
    def _on_unit(self, i: int, t: Token) -> None:
        if self._is_owner(t):
            return
        item = self.item
        if t.more.get("region") and not self._region_competes(i):
            self._look_within(i, t)
            return
        if item.expects and item.unit is None:
            item.unit = t
            item.expects = False
        elif item.unit is None and not item.empty and item.agg is None and not item.changes and (item.scores and not self.fresh or item.earlier and not item.scores):
            item.unit = t
        else:
            tie = self.item if self.item.tied and not self.fresh is None else None
            shared = self.item if self.item.tied and self.item.unit is not None else None
            item = self._open()
            item.unit = t
            if shared is not None:
                item.rank, item.place, item.tied = shared.rank, shared.place, True
                item.scores, item.grade = list(shared.scores), shared.grade
            elif self.next_place is not None and self.ordered:
                item.place, item.counted = float(self.next_place), True
                self.next_place += 1
            elif self._group() is not None:
                group = self._group()
                assert group is not None
                item.rank, item.place = group.rank, group.place
            del tie
        if item.place is not None and item.place > 0 and self.ordered and not item.counted and item.rank is not None and item.rank.flavour != "group":
            self.next_place = int(item.place) + 1
        if self.list_grade is not None and item.grade is None:
            item.grade = self.list_grade
        self.component = self.component if self.component is self.heading else None
        self.agg = None
        self.fresh = False

    def _look_within(self, i: int, t: Token) -> None:
        """A region among provinces says within what a place was looked at: 'đứng đầu ĐBSCL', 'trong vùng, tỉnh đứng thứ 4'."""
        item, previous = self.item, self.tokens[i - 1] if i else None
        if previous is not None and previous.kind == "rank" and item.rank is previous and _WITHIN.fullmatch(self.text[previous.end : t.start]):
            item.subset = t
        else:
            self.region = t

    def _group(self) -> Item | None:
        """The item before, if it stands in a group ('ba vị trí cuối là A, B, C') that goes on."""
        if self.items and self.items[-1].rank is not None and self.items[-1].rank.flavour == "group":
            last = self.items[-1]
            same = sum(1 for x in self.items if x.rank is last.rank)
            if same < abs(last.rank.value or 0):  # type: ignore[union-attr]
                return last
        return None

    def _region_competes(self, i: int) -> bool:
        """A region is ranked itself where no province, ministry or department stands in the sentence."""
        if self.international:
            return False
        return not any(x.kind == "unit" and x.more["types"] - {"other", "country"} for x in self.tokens) and not any(
            x.kind == "anaphor" for x in self.tokens
        )

    def _on_anaphor(self, i: int, t: Token) -> None:
        if self.item.empty:
            self._touch().national = self.item.national

    def _on_ranks(self, i: int, t: Token) -> None:
        """'vị trí thứ 2, 3 thuộc về A, B' and 'A, B lần lượt xếp thứ 2, 3'."""
        units: list[Item] = []
        if not self._points_forward(i):
            candidates = [*self.items, self.item]
            for item in reversed(candidates):
                if item.unit is None or item.rank is not None or len(units) == len(t.values):
                    break
                units.append(item)
        if len(units) == len(t.values):
            for item, place in zip(reversed(units), t.values, strict=True):
                item.rank, item.place, item.counted = t, place, False
            return
        item = self._open()
        item.rank, item.place, item.expects = t, t.values[0], True
        self.ordered, self.next_place = True, int(t.values[0]) + 1

    # -- values ----------------------------------------------------------------------------------------------------------
    def _on_score(self, i: int, t: Token) -> None:
        comparator = self._bound_of(i)
        if self._is_gap(i) or _EQUALS.search(self.text, max(0, t.start - 14), t.start):
            return
        if comparator == "~" or (comparator != "=" and (self.depth or self.agg is None)):
            return  # "gần 90 điểm" says no value; "loại tốt (trên 80%)" and "số đơn vị trên 90%" say where a class begins
        before = [x.kind for x in self.tokens[max(0, i - 5) : i]]
        if before[-2:] == ["base", "open"]:
            t.year = self.tokens[i - 2].year
        elif before == ["comparative", "base", "open", "score", "close"]:  # "hơn năm 2014 (76,99%) 8,31%"
            sign = 1.0 if (self.tokens[i - 5].value or 0.0) > 0 else -1.0
            self._on_change(i, Token("change", t.start, t.end, value=sign * (t.value or 0.0), decimals=t.decimals, measure=t.measure, base=self.tokens[i - 4].year))
            return
        value = Value(t, self.component, self.open_year, comparator)
        if self.component is not None and self.component.start in self.parts:
            self.parts[self.component.start].scores.append(value)
            return
        item = self.item
        if self.agg is not None and item.unit is None:
            if item.scores and item.agg is None:
                item = self._open()
            elif any(s.component is value.component for s in item.scores):
                item = self._open()
            item = self._touch()
            item.agg = self.agg
        elif item.unit is None and value.component is not None and item.empty and self.items and self.items[-1].unit is not None:
            unit = self.items[-1].unit  # "...; điểm thẩm định là 86,39": a part of what was said of the unit before
            item = self._open()
            item.unit = unit
        elif not self.open_year and not t.year and any(s.component is value.component and not s.token.year for s in item.scores) and not self._restates(item, value):
            item = self._open()
        else:
            item = self._touch()
        if item.index is None:
            item.index = self.index
        item.scores.append(value)
        self.fresh = False

    def _is_gap(self, i: int) -> bool:
        """'cao hơn kết quả của tỉnh 1,22 điểm', 'kém trung vị 1,18 điểm': a distance between units is no score."""
        for t in reversed(self.tokens[max(0, i - 6) : i]):
            if t.kind == "comparative":
                return self.tokens[i].start - t.end <= 60 and not self.text[t.end : self.tokens[i].start].strip().startswith((":", ","))
            if t.kind not in ("anaphor", "agg", "unit", "national", "base", "open", "close", "year", "score"):
                return False
        return False

    def _restates(self, item: Item, value: Value) -> bool:
        """'94,37 điểm ..., tức 94,37%': the same value in another measure, said of the same unit."""
        return any(s.component is value.component and s.token.value == value.token.value and s.token.measure != value.token.measure for s in item.scores)

    def _on_number(self, i: int, t: Token) -> None:
        """A number without a measure is a score in brackets behind its unit ('Ngân hàng Nhà nước (89,42)'), after a component
        ('điểm thẩm định là 86,39') and in a list whose items before have scores in points."""
        if (t.decimals or self.depth) and t.measure is None and i and self.tokens[i - 1].kind in ("component", "link") and self.component is not None:
            if self.text[self.component.end : t.start].strip() in ("", "là", "ghi là", "đạt", "được", "là:", ":", "với"):
                t.measure = "points"
                self._on_score(i, t)
                return
        previous = self.tokens[i - 1] if i else None
        following = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        if t.measure == "places":
            return
        signed = self.text[t.start - 1 : t.start] in ("-", "+")
        if t.decimals and previous is not None and previous.kind == "colon" and i >= 2 and self.tokens[i - 2].kind == "unit" and self.list_sign is None:
            self._on_score(i, t)  # "Tổng điểm lớn nhất thuộc về Quảng Ninh: 48,811"
            return
        if t.decimals and previous is not None and previous.kind == "unit" and self.text[previous.end : t.start] in (" ", ": ", " -", " +"):
            if self.list_sign is not None or signed:  # "5 địa phương mất điểm: Hà Nội -2,42; Bà Rịa - Vũng Tàu -0,43"
                sign = -1.0 if signed and self.text[t.start - 1] == "-" else self.list_sign if not signed else 1.0
                change = Token("change", t.start, t.end, value=(sign or 1.0) * (t.value or 0.0), decimals=t.decimals, measure="points")
                self._on_change(i, change)
            else:
                self._on_score(i, t)
            return
        if t.decimals is not None and t.decimals >= 3 and (t.value or 0) <= 1 and [x.kind for x in self.tokens[max(0, i - 3) : i]] == ["unit", "open", "index"]:
            self._on_score(i, t)  # "TP Hà Nội (DTI 0,8241)"
            return
        if t.decimals is not None and t.decimals >= 3 and (t.value or 0) <= 1 and previous is not None and previous.kind == "comma" and self.item.unit and not self.item.scores:
            self._on_score(i, t)  # "Bộ Tài chính, 0.4944"
            return
        if t.decimals and previous is not None and previous.kind == "open" and i >= 2 and self.tokens[i - 2].kind == "base":
            t.year = self.tokens[i - 2].year
            self._on_score(i, t)
            return
        if t.decimals and previous is not None and previous.kind == "link" and self.agg is not None and self.item.unit is None:
            self._on_score(i, t)
            return
        if (
            t.decimals and previous is not None and following is not None and previous.kind == "open" and following.kind in ("close", "semicolon")
            and i >= 2 and self.tokens[i - 2].kind in ("unit", "rank", "component") and self.text[previous.end : t.start] == ""
        ):  # fmt: skip
            self._on_score(i, t)

    def _on_change(self, i: int, t: Token) -> None:
        comparator = self._bound_of(i)
        if comparator == "~":
            return
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

    def _on_grade(self, i: int, t: Token) -> None:
        if self.item.unit is not None and not self._lists_units(i):
            if self.item.grade is None:
                self.item.grade = t
            if self.depth:
                for item in self.items[self.since_grade :]:
                    if item.unit is not None and item.grade is None and item.index is self.item.index:
                        item.grade = t
            self.since_grade = len(self.items) + 1
            return
        if self._lists_units(i):
            self._close()
            self.list_grade = t
            return
        if not self.item.empty:
            self.item.grade = t

    def _lists_units(self, i: int) -> bool:
        """Whether a class heads a list: 'nhóm "khá" có A, B', 'rất tốt: A, B'."""
        t = self.tokens[i]
        for n in self.tokens[i + 1 : i + 8]:
            if n.kind == "colon":
                return True
            if n.kind == "unit":
                words = self.text[t.end : n.start].strip(" \"'").split()
                return bool(words) and ("có" in words or words[0] in ("gồm", "gồm:", "là")) and (len(words) <= 5 or "trên" in words or "dưới" in words)
            if n.kind not in ("close", "link", "comma", "anaphor", "number", "bound", "score"):
                return False
        return False
