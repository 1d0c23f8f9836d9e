"""From mentions to tokens: what the grammar walks over. A token is one thing said: a unit, a place, a value, a change.

"thứ" and "2" become one rank; "tăng", "1,27", "điểm %" and "so với năm 2023" one change with its baseline. What is no token
(a filler word) leaves no trace but the gap between tokens.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from chiso.extraction.mentions import ORDINALS, Mention, types_of
from chiso.fold import Folded
from chiso.numbers import parse_number

BLOC_TAGS = {
    "departments": ("departments", None), "districts": ("districts", None), "communes": ("communes", None),
    "communes_ward": ("communes", "phường"), "communes_rural": ("communes", "xã, đặc khu"),
    "central_agencies": ("central_agencies", None), "ministries": ("ministries", None),
    "ministries_services": ("ministries", "có dịch vụ công"), "ministries_no_services": ("ministries", "không có dịch vụ công"),
    "provinces": ("provinces", None), "localities": ("localities", None), "other": ("other", None), "all_blocs": ("all", None),
}  # fmt: skip
_SIMPLE = {
    "next": "next", "in_order": "order", "link": "link", "plan": "plan", "other_topic": "other", "national": "national",
    "anaphor": "anaphor", "mean": "agg", "median": "agg", "approximate": "approx", "at_least": "bound", "at_most": "bound",
    "compared_previous": "base", "basis_63": "basis", "basis_34": "basis",
}  # fmt: skip
_PLACE_WORDS = ("first", "second", "last", "second_last", "tie")
_OUT_OF = re.compile(
    r" ?(?:/|trên tổng số|trên tổng|trong tổng số|trong số|trong|trên|out of|among|of) ?(\d{1,4})(?: |$)"
    r"(?=(?:đơn vị|cơ quan|sở|địa phương|huyện|tỉnh|xã|phường|quận|bộ|thành|provinces|localities|countries|cities"
    r"|ministries|quốc gia|nước))"
)
_GAP = re.compile(r"[ \"'“”]*")
_LIST_GAP = re.compile(r" ?(?:, and|,|và|and|-|đến) ?(?:thứ |hạng )?")
_CHANGE_GAP = re.compile(r" ?(?:thêm|được|tới|đến|là|thứ|nhẹ|mạnh|lần lượt|so với năm trước|khoảng|hơn)? ?")
_MOVED_TO = re.compile(
    r" (?:đã |lại )?(?:vươn |nhảy |leo |tăng |bứt |tụt |rớt |giảm |lùi )?(?:lên|xuống|về)(?: (?:vị trí|hạng|thứ|số)){0,3} (\w+)"
)
_FROM = re.compile(r"(?<!tăng )(?<!giảm )từ (?:(?:vị trí|hạng|thứ|mức) ){0,2}$")
_TO = re.compile(
    r"\)? (?:đã )?(?:lên|xuống|vươn lên|tụt xuống|nhích lên|leo lên|còn)(?: (?:vị trí|hạng|thứ|mức)){0,2} "
)
_COUNTS_TIMES = re.compile(
    r"(?:lần|năm|kỳ|kỳ họp|khóa|ngày|vòng|lượt|kỳ đánh giá|đợt|tuần|tháng|quý|nội dung|tiêu chí|nhiệm vụ|câu|phần|mục|điều|chương|bước"
    r"|giai đoạn|trụ cột|lĩnh vực|phiên|người|chỉ số|thành viên) ?$"
)
_IN_GROUP = re.compile(
    r"(?:nhóm|tốp|top)(?: (?:có|các|điểm|chỉ số|tỉnh|thành phố|địa phương|đơn vị|hài lòng|những))* $"
)
_TIMESPAN = re.compile(
    r" (?:từ trước (?:đến|tới) nay|trong (?:\d+|nhiều|vòng|các|hai|ba|bốn|năm) năm|trong lịch sử|kể từ)"
)
_COUNTED = re.compile(
    r" (?:đơn vị|sở|cơ quan|địa phương|nơi|tỉnh|vị trí|huyện|xã|phường|bộ|thành phố|quận|tỉnh, thành|tỉnh thành|sở, ngành|sở, ban, ngành)"
    r"(?:[ ,]+(?:có|được|nằm|ở|xếp|đứng|trong|nhóm|chỉ số|kết quả|điểm|điểm số|vị trí|về|của|tỉnh|khối|bộ|ngành))*[ ]?$"
)


@dataclass(slots=True)
class Token:
    """One thing said at folded[start:end]; the fields a kind uses are named in the walk of grammar.py."""

    kind: str
    start: int
    end: int
    value: float | None = None
    value_max: float | None = None
    decimals: int | None = None
    measure: str | None = None
    scale: float | None = None
    out_of: int | None = None
    year: int | None = None
    base: int | None = None
    flavour: str = ""
    values: tuple[float, ...] = ()
    mention: Mention | None = None
    more: dict[str, Any] = field(default_factory=dict)


_MORE = re.compile(r" (more|higher|better|up|less|lower|worse|down|fewer)(?= |,|\.|\)|;|$)")
_GAP_BETWEEN = re.compile(
    r" so với (?!(?:kết quả |mức )?(?:của )?(?:năm|cùng|kỳ|\d{4}|so với|lần|chỉ số|lần đánh giá|trước|một năm))"
)
_RANK_VERBS = (
    "ranks", "ranked", "ranking", "placed", "came", "comes", "finished", "stood", "stands", "took", "number", "no.", "in", "at",
)  # fmt: skip
_NO_PLACE = re.compile(
    r" (?:time|year|consecutive|straight|edition|session|anniversary|report|half|quarter|month|century|party|national"
    r"|of (?:january|february|march|april|may|june|july))"
)
_PLACED = re.compile(r"(?:rank|ranks|ranked|ranking|placed|came|stood|stands|finished|was|is|at|in|to|position|the) ?$")
_PLACE_AFTER = re.compile(r" (?:place|position|spot|nationwide|in the country|in the ranking|out of|among|of the)")
_COUNTED_UNITS = re.compile(r"(?:^|[ (])(\d{1,2}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)" + _COUNTED.pattern)
_COUNTED_PLACES = re.compile(r"(?:^|[ (])(\d{1,2}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) $")


def make_tokens(folded: Folded, mentions: Sequence[Mention], start: int, end: int, language: str = "vi") -> list[Token]:
    """The tokens of folded[start:end], in order. `mentions` are those of this stretch."""
    return _Tokenizer(folded, mentions, start, end, language).run()


class _Tokenizer:
    def __init__(self, folded: Folded, mentions: Sequence[Mention], start: int, end: int, language: str) -> None:
        self.folded, self.text = folded, folded.text
        self.mentions = [m for m in mentions if m.kind != "ordinal" or self._is_place(m)]
        self.start, self.end = start, end
        self.mark = "," if language == "vi" else "."
        self.out: list[Token] = []

    def run(self) -> list[Token]:
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
        return self.out

    def _is_place(self, ordinal: Mention) -> bool:
        """'thứ năm' and 'nhất là' say a place, 'năm 2024' and 'hai đơn vị' do not."""
        before = self.text[max(0, ordinal.start - 12) : ordinal.start].rstrip(" \"'")
        if before.endswith(("thứ", "hạng", "vị trí", "xếp", "đứng", "về", "số", "giải", "ngôi")):
            return True
        if self.text[ordinal.start].isdigit() or before.endswith(_RANK_VERBS):
            return not _NO_PLACE.match(self.text, ordinal.end)
        return self.text.startswith(" là ", ordinal.end)

    # -- separators ------------------------------------------------------------------------------------------------------
    def _separators(self, start: int, end: int) -> None:
        for m in re.compile(r"[,;:()…/]|\.{2,}|(?<!\w)(?:và|and|while)(?!\w)|(?<=, )còn(?!\w)").finditer(
            self.text, start, end
        ):
            sign = m.group()
            kind = {"(": "open", ")": "close", ";": "semicolon", ":": "colon", "và": "and", "and": "and"}.get(
                sign, "comma"
            )
            if sign in ("còn", "while"):
                kind = "semicolon"
            self.out.append(Token(kind, m.start(), m.end()))

    # -- one token -------------------------------------------------------------------------------------------------------
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
        if m.kind == "year":
            self.out.append(Token("year", m.start, m.end, year=int(m.value or 0)))
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
        if m.tags & {"up", "down"}:
            taken = self._read_change(i)
            if not taken:
                self.out.append(Token("comparative", m.start, m.end, value=1.0 if "up" in m.tags else -1.0))
                year = self.mentions[i + 1] if i + 1 < len(self.mentions) else None
                if year is not None and year.kind == "year" and self.text[m.end : year.start] in (" ", " năm "):
                    self.out.append(Token("base", m.end, year.end, year=int(year.value or 0)))  # "kém năm 2019 (66,23)"
                    return 2
            return taken or 1
        if "group_before" in m.tags:
            return self._read_group(i)
        if "compared" in m.tags:
            taken = self._read_compared_score(i)
            if taken:
                return taken
            year = self._next(i, "year", gap=24)
            if year is not None:
                self.out.append(Token("base", m.start, year.end, year=int(year.value or 0)))
                return self.mentions.index(year) - i + 1
            return 1
        for tag in m.tags:
            if tag in _PLACE_WORDS:
                return self._read_place(i, tag)
            if tag in BLOC_TAGS:
                bloc, part = BLOC_TAGS[tag]
                self.out.append(Token("bloc", m.start, m.end, flavour=bloc, more={"part": part}))
                return 1
            if tag in _SIMPLE:
                self.out.append(Token(_SIMPLE[tag], m.start, m.end, flavour=tag, mention=m))
                return 1
        if "grade_before" in m.tags:
            return self._read_grade(i)
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

    def _next(self, i: int, kind: str, gap: int) -> Mention | None:
        """The next mention if it is of `kind` and at most `gap` characters away (other cues may lie between)."""
        for j in range(i + 1, min(i + 4, len(self.mentions))):
            n = self.mentions[j]
            if n.start - self.mentions[i].end > gap:
                return None
            if n.kind == kind:
                return n
            if n.kind not in ("cue", "ordinal", "measure"):
                return None
        return None

    # -- units -----------------------------------------------------------------------------------------------------------
    def _read_unit(self, i: int) -> int:
        """A unit with the words that say whose it is: 'Cục Thuế' + 'tỉnh' + 'Trà Vinh'; 'Sở Tài chính' + 'Hà Nội'."""
        m = self.mentions[i]
        types = set(types_of(m))
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
                ntypes = types_of(n) if n.kind == "unit" else frozenset()
                if "province" in ntypes and self.text[end : n.start].strip(" .") == "" and n.start - end <= 2:
                    end, owner = n.end, n
                    taken += 1
        prefix = re.compile(r"(?:ubnd|ủy ban nhân dân) $").search(self.text, max(self.start, start - 20), start)
        if prefix and not (types & {"department"}):
            start = prefix.start()
        self.out.append(Token("unit", start, end, mention=m, more={"types": types, "owner": owner}))
        return taken

    # -- places ----------------------------------------------------------------------------------------------------------
    def _read_rank(self, i: int) -> int:
        m = self.mentions[i]
        if _COUNTS_TIMES.search(self.text, max(self.start, m.start - 16), m.start):
            return 0  # "lần thứ 5 liên tiếp", "kỳ họp thứ 17"
        if i + 1 >= len(self.mentions):
            return 0
        n = self.mentions[i + 1]
        gap = self.text[m.end : n.start]
        if len(gap) > 3 or not _GAP.fullmatch(gap):
            return 0
        loose = self.text[m.start : m.end] in ("xếp", "đứng")
        if n.kind == "ratio" and n.value and n.second and n.value <= n.second:
            self.out.append(Token("rank", m.start, n.end, value=n.value, out_of=int(n.second), flavour="number"))
            return 2
        if loose:
            return 0
        if n.kind == "number" and n.more["text"].isdigit() and len(n.more["text"]) <= 4:
            value = float(n.more["text"])
        elif n.kind == "ordinal" and n.value is not None:
            value = n.value
        else:
            return 0
        end, taken, values = n.end, 2, [value]
        # "vị trí thứ 2, 3", "các vị trí 5, 6, 7", "thứ 2 và 3"
        while i + taken < len(self.mentions):
            k = self.mentions[i + taken]
            between = self.text[end : k.start]
            if k.kind == "cue" and "rank_before" in k.tags and k.end - k.start <= 4:
                if i + taken + 1 < len(self.mentions) and _LIST_GAP.fullmatch(
                    between + self.text[k.start : k.end] + " "
                ):
                    k2 = self.mentions[i + taken + 1]
                    if k2.kind == "number" and k2.more["text"].isdigit() and self._lists_on(i + taken + 2):
                        if float(k2.more["text"]) < values[-1]:
                            values = values[:1]  # "thứ 2, thứ 3, thứ 1": no list
                            break
                        values.append(float(k2.more["text"]))
                        end, taken = k2.end, taken + 2
                        continue
                break
            listed = (k.kind == "ordinal" and self.text[k.start].isdigit()) or (
                k.kind == "number" and k.more["text"].isdigit() and len(k.more["text"]) <= 3
            )
            if listed and _LIST_GAP.fullmatch(between) and between.strip():
                place = k.value if k.value is not None else float(k.more["text"])
                if place < values[-1]:
                    values = values[:1]
                    break
                values.append(place)
                end, taken = k.end, taken + 1
                continue
            break
        if len(values) > 1 and values == sorted(values):
            self.out.append(Token("ranks", m.start, end, values=tuple(values)))
            return taken
        out_of = None
        tail = _OUT_OF.match(self.text, n.end, self.end)
        end = n.end
        if tail:
            out_of, end = int(tail[1]), tail.end(1)
            if out_of < value:
                out_of, end = None, n.end
        if re.compile(r",? ?\d{1,2}[/-]").match(self.text, end) and value <= 7 and self.text[m.start : m.end] == "thứ":
            self.out.append(Token("date", m.start, end))  # "Thứ Ba, 07/05/2019": a day of the week
            return 2
        dated = re.compile(r" (?:của |trong )?năm \d{4}").match(self.text, end)  # "từ hạng 2 của năm 2021"
        if self.text.endswith("từ ", self.start, m.start) and not dated:
            moved = _MOVED_TO.match(self.text, end, self.end)
            if moved and moved[1].isdigit():  # "từ vị trí thứ 8 lên thứ 3"
                end = moved.end()
                self.out.append(Token("moved", m.start, end, values=(value, float(moved[1])), year=-1))
            return self._count_mentions(i, end)  # where it went is not said in figures: no place of this edition
        self.out.append(Token("rank", m.start, end, value=value, out_of=out_of, flavour="number"))
        taken = 2
        while i + taken < len(self.mentions) and self.mentions[i + taken].start < end:
            taken += 1
        return taken

    def _count_mentions(self, i: int, end: int) -> int:
        """How many mentions from i on begin before folded position `end`."""
        return sum(1 for n in self.mentions[i:] if n.start < end)

    def _lists_on(self, j: int) -> bool:
        """Whether what follows mention j-1 goes on as a list of units rather than as a clause of its own."""
        return j >= len(self.mentions) or self.mentions[j].kind in ("cue", "unit")

    def _read_place(self, i: int, tag: str) -> int:
        m = self.mentions[i]
        if (
            tag == "last"
            and i + 1 < len(self.mentions)
            and self.mentions[i + 1].kind == "number"
            and self.mentions[i + 1].start == m.end + 1
        ):
            n = self.mentions[i + 1]
            if n.more["text"].isdigit() and len(n.more["text"]) <= 3:  # "hạng chót 63"
                self.out.append(Token("rank", m.start, n.end, value=float(n.more["text"]), flavour="number"))
                return 2
        if _IN_GROUP.search(self.text, max(self.start, m.start - 40), m.start) or _TIMESPAN.match(self.text, m.end):
            return 1  # "nhóm điểm thấp nhất" is a class, "cao nhất từ trước đến nay" compares years
        before = self.text[self.start : m.start]
        counted = (_COUNTED_PLACES if self.text.startswith("vị trí", m.start) else _COUNTED_UNITS).search(before[-90:])
        value = {"first": 1.0, "second": 2.0, "last": -1.0, "second_last": -2.0, "tie": 1.0}[tag]
        token = Token("rank", m.start, m.end, value=value, flavour=tag)
        if counted and tag in ("first", "last"):
            size = int(counted[1]) if counted[1].isdigit() else ORDINALS[counted[1]]
            if size > 1:
                token.flavour, token.value = "group", size if tag == "first" else -size
        tail = _OUT_OF.match(self.text, m.end, self.end)
        if tail and tag in ("last", "first"):
            token.out_of, token.end = int(tail[1]), tail.end(1)
        self.out.append(token)
        return 1

    def _read_ordinal(self, i: int) -> int:
        """A bare 'nhất là A, nhì là B, ba là C' at the beginning of a clause."""
        m = self.mentions[i]
        word = self.text[m.start : m.end]
        if word[0].isdigit() and (
            _PLACED.search(self.text, max(self.start, m.start - 30), m.start) or _PLACE_AFTER.match(self.text, m.end)
        ):
            token = Token("rank", m.start, m.end, value=m.value, flavour="number")
            tail = _OUT_OF.match(self.text, m.end, self.end)
            if tail and int(tail[1]) >= (m.value or 0):
                token.out_of, token.end = int(tail[1]), tail.end(1)
            self.out.append(token)
            return 1
        opens = not self.out or self.out[-1].kind in ("comma", "semicolon", "colon", "bloc") or m.start == self.start
        if word in ("nhất", "nhì", "ba") and opens and self.text.startswith(" là ", m.end):
            self.out.append(Token("rank", m.start, m.end, value=m.value, flavour="number"))
        return 1

    # -- values ----------------------------------------------------------------------------------------------------------
    def _number(self, m: Mention) -> tuple[float, int] | None:
        number = parse_number(m.more["text"], None)
        if number is None:
            return None
        if number.ambiguous and self.mark == ",":
            whole = parse_number(m.more["text"], ",")
            number = whole or number
        return number.value, number.decimals

    def _measure(self, i: int) -> tuple[str | None, int, int]:
        """The measure right behind mention i: (measure, its end, mentions taken)."""
        m = self.mentions[i]
        if i + 1 < len(self.mentions):
            n = self.mentions[i + 1]
            if n.start - m.end <= 1 and not self.text[m.end : n.start].strip():
                for tag, measure in (
                    ("measure_percent", "percent"),
                    ("measure_points", "points"),
                    ("measure_places", "places"),
                ):
                    if tag in n.tags:
                        return measure, n.end, 1
        return None, m.end, 0

    def _read_value(self, i: int) -> int:
        m = self.mentions[i]
        if m.kind == "number":
            taken = self._read_range(i) or self._read_from_to(i)
            if taken:
                return taken
        if m.kind == "ratio":
            self.out.append(Token("ratio", m.start, m.end, value=m.value, out_of=int(m.second or 0)))
            return 1
        read = self._number(m)
        if read is None:
            return 1
        measure, end, taken = self._measure(i)
        value, decimals = read
        after = _MORE.match(self.text, end, self.end)
        if after and measure:
            sign = 1.0 if after[1] in ("more", "higher", "better", "up") else -1.0
            self.out.append(
                Token("change", m.start, after.end(1), value=sign * value, decimals=decimals, measure=measure)
            )
            taken += sum(1 for n in self.mentions[i + 1 + taken :] if n.start < after.end(1))
            return 1 + taken
        if m.kind == "scaled":
            measure = measure or ("ratio" if m.more["scale"] == 1 else "points")
            self.out.append(
                Token(
                    "score",
                    m.start,
                    end,
                    value=value,
                    decimals=decimals,
                    measure="ratio" if m.more["scale"] == 1 else measure,
                    scale=m.more["scale"],
                )
            )
            return 1 + taken
        if measure in ("percent", "points"):
            self.out.append(Token("score", m.start, end, value=value, decimals=decimals, measure=measure))
            return 1 + taken
        bracketed = self.text[max(self.start, m.start - 1) : m.start] == "(" and self.text[end : end + 1] == ")"
        if bracketed and decimals == 0 and value <= 99:
            self.out.append(Token("marker", m.start, m.end, value=value))
        else:
            self.out.append(Token("number", m.start, end, value=value, decimals=decimals, measure=measure))
        return 1 + taken

    def _read_bare_score(self, i: int) -> int:
        """'tổng điểm 92,76', 'điểm số: 92,76': the measure stands before the number."""
        m = self.mentions[i]
        if i + 1 < len(self.mentions) and self.mentions[i + 1].kind == "number":
            n = self.mentions[i + 1]
            read = self._number(n)
            if read is not None and re.fullmatch(r" ?(?:là|đạt|:|được|chung)? ?", self.text[m.end : n.start]):
                measure, end, taken = self._measure(i + 1)
                if measure in (None, "points", "percent"):
                    self.out.append(
                        Token("score", n.start, end, value=read[0], decimals=read[1], measure=measure or "points")
                    )
                    return 2 + taken
        return 1

    def _read_group(self, i: int) -> int:
        """'top 30', 'tốp 6', 'nhóm 10': among the first N; 'nhóm "tốt"': a class."""
        if self._read_grade(i) == 2:
            return 2
        m = self.mentions[i]
        if i + 1 < len(self.mentions):
            n = self.mentions[i + 1]
            if (
                n.kind == "number"
                and n.start == m.end + 1
                and n.more["text"].isdigit()
                and 2 <= int(n.more["text"]) <= 60
                and self._measure(i + 1)[0] is None
            ):
                self.out.append(Token("top", m.start, n.end, value=float(n.more["text"])))
                return 2
        return 1

    def _read_compared_score(self, i: int) -> int:
        """'so với 88,32% của năm 2023': the score of an earlier edition."""
        m = self.mentions[i]
        if (
            i + 1 >= len(self.mentions)
            or self.mentions[i + 1].kind != "number"
            or self.mentions[i + 1].start - m.end > 5
        ):
            return 0
        n = self.mentions[i + 1]
        read = self._number(n)
        measure, end, taken = self._measure(i + 1)
        if read is None or measure not in ("percent", "points", None) or not (measure or read[1]):
            return 0
        j, year = i + 2 + taken, -1
        while j < len(self.mentions) and self.mentions[j].kind == "ordinal":
            j += 1
        if (
            j < len(self.mentions)
            and self.mentions[j].kind == "year"
            and re.fullmatch(r" (?:của |trong |ở )?(?:năm )?\(?", self.text[end : self.mentions[j].start])
        ):
            year = int(self.mentions[j].value or 0)
            end, j = self.mentions[j].end, j + 1
        self.out.append(Token("score", n.start, end, value=read[0], decimals=read[1], measure=measure, year=year))
        return j - i

    def _read_range(self, i: int) -> int:
        """'trải từ 75,03% đến 90,61%', 'between 38.97 points and 39.95 points': the values of many units."""
        m = self.mentions[i]
        if not re.search(
            r"(?:between|(?<!tăng )(?<!giảm )từ|from) $", self.text[max(self.start, m.start - 12) : m.start]
        ):
            return 0
        low = self._number(m)
        measure, at, taken = self._measure(i)
        j = i + 1 + taken
        if low is None or j >= len(self.mentions) or self.mentions[j].kind != "number":
            return 0
        if self.text[at : self.mentions[j].start] not in (" đến ", " tới ", " and ", " to "):
            return 0
        high = self._number(self.mentions[j])
        last, end, more = self._measure(j)
        measure = last or measure
        if high is None or measure not in ("percent", "points") or high[0] <= low[0]:
            return 0
        self.out.append(
            Token("range", m.start, end, value=low[0], value_max=high[0], decimals=high[1], measure=measure)
        )
        return j + 1 + more - i

    def _read_from_to(self, i: int) -> int:
        """'từ 28 lên 24' (places), 'từ 72,1 lên 72,81' (scores): what was and what is."""
        m = self.mentions[i]
        if not _FROM.search(self.text, max(self.start, m.start - 22), m.start):
            return 0
        first = self._number(m)
        measure, at, taken = self._measure(i)
        j, year = i + 1 + taken, -1
        if (
            j < len(self.mentions)
            and self.mentions[j].kind == "year"
            and self.text[at : self.mentions[j].start] in (" (", " năm ")
        ):
            year, at, j = int(self.mentions[j].value or 0), self.mentions[j].end, j + 1
        while j < len(self.mentions) and self.mentions[j].kind in ("cue", "ordinal"):
            j += 1
        if first is None or j >= len(self.mentions) or self.mentions[j].kind != "number":
            return 0
        n = self.mentions[j]
        if not _TO.fullmatch(self.text[at : n.start]):
            return 0
        second = self._number(n)
        measure2, end, taken2 = self._measure(j)
        if second is None or measure2 == "places":
            return 0
        if measure2 is None and not first[1] and not second[1]:
            self.out.append(Token("moved", m.start, end, values=(first[0], second[0]), year=year))
        elif measure2 in ("points", "percent") or (first[1] and second[1]):
            self.out.append(
                Token("score", m.start, at, value=first[0], decimals=first[1], measure=measure2 or measure, year=year)
            )
            self.out.append(Token("score", n.start, end, value=second[0], decimals=second[1], measure=measure2))
        else:
            return 0
        return j + 1 + taken2 - i

    def _read_change(self, i: int) -> int:
        """'tăng 1,27 điểm %', 'hơn năm 2021 là 3,78%', 'tăng từ 9,1% đến 21%', 'lùi 3 bậc'."""
        m = self.mentions[i]
        sign = 1.0 if "up" in m.tags else -1.0
        j, at, base = i + 1, m.end, None
        while j < len(self.mentions):
            n = self.mentions[j]
            gap = self.text[at : n.start]
            if n.kind == "year" and re.fullmatch(r" (?:so với )?(?:năm )?", gap):
                base, at, j = int(n.value or 0), n.end, j + 1
                continue
            if n.kind == "cue" and n.tags & {"compared", "up", "down", "at_least", "link"} and not gap.strip():
                at, j = n.end, j + 1
                continue
            break
        if j >= len(self.mentions):
            return 0
        n = self.mentions[j]
        gap = self.text[at : n.start]
        if n.kind != "number" or len(gap) > 14:
            return 0
        ranged = re.fullmatch(r" từ ", gap)
        if not (ranged or _CHANGE_GAP.fullmatch(gap) or gap.strip() in ("là", "với", "trên")):
            return 0
        read = self._number(n)
        measure, end, taken = self._measure(j)
        if read is None:
            return 0
        if measure is None:
            return 0
        if _GAP_BETWEEN.match(self.text, end, self.end):
            return 0  # "cao hơn 9 điểm so với địa phương thấp nhất": a distance between units
        token = Token("change", m.start, end, value=sign * read[0], decimals=read[1], measure=measure, base=base)
        if ranged:
            k = j + 1 + taken
            if (
                k < len(self.mentions)
                and self.mentions[k].kind == "number"
                and re.fullmatch(r" (?:đến|tới|lên) ", self.text[end : self.mentions[k].start])
            ):
                top = self._number(self.mentions[k])
                top_measure, top_end, top_taken = self._measure(k)
                if (
                    top is not None
                    and top_measure == measure
                    and self.text[end : self.mentions[k].start].strip() != "lên"
                ):
                    token.value_max, token.end = sign * top[0], top_end
                    self.out.append(token)
                    return k + 1 + top_taken - i
            return 0
        self.out.append(token)
        return j + 1 + taken - i

    # -- grades ----------------------------------------------------------------------------------------------------------
    def _read_grade(self, i: int) -> int:
        m = self.mentions[i]
        if i + 1 < len(self.mentions):
            n = self.mentions[i + 1]
            gap = self.text[m.end : n.start]
            if (
                (n.kind == "grade" or "grade" in n.tags or "grade" in n.more.get("roles", ()))
                and len(gap) <= 2
                and _GAP.fullmatch(gap)
            ):
                self.out.append(Token("grade", n.start, n.end, mention=n))
                return 2
        return 1


def original(folded: Folded, token: Token) -> str:
    """The words of a token as they stand in the document."""
    start, end = folded.span(token.start, token.end)
    return folded.source[start:end]
