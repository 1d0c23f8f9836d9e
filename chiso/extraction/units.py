"""Which unit is spoken of: subjects, owners, regions, groups and lists of units."""

from __future__ import annotations

import re

from chiso.extraction.asides import AsideRules
from chiso.extraction.items import Item
from chiso.extraction.tokens import Token

_WITH = re.compile(r"(?<!\w)(?:với|đạt|giành|with|on) (?:số |tổng |điểm |số điểm |a score of )*$")
_OF = re.compile(r"[\"'”]? (?:(?:năm \d{4} )?(?:của|ở|tại) )?(?:tỉnh |thành phố |tp\.? ?)?")
_COMES_FROM = re.compile(
    r"(?:(?:đại diện|đến từ|gương mặt|cái tên)(?: của| đến từ| cho)?|(?:là|một) (?:tỉnh|thành phố|địa phương)(?: [^\W\d]+)?"
    r" (?:thuộc|nằm ở|nằm trong|ở|của))(?: vùng| khu vực)? $"
)
_ALL_OF_THEM = re.compile(
    r"[ ,](?:đều|cùng|đồng|mỗi (?:tỉnh|đơn vị|địa phương|sở|huyện|nơi|ngành|bên)|both|each)(?!\w)[^\d,;.()]{0,24}$"
)
_LISTED = (", ", " và ", ", và ", " and ", ", and ", " & ")
_ITS_PROVINCE = re.compile(r"(?:'s)?(?: region)?(?:'s)? (?:provinces?|cit(?:y|ies)|localit|hub|centre|center|of )")
_IN_WHICH = re.compile(r"(?:(?:in|on|for|by|under) which|where)(?: the)? $")
_WITHIN_BEFORE = re.compile(
    r"(?:in|within|inside|among|across|for)(?: the| all| other| \d+| provinces| localities| countries| of| in)* $"
)
PRONOUNS = frozenset({"it"})
_OVERTAKEN = re.compile(  # "Hai Phong surpassed Quang Ninh to claim the top spot"
    r"(?:surpass(?:ed|es|ing)|over(?:took|taking|takes)|outperform(?:ed|s|ing)|beat(?:s|ing)?|dethron(?:ed|es|ing)|replac(?:ed|es|ing)"
    r"|unseat(?:ed|s|ing)|better than|ahead of|just behind|right behind|only behind) (?:the )?(?:[a-z]+ern )?(?:(?:province|city) of )?$"
)
# "năm ngoái đứng thứ 17": what was, not what is; "hơn năm ngoái 2 bậc" and "so với năm ngoái" compare
LAST_YEAR = re.compile(
    r"(?<!với )(?<!hơn )(?<!kém )(?<!của )(?<!trong )năm (?:ngoái|trước|liền trước),?"
    r"(?: (?:tỉnh|huyện|sở|đơn vị|mới|chỉ|còn|là|đạt|được|đứng|xếp|ở|có|vẫn|mức))* $"
)
LARGEST_REGION = 14  # provinces
WITHIN = re.compile(
    r" ?(?:(?:ở|của|trong|tại|toàn|trên|tổng số|số|về|thuộc|khối|nhóm|cả|các|những|\d+|tỉnh, thành phố|tỉnh, thành|tỉnh|địa phương"
    r"|thành phố|khu vực|vùng)(?!\w) ?)*"
    r"|(?: (?:countries|nations|provinces|localities)(?: and cities)?)? (?:in|of|among|within|across) (?:(?:the|all|entire|whole|\d+) )*"
    r"(?:(?:provinces|localities|countries|nations)(?: and cities)? (?:in|of) (?:the )?)?"
)


