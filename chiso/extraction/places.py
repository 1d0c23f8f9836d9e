"""Whose place it is: a place belongs to the unit before it, unless words point forward, or to a part of the index."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chiso.extraction.items import LIST_JOINT
from chiso.extraction.tokens import Token
from chiso.extraction.units import LARGEST_REGION, LAST_YEAR, WITHIN, UnitRules

_ABOUT = re.compile(r"(?: (?:trên |trong )?(?:cả nước|toàn quốc|toàn tỉnh|nationwide))? (?:về|in terms of) ")
_LEADS_TO = re.compile(  # "in second place was Long An", "third place went to the northern city of Hai Phong"
    r"(?:was|were|is|are|came|come|comes|stands?|stood|went to|goes to|go to|belong(?:s|ed) to) ?(?:(?:again|once more) )?"
    r"(?:the ?)?(?:[a-z]+ern ?)?(?:(?:neighbouring|neighboring|central|coastal|capital) ?)*(?:(?:province|city|district) of)?|by"
)
_ABOUT_ENGLISH = re.compile(
    r"(?: (?:nationwide|nationally|in the country|countrywide|overall))? (?:in terms of|regarding|when it comes to|in|for|on) "
    r"(?:the |its |their )?"
    r"(?:(?:sub-?index|index|indicator|indices|dimensions?|criteri(?:on|a)|pillars?|components?|category|field|area)(?: of)? )?[\"']?"
)
_IN_LIST = re.compile(
    r"(?:(?:this|that|both|each|all|whole|entire|overall|national|nationwide|provincial|final|latest|annual|full|same|\w+ern|\w+al) )*"
    r"(?:\d|countr|nation|region|rank|list|table|index|indices|bloc|group|cluster|categor|provinc|cit(?:y|ies)|north|south|west|east|year|row"
    r"|chart|board|standings|report|survey|evaluation|assessment|edition|result|viet|asia|world|history|ministr|department|district|localit)"
)
_COMPARED_WITH = re.compile(r"(?:so với|thua|hơn|than) (?:tỉnh|địa phương|đơn vị|nơi|sở|huyện|the|that of)[^\d,;.]*$")
_TOGETHER_AT = re.compile(r"(?<!\w)(?:cùng|đồng)(?: (?:đứng|xếp|giữ|ở|có|chia sẻ|nhận|đạt))* $")
_OF_YEAR = re.compile(r" (?:(?:của|trong|ở) )?(?:năm )?")
_ONCE = re.compile(r"(?<!\w)từng (?:(?:được|có|là|giành|giữ|chiếm|ở|lên|vào|đoạt|bước lên) ?){0,2}$")
_IN_PARTS = re.compile(
    r" ?(?:ở|về|trong|tại)? ?(?:cả |các )?(?:\d+ |hai |ba |bốn |năm )?(?:trụ cột|tiêu chí|nội dung|chỉ số|lĩnh vực|chỉ tiêu|phương diện)?"
    r"(?: thành phần)? ?[:(]? ?[\"']?"
)


class PlaceRules(UnitRules):
    """How a place finds its unit."""

    def _points_forward(self, i: int) -> bool:
        """Whether the place at i belongs to a unit that follows."""
        linked = self.text.endswith(" cho", self.tokens[i].start, self.tokens[i].end)
        at = self.tokens[i].end
        for t in self.tokens[i + 1 :]:
            gap = self.text[at : t.start].strip()
            at = t.end
            if t.kind in ("bloc", "index", "year", "national", "component", "agg"):
                continue
            if t.kind == "link" or t.kind == "colon":
                linked = True
            elif t.kind in ("order", "next"):
                continue
            elif t.kind == "unit":
                if self._is_owner(t) or (t.more.get("region") and not self._region_competes(i)):
                    continue
                return linked or _LEADS_TO.fullmatch(gap) is not None or (not gap and self._no_unit_here())
            elif t.kind in ("score", "number", "open", "close", "marker", "grade") and linked:
                return False
            else:
                return False
        return False

    def _no_unit_here(self) -> bool:
        """No unit since the last separator that could own a place here."""
        return self.fresh or self.item.unit is None or self.item.rank is not None

    def _on_rank(self, i: int, t: Token) -> None:
        if "paired" in t.more:
            item = self._touch()
            item.rank, item.place, item.component = t, t.value, self.component
            return
        if self._of_other_topic(i):
            return
        if _COMPARED_WITH.search(self.text, max(0, t.start - 48), t.start) and not self._points_forward(i):
            return  # "so với tỉnh xếp thứ 2"; "so với đơn vị đứng thứ 2 là Hải Phòng" says whose place it is
        if LAST_YEAR.search(self.text, max(0, t.start - 40), t.start) and not self._points_forward(i):
            self._touch().earlier.append((t, -1))
            return
        if self.depth and [x.kind for x in self.tokens[max(0, i - 2) : i]] == ["base", "open"]:
            self._touch().earlier.append((t, self.tokens[i - 2].year or -1))
            return  # "thăng 23 hạng so với năm trước (hạng 40)"
        if _ONCE.search(self.text, max(0, t.start - 30), t.start):
            self._on_past_place(i, t)
            return
        following = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        if self.provincial and following is not None and following.kind == "national" and following.start - t.end <= 4:
            if self.item.unit is None and self.item.scores and self.item.agg is None:
                self.item.rank, self.item.place, self.item.of_province = t, t.value, True
            return  # "chỉ số của tỉnh đạt 92,18%, đứng đầu cả nước": the province's place, in a sentence on its own bodies
        if t.flavour == "first" and self.above and self.asides and self.item.place is None and self.region is None:
            return  # "sau Quảng Ninh, Long An là nơi có điểm cao nhất"
        self._share(t)
        parts = self._parts_of(i) if not self.item.shares else None
        if parts is not None:
            self._rank_parts(t, parts)
            return
        last = self.item.rank
        if (
            (
                last is not None
                and last.flavour in ("first", "last")
                and t.flavour == "number"
                and last.start < t.start
                and not self.depth
            )
            and self._same_breath(last, t)
            and not self._points_forward(i)
        ):
            if last.flavour == "last":  # "cuối bảng, hạng 14"
                self.item.rank, self.item.place = t, t.value
            return
        past = self._year_of_past(i, t)
        if past is not None:
            self.item.earlier.append((t, past))
            return
        own = self.years_before(i)
        if own:
            item = self._touch()
            self.past_year = own[0].year
            item.earlier.extend((t, y.year or 0) for y in own)  # "năm 2018 thứ 60, hai năm 2019 và 2020 cùng hạng 59"
            return
        aside = self._year_in_brackets(i)
        if aside and self.item.unit is not None:
            self.item.earlier.append((t, aside))  # "(this department ranked 6th in 2022)"
            return
        if self.depth and self.open_year and (self.item.unit is not None or self.item.rank is not None):
            self.item.earlier.append((t, self.open_year))
            return
        forward = self._points_forward(i)
        item = self.item
        if not forward and t.flavour == "group" and item.rank is None and len(self.bare_list(scored=True)) > 1:
            self._share_group(t, t.value or 0.0)  # "A (71,25), B (70,94) và C (70,34) là ba tỉnh dẫn đầu"
            return
        if not forward and self._mixes_blocs() and self.english:
            for item in self.bare_list()[:-1]:
                item.rank, item.place, item.index = t, t.value, item.index or self.index
        elif not forward and self._ends_list() and t.flavour != "tie" and not self.item.shares:
            if t.flavour == "last":  # "A and B brought up the rear"
                self._share_group(t, -len(self.bare_list()))
            return  # "A, B và C xếp thứ 3, ...": whose place it is stays unsaid
        if (
            (
                not forward
                and item.unit is not None
                and item.rank is not None
                and not item.counted
                and (item.rank.flavour == "group" or item.place == t.value)
            )
            and self.component is None
            and (not item.scores or self.depth)
        ):  # "ba nơi cao nhất gồm Quảng Ninh dẫn đầu", said twice
            item.rank, item.place = t, t.value
            return
        if forward:
            item = self._open() if item.rank is not None or item.unit is not None or item.scores else self._touch()
            item.expects = True
        elif item.unit is not None and item.rank is not None and (self.depth and item.subset is not None):
            unit = item.unit  # "dẫn đầu vùng Tây Nguyên là Lâm Đồng (hạng 27 cả nước)"
            item = self._open()
            item.unit = unit
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
        if forward and _TOGETHER_AT.search(self.text, max(0, t.start - 20), t.start):
            item.tied = True  # "cùng đứng vị trí thứ 5 là A và B"
        if self.region is not None:
            national = self._is_national(i) or (not self.international and (t.value or 0) > LARGEST_REGION)
            item.subset, self.region = None if national else self.region, self.region_heading
        if (
            self.component is not None
            and item.component is None
            and self.component.start < t.start
            and (not item.scores or self.component is self.heading or item.scores[-1].component is self.component)
        ):
            item.component = self.component
        if item.index is None:
            item.index = self.index
        self.next_place = int(t.value) + 1 if t.value and t.value > 0 and self.ordered else None
        self.counted_in = (item.component, item.subset)
        self.fresh = False

    def _on_past_place(self, i: int, t: Token) -> None:
        """'Cục Thuế, đơn vị từng dẫn đầu DDCI 2022', 'năm 2020, Cục Thuế từng dẫn đầu': a place of the year said, else of none."""
        year = next((x for x in self.tokens[i + 1 :] if x.kind not in ("index", "bloc", "national", "link")), None)
        if year is None or year.kind != "year":
            year = next((x for x in reversed(self.tokens[:i]) if x.kind in ("year", "semicolon")), None)
        if year is not None and year.kind == "year":
            year.more["used"] = True
            self._touch().earlier.append((t, year.year or 0))

    def _share_group(self, t: Token, size: float) -> None:
        """Place the list that ends at the item at hand among the first (or last) `size`; a longer list stays unplaced."""
        members = self.bare_list(scored=True)
        if len(members) <= abs(size):
            group = Token("rank", t.start, t.end, value=size, flavour="group")
            for item in members:
                item.rank, item.place = group, size

    def _is_national(self, i: int) -> bool:
        """'ở khu vực miền Trung, Bình Định xếp thứ 8 PCI cả nước'."""
        following = [x.kind for x in self.tokens[i + 1 : i + 3]]
        return following[:1] == ["national"] or following == ["index", "national"]

    def _year_of_past(self, i: int, t: Token) -> int | None:
        """The year of a place that somebody had before: 'so với năm 2022 (xếp thứ 10)', 'lên thứ 2 từ vị trí thứ 10 năm 2022'."""
        before = self.tokens[max(0, i - 2) : i]
        if [x.kind for x in before] == ["base", "open"]:
            return before[0].year or -1
        following = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        compared = self.text.endswith(("so với ", "từ "), max(0, t.start - 8), t.start)
        dated = compared and following is not None and following.kind == "year" and self.item.rank is not None
        if dated and following is not None and _OF_YEAR.fullmatch(self.text, t.end, following.start):
            following.more["used"] = True
            for change in self.item.changes:
                change.token.base = change.token.base or following.year
            return following.year
        return self.past_year if self.past_year and not self.depth and self.item.unit is not None else None

    def _measures_part(self, i: int) -> bool:
        """'hạng 8 (Chính quyền số), hạng 2 (Kinh tế số)': each place is of a part."""
        return i + 2 < len(self.tokens) and self.tokens[i + 1].kind == "open" and self.tokens[i + 2].kind == "component"

    def _year_in_brackets(self, i: int) -> int | None:
        """The year that stands behind the place at i within the same brackets."""
        if not self.depth:
            return None
        for x in self.tokens[i + 1 : i + 4]:
            if x.kind == "year":
                return x.year if x.year != self.year else None
            if x.kind not in ("national", "bloc"):
                return None
        return None

    def _ends_list(self) -> bool:
        """Whether the unit at hand is the last of a bare list ('A, B và C')."""
        if (
            self.item.unit is None
            or not self.items
            or self.item.rank is not None
            or self.item.counted
            or self.item.scores
        ):
            return False
        last = self.items[-1]
        bare = (
            last.unit is not None
            and last.place is None
            and not (last.scores or last.changes or last.grade or last.earlier)
        )
        return bare and LIST_JOINT.fullmatch(self.text, last.unit.end, self.item.unit.start) is not None  # type: ignore[union-attr]

    def _mixes_blocs(self) -> bool:
        """'The Ministry of Justice and Hai Phong were placed first': each in a list of its own."""
        types = [item.unit.more["types"] for item in self.bare_list() if item.unit is not None]
        return len(types) == 2 and not types[0] & types[1]

    def _looks_within(self, i: int) -> bool:
        if (self.region is not None and self.region is not self.region_heading) or self._leaves_region(i):
            return True
        after = (x for x in self.tokens[i + 1 : i + 5] if x.kind not in ("number", "anaphor", "bloc", "comma"))
        following = next(after, None)
        if following is None or following.kind != "unit" or not following.more.get("region"):
            return False
        return not self._region_competes(i) and bool(WITHIN.fullmatch(self.text[self.tokens[i].end : following.start]))

    def _leaves_region(self, i: int) -> bool:
        """'đứng thứ 4 vùng Tây Nguyên và thứ 19 cả nước': the country's list after a region's."""
        return self.item.subset is not None and self._is_national(i)

    def _of_other_topic(self, i: int) -> bool:
        """'dẫn đầu về thu hút FDI', 'nhất về CMI': first in something that is neither the index nor a component of it."""
        t = self.tokens[i]
        if not (_ABOUT.match(self.text, t.end) or self.text[t.start : t.end].endswith(" về")):
            return self._of_other_topic_english(i)
        after = [x for x in self.tokens[i + 1 :] if x.kind != "national"][:1]
        if not after or after[0].kind not in ("index", "component"):
            return True
        return after[0].start - t.end > (72 if after[0].kind == "component" else 36)

    def _of_other_topic_english(self, i: int) -> bool:
        """'second in attracting investment'; 'second in the country', 'third on 70.34 points' are places of the index."""
        t = self.tokens[i]
        ends = self.text.endswith(" in", t.start, t.end)
        about = _ABOUT_ENGLISH.match(self.text, t.end - 3 if ends else t.end)
        if (
            about is None
            or about.group().lstrip().startswith(("for ", "on "))
            or _IN_LIST.match(self.text, about.end())
        ):
            return False
        after = [x for x in self.tokens[i + 1 :] if x.kind != "national"][:1]
        known = ("index", "component", "bloc", "unit", "year", "national")
        return not after or after[0].kind not in known or after[0].start - about.end() > 36

    def _same_breath(self, a: Token, b: Token) -> bool:
        """Whether b follows a in one clause with nothing but a comma or a few words between."""
        between = [x for x in self.tokens if a.end <= x.start and x.end <= b.start]
        return all(x.kind in ("comma", "anaphor", "bloc", "national") for x in between) and b.start - a.end <= 30

    def _parts_of(self, i: int) -> list[Token] | None:
        """The parts of the index that the place at i is of: 'nhất cả 3 trụ cột (A, B, C)', '"A" và "B" đều thứ 3'; [] for parts
        that are not named; None where the place is of the whole index."""
        t = self.tokens[i]
        if self.text[max(0, t.start - 4) : t.start] == "đều ":
            return list(self.named_parts)
        about = _ABOUT.match(self.text, t.end)
        if about is not None:
            named = [x for x in self.tokens[i + 1 : i + 6] if x.kind not in ("national", "comparative")][:1]
            if named and named[0].kind == "component" and named[0].start - about.end() <= 60:
                return named  # "xếp thứ 3 cả nước về nỗ lực cắt giảm chi phí không chính thức"
        about = _ABOUT_ENGLISH.match(self.text, t.end)
        following = [x for x in self.tokens[i + 1 :] if x.kind != "national"]
        if (
            about is not None
            and following
            and following[0].kind == "component"
            and following[0].start - about.end() <= 40
        ):
            return self._list_components(following)  # "ranked second in time costs and transparency"
        following = self.tokens[i + 1 :]
        while following and following[0].kind in ("number", "colon", "open"):
            following = following[1:]
        if (
            not following
            or following[0].kind != "component"
            or not _IN_PARTS.fullmatch(self.text[t.end : following[0].start])
        ):
            return None
        return self._list_components(following)

    @staticmethod
    def _list_components(following: Sequence[Token]) -> list[Token]:
        """The components that `following` begins with."""
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
