"""Classes: 'xếp loại tốt', 'nhóm A gồm B, C', and the quarters of PAPI's list, in which provinces and parts of the index stand."""

from __future__ import annotations

import re

from chiso.extraction.items import Item, State
from chiso.extraction.tokens import Token

_QUARTERED = frozenset({"PAPI"})  # its results are published as quarters of the list
_LISTS_PARTS = re.compile(r"[^.;]*(?:như|gồm|là|với|có|:)[ :]*(?:chỉ số |nội dung |trục )*")
_LISTS_NAMES = re.compile(r"[^.;]*(?:gồm|là|có|có tên|có mặt|gọi tên|:)[ :]*[^.;]{0,30}")
_LEFT_CLASS = re.compile(r"(?<!\w)(?:từ|khỏi|rời) (?:nhóm|loại|mức|hạng|xếp loại)? ?(?:có |đạt )?['\"“]?$")
_COUNTS_PARTS = re.compile(
    r"(?:\d(?:/\d+)?|hai|ba|bốn|năm|sáu|bảy|tám) (?:chỉ số|tiêu chí|nội dung|lĩnh vực|trục|chỉ tiêu|thành phần)[^,;:.]*$"
)
_LIST_GAP = re.compile(r",? ?(?:và|;)? ?(?:chỉ số |nội dung |trục nội dung )*")


class GradeRules(State):
    """How classes find their unit, or their parts of the index."""

    def _on_grade(self, i: int, t: Token) -> None:
        if _LEFT_CLASS.search(self.text, max(0, t.start - 24), t.start):
            return  # "từ nhóm trung bình thấp lên nhóm cao nhất"
        if self.item.unit is not None and not self._lists_units(i):
            for item in self.bare_list(scored=True) or [self.item]:
                if item.grade is None:
                    item.grade = t  # "A, B và C được xếp loại xuất sắc"
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
        for n in self.tokens[i + 1 : i + 14]:
            if n.kind == "colon":
                behind = next((x.kind for x in self.tokens[i + 1 :] if x.start > n.start), "")
                return behind not in ("rank", "score", "anaphor", "change")  # "made it into group A: it stood 8th"
            if n.kind == "unit":
                words = self.text[t.end : n.start].strip(" \"'").split()
                return (
                    bool(words)
                    and ("có" in words or words[0] in ("gồm", "gồm:", "là"))
                    and (len(words) <= 5 or "trên" in words or "dưới" in words)
                )
            if n.kind not in (
                "open",
                "close",
                "link",
                "comma",
                "anaphor",
                "number",
                "bound",
                "score",
                "comparative",
                "bloc",
                "index",
            ):
                return False
        return False

    def _on_quarter(self, i: int, t: Token) -> None:
        """'vào nhóm cao nhất cả nước, như: A; B' of PAPI is a class, of its parts where they are named; elsewhere 'nhóm có chỉ số
        cao nhất là A, B, C' is the first of the list, as many as are named."""
        if self.index is None or self.index.more.get("code") not in _QUARTERED:
            self._open_group(i, t)
            return
        following = next((x for x in self.tokens[i + 1 : i + 5] if x.kind in ("unit", "component")), None)
        if (
            following is not None
            and following.kind == "unit"
            and _LISTS_NAMES.fullmatch(self.text, t.end, following.start)
        ):
            self._close()
            self.list_grade = t
            return
        if (
            following is not None
            and following.kind == "component"
            and _LISTS_PARTS.fullmatch(self.text, t.end, following.start)
        ):
            self.list_quarter = t
            self._touch()
            return
        parts = self._parts_before(i)
        if not parts:
            if not _COUNTS_PARTS.search(
                self.text, max(0, t.start - 60), t.start
            ):  # "có 6 chỉ số nằm trong nhóm cao nhất"
                self._on_grade(i, t)
            return
        self._grade_parts(parts, t)

    def _grade_parts(self, parts: list[Token], t: Token) -> None:
        main = self.item
        unit = main.unit or next((x.unit for x in reversed(self.items) if x.unit is not None), None)
        self.graded.extend(
            Item(unit=unit, component=part, grade=t, index=self.index, bloc=self.bloc, basis=self.basis)
            for part in parts
        )

    def _parts_before(self, i: int) -> list[Token]:
        """The parts that the class at i is of: the last one in its brackets, else all of the list before it."""
        parts: list[Token] = []
        depth = 0
        for x in reversed(self.tokens[:i]):
            if x.kind in ("semicolon", "unit"):
                break
            depth += (x.kind == "close") - (x.kind == "open")
            if x.kind != "component" or depth > 0:
                continue
            behind = parts[-1].start if parts else None
            between = re.sub(r"\([^()]*\)", "", self.text[x.end : behind]) if behind is not None else ""
            if behind is not None and not _LIST_GAP.fullmatch(between.strip() + " "):
                break
            parts.append(x)
            if self.depth:
                break
        return parts[::-1]

    def _open_group(self, i: int, t: Token) -> None:
        """Open a group of the first (or last) with as many units as the list behind it names."""
        if t.flavour not in ("first", "last"):
            return
        units: list[Token] = []
        for x in self.tokens[i + 1 :]:
            if x.kind == "unit" and not x.more.get("region"):
                units.append(x)
            elif x.kind in ("rank", "score", "semicolon") or (units and x.kind not in ("comma", "and")):
                break
        if len(units) < 2 or not _LISTS_NAMES.fullmatch(self.text, t.end, units[0].start):
            return
        size = float(len(units) if t.flavour == "first" else -len(units))
        item = self._open()
        item.rank, item.place, item.expects = Token("rank", t.start, t.end, value=size, flavour="group"), size, True
