"""From mentions to tokens: what the grammar walks over. A token is one thing said: a unit, a place, a value, a change.

"thứ" and "2" become one rank; "tăng", "1,27", "điểm %" and "so với năm 2023" one change with its baseline. What is no token
(a filler word) leaves no trace but the gap between tokens.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from chiso.extraction.mentions import Mention
from chiso.extraction.tokens.places import PlaceReader
from chiso.extraction.tokens.reader import Token
from chiso.extraction.tokens.reality import drop_unreal
from chiso.extraction.tokens.values import ValueReader
from chiso.fold import Folded

__all__ = ["BLOC_TAGS", "Token", "make_tokens"]

BLOC_TAGS = {
    "departments": ("departments", None), "districts": ("districts", None), "communes": ("communes", None),
    "communes_ward": ("communes", "phường"), "communes_rural": ("communes", "xã, đặc khu"),
    "central_agencies": ("central_agencies", None), "ministries": ("ministries", None),
    "ministries_services": ("ministries", "có dịch vụ công"), "ministries_no_services": ("ministries", "không có dịch vụ công"),
    "provinces": ("provinces", None), "localities": ("localities", None), "other": ("other", None), "all_blocs": ("all", None),
}  # fmt: skip
_SIMPLE = {
    "next": "next", "next_after": "follows", "unchanged": "unchanged", "in_order": "order", "link": "link", "plan": "plan",
    "that_year": "that_year",
    "other_topic": "other", "asked": "other", "national": "national",
    "anaphor": "anaphor", "mean": "agg", "median": "agg", "approximate": "approx", "at_least": "bound", "at_most": "bound",
    "compared_previous": "base", "distance": "distance", "above": "above", "beside": "beside", "basis_63": "basis", "basis_34": "basis",
}  # fmt: skip
_ON_YEAR = re.compile(r" (?:on|over|from|since|against|versus) (?:in )?(?:the )?")
_FROM_NUMBER = re.compile(r" từ (?:mức )?\d")
_SEPARATOR = re.compile(r"[,;:()…/]|\.{2,}|(?<!\w)(?:và|and|while|whilst|whereas)(?!\w)|(?<=, )còn(?!\w)")
_STILL = re.compile(r" (?:(?:đứng|xếp|ở|hạng|thứ|vị trí|đạt|được)(?!\w)|\d)")
_SEPARATORS = {
    "(": "open", ")": "close", ";": "semicolon", ":": "colon", "và": "and", "and": "and", "còn": "semicolon", "while": "semicolon",
    "whilst": "semicolon", "whereas": "semicolon",
}  # fmt: skip
_OPENS_CLASS = re.compile(r"\((?:[^()]*(?:điểm|%)[,;] )?['\"“]?$")
_PLACE_WORDS = ("first", "second", "third", "last", "second_last", "tie", "best")


def make_tokens(folded: Folded, mentions: Sequence[Mention], start: int, end: int, language: str = "vi") -> list[Token]:
    """The tokens of folded[start:end], in order. `mentions` are those of this stretch."""
    return _Tokenizer(folded, mentions, start, end, language).run()


class _Tokenizer(PlaceReader, ValueReader):
    """One sentence, mention by mention."""

    def run(self) -> list[Token]:
        self._count_words()
        self.mentions = [m for m in self.mentions if m.kind != "ordinal" or self._is_place(m)]
        i, at = 0, self.start
        while i < len(self.mentions):
            mention = self.mentions[i]
            self._separators(at, mention.start)
            taken = self._read(i)
            at = self.mentions[i + taken - 1].end if taken else mention.end
            if self.out and self.out[-1].end > at:
                at = self.out[-1].end
            i += max(1, taken)
            while i < len(self.mentions) and self.mentions[i].start < at:
                i += 1
        self._separators(at, self.end)
        return drop_unreal(self.out, self.text, self.start)

    def _separators(self, start: int, end: int) -> None:
        if end - start == 1 and self.text[start] == " ":
            return  # as most gaps are
        for m in _SEPARATOR.finditer(self.text, start, end):
            if m.group() == "còn" and _STILL.match(self.text, m.end()):
                continue  # "giảm hai bậc, còn đứng thứ năm"
            self.out.append(Token(_SEPARATORS.get(m.group(), "comma"), m.start(), m.end()))

    def _read(self, i: int) -> int:
        """Read the token that begins at mention i; returns how many mentions it took."""
        m = self.mentions[i]
        if m.kind == "index":
            self.out.append(Token("index", m.start, m.end, mention=m))
            return 1
        if m.kind == "component":
            self.out.append(Token("component", m.start, m.end, mention=m))
            return 1
        if m.kind == "unit":
            return self._read_unit(i)
        if self._is_bracketed_grade(m):
            self.out.append(Token("grade", m.start, m.end, mention=m))
            return 1
        if m.kind == "year":
            changed = self.out and self.out[-1].kind in ("change", "comparative")
            compared = changed and _ON_YEAR.fullmatch(self.text, self.out[-1].end, m.start)  # "5 places up on 2021"
            self.out.append(Token("base" if compared else "year", m.start, m.end, year=int(m.value or 0)))
            return 1
        if m.kind in ("number", "scaled", "ratio"):
            return self._read_value(i)
        if m.kind in ("date", "legal", "period"):
            self.out.append(Token(m.kind, m.start, m.end, mention=m))
            return 1
        if m.tags & {"rank_before"}:
            taken = self._read_rank(i)
            if taken:
                return taken
        if "class_change" in m.tags and self.text.startswith("cải thiện", m.start):
            return self._read_change(i) or 1  # "cải thiện 11 bậc"
        if m.tags & {"up", "down"}:
            taken = self._read_change(i)
            if not taken and not _FROM_NUMBER.match(self.text, m.end, self.end):
                self.out.append(Token("comparative", m.start, m.end, value=1.0 if "up" in m.tags else -1.0))
                year = self.mentions[i + 1] if i + 1 < len(self.mentions) else None
                if year is not None and year.kind == "year" and self.text[m.end : year.start] in (" ", " năm "):
                    self.out.append(Token("base", m.end, year.end, year=int(year.value or 0)))  # "kém năm 2019 (66,23)"
                    return 2
            return taken or 1
        if m.tags & {"group_before", "group_last_before"}:
            return self._read_group(i)
        if "compared" in m.tags:
            taken = self._read_compared_score(i)
            if taken:
                return taken
            year = self._next(i, "year", gap=24)
            if year is not None and not self.text[m.end : year.start].strip()[:1].isdigit():  # "from 43rd in 2022"
                self.out.append(Token("base", m.start, year.end, year=int(year.value or 0)))
                return self.mentions.index(year) - i + 1
            return 1
        for tag in m.tags:
            if tag in _PLACE_WORDS:
                return self._read_place(i, tag)
            listed = self._names_list(i, tag)
            if tag in BLOC_TAGS or listed:
                bloc, part = BLOC_TAGS[listed or tag]
                self.out.append(Token("bloc", m.start, m.end, flavour=bloc, more={"part": part}))
                return 1
            if tag in _SIMPLE:
                self.out.append(Token(_SIMPLE[tag], m.start, m.end, flavour=tag, mention=m))
                return 1
        if "grade_before" in m.tags:
            taken = self._read_grade(i)
            return self._count_mentions(i, self.out[-1].end) if taken == 1 and self._read_quarter(m) else taken
        if "grade_name" in m.tags:
            self.out.append(Token("grade", m.start, m.end, mention=m))
            return 1
        if m.tags & {"score_before"}:
            return self._read_bare_score(i)
        if (
            m.kind == "grade"
            and self.text.startswith(":", m.end)
            and not self.text[self.start : m.start].strip(" -+•*")
        ):
            self.out.append(Token("grade", m.start, m.end, mention=m))  # "- rất tốt: A, B"
            return 1
        if m.kind == "ordinal" and m.value is not None:
            return self._read_ordinal(i)
        return 1

    def _is_bracketed_grade(self, m: Mention) -> bool:
        """'Sở Ngoại vụ: 84,95 điểm (Rất tốt)', 'Sở Ngoại vụ (84,95 điểm, rất tốt)': a class that ends its brackets."""
        grade = m.kind == "grade" or "grade" in m.tags
        if not grade or not self.text.startswith(")", m.end):
            return False
        return _OPENS_CLASS.search(self.text, max(self.start, m.start - 32), m.start) is not None

    def _names_list(self, i: int, tag: str) -> str | None:
        """The bloc of 'departments and agencies', a class of units that is not counted here; None of others."""
        bloc = tag.removeprefix("counted_")
        m, p = self.mentions[i], self.mentions[i - 1] if i else None
        if bloc == tag or bloc not in BLOC_TAGS or " and " not in self.text[m.start : m.end]:
            return None
        return None if p is not None and p.kind in ("number", "ordinal", "ratio") and m.start - p.end <= 2 else bloc

    def _read_unit(self, i: int) -> int:
        """A unit with the words that say whose it is: 'Cục Thuế' + 'tỉnh' + 'Trà Vinh'; 'Sở Tài chính' + 'Hà Nội'."""
        m = self.mentions[i]
        types = set(m.types)
        end, taken, start = m.end, 1, m.start
        owner: Mention | None = None
        if types <= {"department", "central_agency", "other"}:
            tail = re.compile(
                r" (?:của )?(?:tỉnh|thành phố|tp\.?|thủ đô|chi nhánh(?: tỉnh| thành phố| tp\.?)?)(?![\w])"
            ).match(self.text, end, self.end)
            if tail:
                end = tail.end()
                while i + taken < len(self.mentions) and self.mentions[i + taken].end <= end:
                    taken += 1
            if i + taken < len(self.mentions):
                n = self.mentions[i + taken]
                if "province" in n.types and self.text[end : n.start].strip(" .") == "" and n.start - end <= 2:
                    end, owner = n.end, n
                    taken += 1
        prefix = re.compile(r"(?:ubnd|ủy ban nhân dân) $").search(self.text, max(self.start, start - 20), start)
        if prefix and not (types & {"department"}):
            start = prefix.start()
        self.out.append(Token("unit", start, end, mention=m, more={"types": types, "owner": owner}))
        return taken
