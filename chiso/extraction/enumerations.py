"""Places that are counted on: 'tiếp theo là', 'lần lượt', numbered items, top N, lists of places."""

from __future__ import annotations

import re

from chiso.extraction.items import Item, Value
from chiso.extraction.places import PlaceRules
from chiso.extraction.tokens import Token

_TOGETHER = re.compile(r",? (?:together|along|alongside|joining|cùng)(?!\w)")
_TAKE = re.compile(
    r" (?:cùng |lần lượt |đã )?(?:chia nhau|giữ|chiếm|nắm giữ|nắm|đứng ở|xếp ở|ở|có mặt ở)"
    r"(?: các| những| hai| ba| bốn| \d)? (?:vị trí|thứ hạng) "
)
_COMES = (" ", " đứng ", " xếp ", " bám ")
_ENDS_CLAUSE = re.compile(r"$|[,.;:)]| (?:with|at|on|and|while|với|khi|và|đạt|\()")


_LEAVES = re.compile(
    r"(?:rời|khỏi|ngoài|không (?:có|còn|lọt|vào|nằm|thuộc)|chưa (?:lọt|vào|có)|mất|(?:slip|drop|fell|fall|slid|tumbl)\w* (?:\w+ )?out of"
    r"|outside|miss(?:ed|es|ing)?|left|leav(?:es|ing)|exit\w*|below)(?: [^\W\d]+){0,4} $"
)
_ROUNDS_OUT = re.compile(
    r"(?:round(?:ed|ing|s)? out|complet(?:ed|es|ing)|the rest of|the remain(?:ing|der)|khép lại|hoàn tất|còn lại)(?: [^\W\d]+){0,3} $"
)


