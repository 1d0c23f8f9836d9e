"""Places in a list as tokens: 'xếp thứ 45/63', 'vị trí thứ 2, 3', 'dẫn đầu', '17th', 'top 30'."""

from __future__ import annotations

import re

from chiso.extraction.mentions import ORDINALS, ORDINALS_ENGLISH, Mention
from chiso.extraction.tokens.english import EnglishReader
from chiso.extraction.tokens.reader import GAP, OUT_OF, Token

_LIST_GAP = re.compile(r" ?(?:, and|,|và|and|-|đến) ?(?:thứ |hạng )?")
_MOVED_TO = re.compile(
    r" (?:đã |lại )?(?:vươn |nhảy |leo |tăng |bứt |tụt |rớt |giảm |lùi )?(?:lên|xuống|về)(?: (?:vị trí|hạng|thứ|số)){0,3} (\w+)"
)
COUNTS_TIMES = re.compile(
    r"(?<!\w)(?:lần|năm|kỳ|kỳ họp|khóa|ngày|vòng|(?<!lần )lượt|kỳ đánh giá|đợt|tuần|tháng|quý|nội dung|tiêu chí|nhiệm vụ|câu|phần|mục|điều"
    r"|chương|bước|giai đoạn|trụ cột|lĩnh vực|phiên|người|chỉ số|thành viên|nhóm|cụm) ?$"
)
_IN_GROUP = re.compile(
    r"(?:nhóm|tốp|top)(?: (?:có|đạt|được|các|điểm số|kết quả|mức|điểm|chỉ số|tỉnh|thành phố|địa phương|đơn vị|hài lòng|những))* $"
)
# "10 địa phương có chất lượng điều hành tốt nhất": words between those who are counted and what makes them first or last
_COUNTED_LOOSELY = re.compile(
    r"(?<!thứ )(?<!hạng )(?<!năm )(?<!quý )(?<!kỳ )\b(\d{1,2}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) "
    r"(?:đơn vị|cơ quan|địa phương|tỉnh|bộ|sở|huyện|xã|phường|thành phố|quận)(?:, (?:thành phố|thành|ngành|cơ quan))*"
    r" (?:có|đạt|với|được)(?: [^\W\d]+| \d{4}){1,9} $"
)
_JOINS_GROUP = frozenset({"anaphor", "index", "bloc", "year", "national", "component", "number", "agg"})
_SUBJECT_OF_BEST = re.compile(r"(?:^|[,;:(.]|(?<!\w)(?:là|đứng|xếp|thứ|giữ|vẫn|vị trí|ngôi|hạng|và)) ?['\"]?$")
# nhóm cao nhất | nhóm 4 - nhóm điểm thấp nhất | nhóm các tỉnh đạt điểm trung bình thấp | nhóm đầu
_QUARTER = re.compile(
    r"(?: \d ?[-–,] nhóm)?(?: tứ phân vị)?(?: (?:các|những))?(?: (?:tỉnh|địa phương|tỉnh, thành phố|tỉnh, thành))?"
    r"(?: (?:có|đạt|được))?(?: (?:mức|số|tổng|chỉ số|kết quả|điểm số|điểm|tổng hợp|chung|hài lòng|papi|dti|pci|sipas)){0,4}"
    r" ['\"“]?(cao nhất|thấp nhất|trung bình cao|trung bình thấp|dẫn đầu|đầu|cuối)(?!\w)"
)
_TIMESPAN = re.compile(
    r" (?:từ trước (?:đến|tới) nay|trong (?:\d+|nhiều|vòng|các|hai|ba|bốn|năm) năm|trong lịch sử|kể từ)"
)
_COUNTED = re.compile(
    r" (?:đơn vị|sở|cơ quan|địa phương|nơi|tỉnh|vị trí|huyện|xã|phường|bộ|thành phố|quận|tỉnh, thành|tỉnh thành|sở, ngành|sở, ban, ngành)"
    r"(?:[ ,]+(?:có|được|đạt|nằm|ở|xếp hạng|xếp|đứng|thứ hạng|hạng|trong|nhóm"
    r"|chỉ số|kết quả|điểm|điểm số|vị trí|về|của|tỉnh|thành phố|thành|thị xã|khối|bộ|ngành))*[ ]?$"
)
_PLACE_WORDS = {"first": 1.0, "second": 2.0, "third": 3.0, "last": -1.0, "second_last": -2.0, "tie": 1.0}
_COUNTED_UNITS = re.compile(
    r"(?:^|(?<!thứ)(?<!hạng)(?<!số)[ (])(\d{1,2}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)" + _COUNTED.pattern
)
_CLOSES = re.compile(r" ?(?:[(,;]|với |và )|[.]?$")
# "là lĩnh vực thấp nhất", "tiêu chí đạt điểm cao nhất": the best and the last of the parts, not of the units
_OF_PARTS = re.compile(
    r"(?:lĩnh vực|tiêu chí|nội dung|chỉ số thành phần|chỉ tiêu|trụ cột)(?: (?:có|đạt|được|bị|chấm|điểm số|điểm|kết quả|tỷ lệ|mức))* $"
)
_LAST_OF_LIST = re.compile(
    r"(?: [^\W\d]+){1,8} (?:thấp nhất|cuối bảng|cuối cùng|kém nhất|ít điểm nhất|ít nhất|cuối)(?!\w)"
)
# "Loại tốt có 14 đơn vị, dẫn đầu nhóm này là", "5 đơn vị loại khá, trong đó cao nhất là": first in a class
_IN_CLASS = re.compile(r"(?:nhóm|loại|hạng|mức|số|tốp|danh sách) (?:này|đó)(?!\w)")
_IN_LOWER_CLASS = re.compile(_IN_CLASS.pattern + r"|trong đó")
_BEST_CLASSES = ("xuất sắc", "rất tốt")
_DEFINES = re.compile(r"(?<!\w)(?:where|whose)(?!\w)[^,;:]*$")
_COUNTED_PLACES = re.compile(r"(?:^|(?<!thứ)(?<!hạng)(?<!số)[ (])(\d{1,2}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) $")