class UnitRules(AsideRules):
    """How units open items."""

    def _is_owner(self, t: Token) -> bool:
        """A province where provinces do not compete only says whose list it is."""
        if "country" in t.more["types"]:
            return not self.international
        competing = self.item.bloc or self.bloc
        if "district" in t.more["types"] and competing is not None and competing.flavour in ("districts", "localities"):
            return False  # "thành phố Huế" among the districts of the province that bears its name
        return self.provincial and (t.more["types"] <= {"province"} or bool(t.more.get("home")))

    def _region_competes(self, i: int) -> bool:
        """A region is ranked itself where no province, ministry or department stands in the sentence."""
        if self.international:
            return False
        return not any(x.kind == "unit" and x.more["types"] - {"other", "country"} for x in self.tokens) and not any(
            x.kind == "anaphor" for x in self.tokens
        )

    def _on_unit(self, i: int, t: Token) -> None:
        if self._is_owner(t):
            return
        if self.item.unit is not None and _OVERTAKEN.search(self.text, max(0, t.start - 28), t.start):
            self.overtaken = t
            return
        if self._is_alias(i, t):
            return
        item = self.item
        if t.more.get("region") and not self._region_competes(i):
            self._look_within(i, t)
            return
        if self._begins_aside(i, t):
            self._set_aside(i, t)
            return
        self.past_year = None
        if item.unit is None and item.scores and item.agg is None and not item.expects and self._begins_with(item):
            item.unit = t  # "Với 73,40 điểm trong bảng xếp hạng PCI 2019, ..., Quảng Ninh ..."
        elif item.expects and item.unit is None:
            item.unit = t
            item.expects = False
        elif (
            item.unit is None
            and not item.empty
            and item.agg is None
            and not item.changes
            and ((item.scores and not self.fresh) or (item.earlier and not item.scores))
        ):
            item.unit = t
        else:
            tie = self.item if self.item.tied and self.fresh is not None else None
            shared = self.item if self.item.tied and self.item.unit is not None else None
            item = self._open()
            item.unit = t
            if shared is not None:
                item.rank, item.place, item.tied = shared.rank, shared.place, True
                before = shared.unit.start if shared.unit is not None else 0
                item.scores, item.grade = [v for v in shared.scores if v.token.start < before], shared.grade
            elif self.next_place is not None and self.ordered:
                item.place, item.counted = float(self.next_place), True
                item.component, item.subset = self.counted_in
                self.next_place += 1
            elif self._group() is not None:
                group = self._group()
                assert group is not None
                item.rank, item.place = group.rank, group.place
            del tie
        if (
            item.place is not None
            and item.place > 0
            and self.ordered
            and not item.counted
            and item.rank is not None
            and item.rank.flavour != "group"
        ):
            self.next_place = int(item.place) + 1
        if self.list_change is not None:
            item.changes.append(self.list_change)
        if self.list_grade is not None and item.grade is None:
            item.grade = self.list_grade
        named = self.component
        if named is not None and i and self.tokens[i - 1] is named and _OF.fullmatch(self.text, named.end, t.start):
            self.heading = named  # "Chỉ số Tính minh bạch của Long An đạt 6,81 điểm, của Hải Phòng 6,7 điểm"
        if _IN_WHICH.search(self.text, max(0, t.start - 16), t.start):
            parts = [x for x in self.tokens[max(0, i - 5) : i] if x.kind == "component"]
            if parts:  # "the e-participation index (EPI), in which Vietnam moved up"
                self.component = self.heading = parts[-1]
        self.component = self.component if self.component is self.heading else None
        self.agg = None
        self.fresh = False

    def _share(self, t: Token) -> None:
        """'A và B cùng đạt 66,5 điểm', 'A, B mỗi tỉnh mất 6 bậc': what t says holds for each unit of the list."""
        item = self.item
        if item.unit is None or item.shares or t.start < item.unit.end:
            return
        if not _ALL_OF_THEM.search(self.text[item.unit.end : t.start]):
            return
        follower = item.unit
        for other in reversed(self.items):
            said = (
                other.scores
                or other.changes
                or other.grade
                or other.earlier
                or (other.place is not None and not other.counted)
            )
            if other.unit is None or said or self.text[other.unit.end : follower.start] not in _LISTED:
                break
            item.shares.append(other)
            follower = other.unit

    def _spread_shares(self) -> None:
        for item in self.items:
            for other in item.shares:
                if item.rank is not None:
                    other.rank, other.place, other.counted = item.rank, item.place, item.counted
                    other.component, other.subset = item.component, item.subset
                other.scores, other.changes, other.grade = list(item.scores), list(item.changes), item.grade
                other.tied = item.tied = item.rank is not None

    def _begins_with(self, item: Item) -> bool:
        """Whether a clause opens with the item's score, so that the unit after it is its subject."""
        score = item.scores[0].token
        before = [x for x in self.tokens if x.end <= score.start]
        if before and before[-1].kind not in ("comma", "semicolon", "colon"):
            return False
        start = before[-1].end if before else max(0, score.start - 24)
        return _WITH.search(self.text, start, score.start) is not None

    def _look_within(self, i: int, t: Token) -> None:
        """A region among provinces says within what a place was looked at: 'đứng đầu ĐBSCL', 'trong vùng, tỉnh đứng thứ 4'."""
        item = self.item
        before = (
            x for x in reversed(self.tokens[max(0, i - 4) : i]) if x.kind not in ("number", "anaphor", "bloc", "comma")
        )
        previous = next(before, None)
        if self._is_origin(i, t):
            return
        placed = previous is not None and item.rank is not None and item.rank.end == previous.end
        if placed and previous is not None and WITHIN.fullmatch(self.text[previous.end : t.start]):
            item.subset = t
        else:
            self.region = t
            if self._heads_clause(i):
                self.region_heading = t

    def _heads_clause(self, i: int) -> bool:
        """'Trong vùng Đông Nam Bộ, A xếp thứ nhất, B thứ hai': all places that follow are within the region, unless one is
        too low for it."""
        following = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        if following is None or following.kind not in ("comma", "colon"):
            return False
        places = [x for x in self.tokens[i + 1 :] if x.kind == "rank"]
        return all((x.value or 0) <= LARGEST_REGION and (x.out_of or 0) <= LARGEST_REGION for x in places)

    def _is_origin(self, i: int, t: Token) -> bool:
        """'ĐBSCL có Trà Vinh ở vị trí thứ 8', 'đại diện của ĐBSCL': where a unit lies, not within what it is ranked."""
        if _COMES_FROM.search(self.text, max(0, t.start - 40), t.start):
            return True
        if self.english:
            return self._is_english_origin(i, t)
        n = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        if n is None or n.kind != "unit" or self.text[t.end : n.start] != " có ":
            return False
        places = (x.flavour for x in self.tokens[i + 2 :] if x.kind == "rank")
        return next(places, "") == "number"

    def _is_english_origin(self, i: int, t: Token) -> bool:
        """'the Mekong Delta province of Hau Giang', 'Bac Ninh, a centre in northern Vietnam': not 'first in the Southeast', not
        'In the Southeast, it ranked first'."""
        previous = next((x for x in reversed(self.tokens[max(0, i - 2) : i]) if x.kind != "number"), None)
        if (
            previous is not None
            and previous.kind in ("rank", "top")
            and WITHIN.fullmatch(self.text, previous.end, t.start)
        ):
            return False
        if _ITS_PROVINCE.match(self.text, t.end):
            return True
        begins = self.item.empty and not self.items and i <= 2
        if begins and self.text.startswith(":", t.end):
            return False
        return not (begins and _WITHIN_BEFORE.search(self.text, max(0, t.start - 40), t.start))

    def _group(self) -> Item | None:
        """The item before, if it stands in a group ('ba vị trí cuối là A, B, C') that goes on."""
        if (
            self.group_open
            and self.items
            and self.items[-1].rank is not None
            and self.items[-1].rank.flavour == "group"
        ):
            last = self.items[-1]
            same = sum(1 for x in self.items if x.rank is last.rank)
            if same < abs(last.rank.value or 0):  # type: ignore[union-attr]
                return last
        return None

    def _is_alias(self, i: int, t: Token) -> bool:
        """'Ministry of Justice (MoJ)': the short form of the name before it."""
        if i < 2 or self.tokens[i - 1].kind != "open" or self.tokens[i - 2].kind != "unit":
            return False
        closed = i + 1 < len(self.tokens) and self.tokens[i + 1].kind == "close"
        return closed and t.end - t.start <= 6 and bool(t.more["types"] & self.tokens[i - 2].more["types"])

    def _on_anaphor(self, i: int, t: Token) -> None:
        if self.item.empty and self.fresh and self.text[t.start : t.end] in PRONOUNS:
            said = [item.unit for item in self.items if item.unit is not None and (item.rank or item.scores)]
            if said:
                self._open().unit = said[-1]  # "Hai Duong was 17th; it earned 68.68 points"