class EnumerationRules(PlaceRules):
    """How the units of an enumeration take the next places."""

    def _on_ratio(self, i: int, t: Token) -> None:
        """'năm 2022 đã là 35/63 tỉnh, thành phố': a place without the word; 'có 57/63 tỉnh tăng' counts."""
        bracketed = i > 1 and self.tokens[i - 1].kind == "open" and self.tokens[i - 2].kind == "unit"
        if bracketed and t.value and t.out_of and t.value <= t.out_of and t.out_of >= 5:
            if self.tokens[i + 1 : i + 2] and self.text[t.end : self.tokens[i + 1].start] == "":
                t.kind, t.flavour = "rank", "number"  # "hai đơn vị thấp nhất là Sở Y tế (17/18), ..."
                self._on_rank(i, t)
            return
        linked = i > 0 and self.tokens[i - 1].kind == "link"
        if linked and t.value and t.out_of and t.value <= t.out_of and t.out_of >= 5:
            following = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
            if following is None or following.kind in ("bloc", "comma", "semicolon"):
                t.kind, t.flavour = "rank", "number"
                self._on_rank(i, t)

    def _on_moved(self, i: int, t: Token) -> None:
        """'từ 28 lên 24': the place before and the place now."""
        before, now = t.values
        if t.more.get("year") not in (None, self.year):
            places = ((before, t.year or -1), (now, t.more["year"]))
            item = self._touch()
            item.earlier.extend((Token("rank", t.start, t.end, value=v, flavour="number"), year) for v, year in places)
            return
        self._on_rank(i, Token("rank", t.start, t.end, value=now, flavour="number"))
        if self.item.place == now:
            self.item.earlier.append((Token("rank", t.start, t.end, value=before, flavour="number"), t.year or -1))

    def _on_top(self, i: int, t: Token) -> None:
        """'top 30 còn có A, B' heads a list; 'Hải Phòng lọt tốp 10' is said of the unit before."""
        if any(x.kind == "next" for x in self.tokens[:i]):
            return  # "các vị trí tiếp theo trong top 10 lần lượt thuộc về A, B": the next places, not the first
        if _LEAVES.search(self.text, max(0, t.start - 40), t.start):
            self.next_place, self.ordered = None, False
            return  # "Bình Dương rời khỏi tốp 20": where it is no longer
        if self.item.unit is not None and self.item.rank is None and not self.item.counted:
            self._share_group(t, t.value or 0.0)
            self.group_open = _TOGETHER.match(self.text, t.end) is not None
        elif self.item.unit is None:
            self.group_open = True
            item = self._open()
            item.rank, item.place, item.expects = (
                Token("rank", t.start, t.end, value=t.value, flavour="group"),
                t.value,
                True,
            )

    def _on_marker(self, i: int, t: Token) -> None:
        """'(1) Sở Tài chính 90,05%, Sở Nội vụ 90,02%, (3) ...': numbered items."""
        following = [x for x in self.tokens[i + 1 : i + 4] if x.kind not in ("close", "link")]
        if following and following[0].kind == "unit":
            item = self._open()
            item.rank, item.place, item.expects = t, t.value, True
            self.ordered, self.next_place = True, int(t.value or 0) + 1
            self.depth = max(0, self.depth)

    def _on_ranks(self, i: int, t: Token) -> None:
        """'vị trí thứ 2, 3 thuộc về A, B' and 'A, B lần lượt xếp thứ 2, 3'."""
        units = [] if self._points_forward(i) else self.bare_list()
        first, last = t.values[0], t.values[-1]
        if len(t.values) == 2 and " đến " in self.text[t.start : t.end] and len(units) == last - first + 1:
            t.values = tuple(first + n for n in range(len(units)))  # "A, B, C chia nhau các vị trí từ thứ 4 đến thứ 6"
        if self.ordered and not units and len(self._unplaced()) >= len(t.values):
            units = self._unplaced()[
                -len(t.values) :
            ]  # "A được 58 điểm, B được 57 điểm, lần lượt đứng thứ nhì và thứ ba"
        if len(units) == len(t.values):
            for item, place in zip(units, t.values, strict=True):
                item.rank, item.place, item.counted = t, place, False
            return
        if self.item.counted:
            for item in (
                *self.items,
                self.item,
            ):  # "Behind them, A, B and C are placed 3rd, 4th": what is stated counts
                if item.counted and item.place not in t.values:
                    item.place, item.counted = None, False
            return
        if len(units) > 1:
            return  # "A, B và C xếp thứ 2, 3": who has which place stays unsaid
        if not self._points_forward(i) and self.english:
            return  # "First and second positions remained unchanged"
        item = self._open()
        item.rank, item.place, item.expects = t, t.values[0], True
        self.ordered, self.next_place = True, int(t.values[0]) + 1

    def _unplaced(self) -> list[Item]:
        """The units at the end of what was said that have no place yet."""
        units: list[Item] = []
        for item in (self.item, *reversed(self.items)):
            if item.unit is None or item.place is not None or item.clause != self.clause:
                break
            units.append(item)
        return units[::-1]

    def _on_next(self, i: int, t: Token) -> None:
        p = self.tokens[i - 1] if i else None
        subject = p is not None and p is self.item.unit and self.item.place is None and not self.item.expects
        takers = self.bare_list()
        begin = takers[-1].unit.end if takers and takers[-1].unit is not None else t.start
        if _TAKE.fullmatch(self.text, begin, t.start) and _ENDS_CLAUSE.match(self.text, t.end):
            self._on_follows(i, t)  # "A và B chia nhau hai vị trí tiếp theo, ..."
            return
        if subject and self.text[p.end : t.start] in _COMES and _ENDS_CLAUSE.match(self.text, t.end):  # type: ignore[union-attr]
            self._on_follows(i, t)  # "Long An theo sau với 70,94 điểm"
            return
        last = self.item if self.item.place is not None else self._last_placed()
        opens = not self.items and self.item.empty and i <= 1 and not any(x.kind == "index" for x in self.tokens[:i])
        place = last.place if last is not None else self.scope.place if opens else None
        if place is not None and place > 0:
            self.next_place = int(place) + 1
            self.counted_in = (last.component, last.subset) if last is not None else (None, None)
            self.ordered = True
            if self.item.place is not None:
                self._close()
        if self.item.scores:
            self._close()  # "..., followed by the south with 44.81": of another, known or not
        self.fresh = True

    def _on_above(self, i: int, t: Token) -> None:
        """'Bộ Kế hoạch và Đầu tư xếp sau (0,5877)': after the one before; before a unit see asides.py."""
        following = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        if i and self.tokens[i - 1] is self.item.unit and (following is None or following.kind != "unit"):
            self._on_follows(i, t)

    def _on_follows(self, i: int, t: Token) -> None:
        """'... and Long An follows', 'with Long An next': the unit before takes the next place."""
        if self.item.unit is None or self.item.place is not None or not _ENDS_CLAUSE.match(self.text, t.end):
            return
        followers = self.bare_list() or [self.item]
        before = [x for x in self.items if x not in followers]
        last = before[-1].place if before else self.scope.place
        if last is None or last <= 0:
            return
        for place, item in enumerate(followers, start=int(last) + 1):
            item.place, item.counted = float(place), True

    def _on_unchanged(self, i: int, t: Token) -> None:
        """'Quang Ninh stayed where it was', 'ranked 19th, unchanged', 'three stayed where they were, namely A, B and C'."""
        change = Value(Token("change", t.start, t.end, value=0.0, measure="places"), None)
        stayed = "where" in self.text[t.start : t.end]
        if self.item.unit is None:
            self.list_change = change if stayed else None
        elif stayed or (self.item.rank is not None and self.item.rank.flavour == "number"):
            for item in self.bare_list() or [self.item]:
                item.changes.append(change)

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
        remainder = item.rank is not None and self._rounds_out(item.rank)
        if remainder and item.unit is None:
            self.ordered_group = item.rank  # "The rest of the top ten are, in order, A, B and C": 8, 9, 10
        elif item.rank is not None and item.rank.flavour == "group" and item.unit is None and (item.place or 0) > 0:
            item.rank.flavour, item.place = "number", 1.0  # "ba đơn vị dẫn đầu lần lượt là": 1, 2, 3
        elif item.rank is not None and item.rank.flavour == "group":
            self.ordered_group = item.rank  # "The top three are A, B and C, in that order"

    def _rounds_out(self, group: Token) -> bool:
        """'rounded out the top six', 'the rest of the top ten': its last places, not the first."""
        return _ROUNDS_OUT.search(self.text, max(0, group.start - 40), group.start) is not None

    def _order_groups(self) -> None:
        """'Top 10: A (62,86), B (55,85), ...': as many as are counted, with falling scores, stand in order."""
        groups: dict[int, list[Item]] = {}
        for item in self.items:
            if item.rank is not None and item.rank.flavour == "group" and (item.rank.value or 0) > 1:
                groups.setdefault(item.rank.start, []).append(item)
        for members in groups.values():
            scores = [m.scores[0].token.value or 0.0 for m in members if m.scores]
            rank = members[0].rank
            assert rank is not None
            size = int(rank.value or 0)
            falling = len(scores) == len(members) and scores == sorted(scores, reverse=True)
            ordered = falling or rank is self.ordered_group
            if len(members) == size and ordered:
                first = 1
            elif ordered and 1 < len(members) < size and self._rounds_out(rank):
                first = size - len(members) + 1  # "A (70.26), B (69.68) and C (69.36) rounded out the top six"
            else:
                continue
            for place, member in enumerate(members, start=first):
                member.place, member.counted = float(place), True