class PlaceReader(EnglishReader):
    """Reads what says a place."""

    def _is_place(self, ordinal: Mention) -> bool:
        """'thứ năm' and 'nhất là' say a place, 'năm 2024' and 'hai đơn vị' do not."""
        before = self.text[max(0, ordinal.start - 12) : ordinal.start].rstrip(" \"'")
        if before.endswith(("thứ", "hạng", "vị trí", "xếp", "đứng", "về", "số", "giải", "ngôi")):
            return True
        english = self._is_english_place(ordinal)
        if english is not None:
            return english
        return self.text.startswith(" là ", ordinal.end) or _CLOSES.match(self.text, ordinal.end) is not None

    def _read_rank(self, i: int) -> int:
        m = self.mentions[i]
        if COUNTS_TIMES.search(self.text, max(self.start, m.start - 16), m.start):
            return 0  # "lần thứ 5 liên tiếp", "kỳ họp thứ 17"
        if i + 1 >= len(self.mentions) or self.text.endswith("bảng ", self.start, m.start):
            return 0  # "trên bảng xếp hạng 63 tỉnh, thành"
        n = self.mentions[i + 1]
        gap = self.text[m.end : n.start]
        if len(gap) > 3 or not GAP.fullmatch(gap):
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
                    place = self._place_of(k2)
                    if place is not None and self._lists_on(i + taken + 2):
                        if place < values[-1]:
                            values = values[:1]  # "thứ 2, thứ 3, thứ 1": no list
                            break
                        values.append(place)
                        end, taken = k2.end, taken + 2
                        continue
                break
            listed = (k.kind == "ordinal" and n.kind == "ordinal") or (
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
        if self.text.endswith("from ", self.start, m.start):
            return self._read_numbered_move(i, value, n.end)
        out_of = None
        tail = OUT_OF.match(self.text, n.end, self.end)
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
            now = float(moved[1]) if moved and moved[1].isdigit() else ORDINALS.get(moved[1]) if moved else None
            if moved and now:  # "từ vị trí thứ 8 lên thứ 3"
                end = moved.end()
                self.out.append(Token("moved", m.start, end, values=(value, float(now)), year=-1))
            return self._count_mentions(i, end)  # where it went is not said in figures: no place of this edition
        self.out.append(Token("rank", m.start, end, value=value, out_of=out_of, flavour="number"))
        taken = 2
        while i + taken < len(self.mentions) and self.mentions[i + taken].start < end:
            taken += 1
        return taken

    @staticmethod
    def _place_of(m: Mention) -> float | None:
        """The place that a numeral or an ordinal says: '3', 'ba'."""
        if m.kind == "number":
            return float(m.more["text"]) if m.more["text"].isdigit() else None
        return m.value if m.kind == "ordinal" else None

    def _lists_on(self, j: int) -> bool:
        """Whether what follows mention j-1 goes on as a list of units rather than as a clause of its own."""
        if j >= len(self.mentions) or self.mentions[j].kind in ("cue", "unit"):
            return True
        return self.text.startswith(
            (" với ", ", với "), self.mentions[j - 1].end
        )  # "thứ 2 và thứ 3 với 70,94 và 70,34 điểm"

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
        if (
            tag in ("first", "last") and self.text[m.start : m.end].isascii()
        ):  # English words: "năm thứ 6 đứng đầu" counts years
            size_english = self._count_english(m)
            if size_english is not None:
                if size_english > 1:
                    value = float(size_english if tag == "first" else -size_english)
                    self.out.append(Token("top", m.start, m.end, value=value))
                return 1
        if (
            self._ends_group(m)
            or self._is_adverb(i)
            or _OF_PARTS.search(self.text, max(self.start, m.start - 40), m.start)
            or self._leads_class(m)
        ):
            return 1
        before = self.text[max(self.start, m.start - 90) : m.start]
        counted = (_COUNTED_PLACES if self.text.startswith("vị trí", m.start) else _COUNTED_UNITS).search(before)
        if counted is None and not any(
            t.kind in ("unit", "rank") for t in self.out[-8:] if t.start > m.start - len(before)
        ):
            counted = _COUNTED_LOOSELY.search(before)
        if tag == "best":
            if not counted:
                return 1  # "phục vụ tốt nhất"
            tag = "first"
        token = Token("rank", m.start, m.end, value=_PLACE_WORDS[tag], flavour=tag)
        if counted and tag in ("first", "last"):
            size = int(counted[1]) if counted[1].isdigit() else ORDINALS[counted[1]]
            if size > 1:
                token.flavour, token.value = "group", size if tag == "first" else -size
        tail = OUT_OF.match(self.text, m.end, self.end)
        if tail and tag in ("last", "first"):
            token.out_of, token.end = int(tail[1]), tail.end(1)
        self.out.append(token)
        return 1

    def _ends_group(self, m: Mention) -> bool:
        """'top 5 tỉnh có chỉ số PCI cao nhất': the group is said already, what it is first in follows."""
        for t in reversed(self.out[-6:]):
            if t.kind == "top":
                return not set(",;:().") & set(self.text[t.end : m.start])
            if t.kind not in _JOINS_GROUP:
                return False
        return False

    def _leads_class(self, m: Mention) -> bool:
        """'Loại tốt có 14 đơn vị, dẫn đầu nhóm này là': first or last in a class that is not the best one, not of all."""
        grades = [t for t in self.out if t.kind == "grade"]
        if len(grades) != 1:
            return False
        words = self.text[grades[0].start : grades[0].end]
        if words.endswith(_BEST_CLASSES):
            return False
        within = _IN_CLASS if words.endswith("tốt") else _IN_LOWER_CLASS
        return within.search(self.text, grades[0].end, min(self.end, m.end + 16)) is not None

    def _is_adverb(self, i: int) -> bool:
        """'tăng điểm mạnh nhất cả nước': first in something that the words before say, unless a unit stands there."""
        m = self.mentions[i]
        if not self.text.startswith("nhất ", m.start):
            return False
        if i and self.mentions[i - 1].kind in ("unit", "index") and m.start - self.mentions[i - 1].end <= 2:
            return False
        before = self.text[max(self.start, m.start - 12) : m.start]
        return not (_SUBJECT_OF_BEST.search(before) or before.endswith(("tỉnh ", "phố ", "sở ", "bộ ", "huyện ")))

    def _read_ordinal(self, i: int) -> int:
        """A bare 'nhất là A, nhì là B, ba là C' at the beginning of a clause, or 'A nhất (94,03 điểm), B nhì (93,48 điểm)'."""
        m = self.mentions[i]
        word = self.text[m.start : m.end]
        if word[0].isdigit() or word in ORDINALS_ENGLISH:
            return self._read_english_ordinal(i)
        last = self.out[-1] if self.out else None
        gap = self.text[last.end if last else self.start : m.start]
        opens = last is None or last.kind in ("comma", "semicolon", "colon", "bloc")
        heads = opens and self.text.startswith(" là ", m.end) and not re.search(r"\w", gap)  # not "bất ngờ nhất là A"
        follows = (
            last is not None and last.kind == "unit" and gap == " " and _CLOSES.match(self.text, m.end) is not None
        )
        if word in ("nhất", "nhì", "ba", "tư") and (heads or follows):
            self.out.append(Token("rank", m.start, m.end, value=m.value, flavour="number"))
        return 1

    def _read_group(self, i: int) -> int:
        """'top 30', 'tốp 6', 'nhóm 10': among the first N; 'nhóm "tốt"': a class."""
        if self._read_grade(i) == 2:
            return 2
        m = self.mentions[i]
        if self.text.endswith(("out of the ", "outside the ", "from the ", "from a "), self.start, m.start):
            return 1
        if self._read_quarter(m):
            return self._count_mentions(i, self.out[-1].end)
        if i + 1 < len(self.mentions):
            n = self.mentions[i + 1]
            if (
                n.kind == "number"
                and n.start == m.end + 1
                and n.more["text"].isdigit()
                and 2 <= int(n.more["text"]) <= 60
                and self._measure(i + 1)[0] in (None, "places")
            ):
                size = float(n.more["text"])
                if _LAST_OF_LIST.match(self.text, n.end, self.end):
                    size = -abs(size)
                self.out.append(Token("top", m.start, n.end, value=size if "group_before" in m.tags else -abs(size)))
                return 2
        return 1

    def _read_quarter(self, m: Mention) -> bool:
        """'nhóm cao nhất', 'thuộc nhóm đạt điểm trung bình thấp': where in its list something stands, in quarters."""
        quarter = _QUARTER.match(self.text, m.end, self.end) if self.text.endswith("nhóm", m.start, m.end) else None
        if quarter is None:
            return False
        words = quarter[1]
        flavour = "middle" if "trung bình" in words else "last" if words in ("thấp nhất", "cuối") else "first"
        self.out.append(Token("quarter", m.end - 4, quarter.end(), flavour=flavour))
        return True

    def _read_grade(self, i: int) -> int:
        m = self.mentions[i]
        if _DEFINES.search(self.text, max(self.start, m.start - 80), m.start):
            return 1  # "the group of countries where e-government is rated high": what the class is, not who is in it
        if self.text.endswith("từ ", max(self.start, m.start - 3), m.start):
            return 1  # "từ loại khá vươn lên loại tốt": the class it had
        if i + 1 < len(self.mentions):
            n = self.mentions[i + 1]
            gap = self.text[m.end : n.start]
            if (
                (n.kind == "grade" or "grade" in n.tags or "grade" in n.more.get("roles", ()))
                and len(gap) <= 2
                and GAP.fullmatch(gap)
            ):
                self.out.append(Token("grade", n.start, n.end, mention=n))
                return 2
        return 1
