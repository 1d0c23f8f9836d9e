"""Of what class a quantity is the count: behind it ("17 cơ quan loại tốt", "5 địa phương mất điểm", "9 sở vượt mốc 90%"), before
it ("hạng Khá 11 đơn vị"), or it is the number of all units ranked. A quantity whose class is not said is no count.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from chiso.extraction.discourse import Setting, find_index_code
from chiso.extraction.mentions import Mention
from chiso.extraction.quantities import NOUNS, BlocInForce, CountFrame, Quantity, find_quantities
from chiso.extraction.wordings import wording_of
from chiso.fold import Folded

_PLACES = frozenset({"first", "second", "last", "second_last", "rank_before", "tie", "next"})
_MEASURES = frozenset({"measure_percent", "measure_points"})
_CHANGES = frozenset({"up", "down", "class_change", "unchanged"})
_NUMBERS = frozenset({"number", "scaled", "ratio"})

_BULLET = re.compile(r"[\s\-+•*●.)\d]*['\"]?")
_ALL_OF = re.compile(r"(?<!\w)(?:của|cho|tại|ở|đối với|với)(?: (?:các|cả|toàn bộ|tất cả))? $")
_NUMBERED_LIST = re.compile(
    r"(?:nhóm|khối|cụm) (?:\d+|[ivx]+)(?:(?:,| và) (?:\d+|[ivx]+))* (?:là|gồm|có|với)(?: ubnd)? $"
)
_BREAKDOWN = re.compile(
    r"(?:,|:)? ?(?:gồm|bao gồm|gồm có|trong đó có|trong đó|chia thành|được chia thành)?(?:,| và| cùng|;)? ?"
)
_STOPS = re.compile(
    r" ?(?:[,.;:)…]|$| (?:như sau|gồm|bao gồm|trong đó|và \d|cùng \d|theo|được công bố|trung ương|chuyên môn|ngành dọc"
    r"|cấp (?:tỉnh|huyện|xã)|thuộc|trực thuộc|đóng|trên địa bàn))"
)
_GROUP_BEFORE = re.compile(r"nhóm(?: (?:đạt|có))?(?: điểm)? ?$")
_GROUPS_LISTED = re.compile(r"(?:các|ba|bốn|hai|\d) nhóm[^:.;]*:")
_RANKED = re.compile(r" (?:được|đã được) xếp hạng(?! (?:\d|thứ|tốt|khá))")
_DOWNWARDS = re.compile(r"xuống|less|lower|below|under")
_DIVIDED = re.compile(r",? (?:được )?(?:chia|phân)(?: ra)? (?:làm|thành|ra)")
# before a number of which one or some are spoken of: "nơi duy nhất trong 63 tỉnh, thành phố có mặt ở nhóm cao nhất"
_POOL = re.compile(r"(?<!\w)trong(?: số)?(?: cả)? $")
_NUMBER_OF = re.compile(r"(?<!\w)số (?:cơ quan|đơn vị|sở|huyện|xã|phường|địa phương|tỉnh|bộ)(?!\w)[^,;:.]{0,24}$")
PREVIOUS = -1  # baseline of a count that is compared with the year before
_MAX_GAP = 80
_WINDOW = 500  # how far from a quantity its class may stand; no claim is longer


@dataclass(slots=True)
class Counted:
    """A quantity with its class: `key` tells classes apart, folded[start:end] says the whole."""

    quantity: Quantity
    key: str
    sort: str  # grade, bound, change, assessed
    start: int
    end: int
    out_of: int | None = None
    base: int | None = None
    subject: tuple[int, int] = (0, 0)
    grade: Mention | None = None


class ClassReader:
    """The quantities of one sentence and their classes, from left to right."""

    def __init__(self, folded: Folded, framed: CountFrame, local: bool, bloc: BlocInForce, setting: Setting) -> None:
        self.text, self.framed, self.local, self.bloc = folded.text, framed, local, bloc
        self.words = wording_of(setting.language)
        self.of_one = setting.jurisdiction_id is not None  # the document is about one province
        self.start, self.end = framed.sentence.start, framed.sentence.end
        self.mentions = list(framed.mentions)  # those near the quantity that is looked at
        self.total: int | None = None
        self.all: Quantity | None = None  # that the total is of
        self.whole: Quantity | None = None  # that a breakdown belongs to
        self.graded = False  # some quantity before has a class of grades,
        self.graded_first = False  # and the class stood before it
        self.out: list[Counted] = []
        self.read_quantities: list[tuple[Quantity, Counted | None]] = []
        self.codes = [(self.start, framed.frame.code)]  # from where on which index is in force
        for m in framed.mentions:
            if m.kind == "index":
                code = find_index_code(m, folded, setting.rejected, setting.provinces)
                self.codes.append((m.end, code or self.codes[-1][1]))

    def read(self) -> list[Counted]:
        """The quantities that are counts, in order; `read_quantities` has all of them after it."""
        everything = list(self.framed.mentions)
        quantities = list(find_quantities(self.text, self.framed, self.words))
        for i, q in enumerate(quantities):
            first = bisect_left(everything, q.start - _WINDOW, key=lambda m: m.start)
            self.mentions = everything[first : bisect_left(everything, q.end + _WINDOW, key=lambda m: m.start)]
            self.bloc.take(self.text, everything, q.start)
            self.bloc.complete(q)
            if q.sort == "parts" and (self.local or not self.of_one):
                continue  # parts of whose index?
            if self.is_total(q):
                self.total, self.all = int(q.value), q
            limit = quantities[i + 1].start if i + 1 < len(quantities) else self.end
            counted = self._find_class(q, limit) or self._find_assessed(q)
            self.read_quantities.append((q, counted))
            if counted is not None:
                counted.out_of = q.out_of or self._inherit_total(q)
                self.graded = self.graded or counted.sort == "grade"
                self.graded_first = self.graded_first or (counted.sort == "grade" and q.start > counted.start)
                self.out.append(counted)
        self.bloc.take(self.text, everything, self.end)
        return [c for c in self.out if c.sort != "assessed" or not self._divides()]

    def index_code(self, at: int) -> str | None:
        """The index that the sentence names last before folded position `at`, else the one in force."""
        return self.codes[max(0, bisect_right(self.codes, at, key=lambda c: c[0]) - 1)][1]

    def _inherit_total(self, q: Quantity) -> int | None:
        """'Tính trên 19 cơ quan: 17 ...'; '3/8 chỉ số lên hạng, 1 chỉ số xuống hạng': the same whole."""
        alike = [c.quantity for c in self.out[-20:] if c.quantity.sort == q.sort and c.quantity.bloc == q.bloc]
        said = [a.out_of for a in alike if a.out_of]
        total = self.total or (said[-1] if said else None)
        return total if total and total > q.value else None

    def is_total(self, q: Quantity) -> bool:
        """Whether words before or behind a quantity say that it is all of them: 'trong số 19 cơ quan'."""
        words = [m for m in self.mentions if "total" in m.tags and m.end <= q.start]
        return (
            any(not self.text[m.end : q.start].strip() for m in words)
            or (
                self.words.total.search(self.text[max(self.start, q.start - 40) : q.start]) is not None
                and self.words.total_on.match(self.text, q.end, self.end) is not None
            )
            or _DIVIDED.match(self.text, q.end, self.end) is not None
        )

    # -- classes ----
    def _find_class(self, q: Quantity, limit: int) -> Counted | None:
        if _POOL.search(self.text, max(self.start, q.start - 24), q.start):
            return None
        before = self._find_grade_before(q) or self._find_change_before(q) or self._find_bound_before(q)
        if before is not None or (self.is_total(q) and not q.sort):
            return before
        if not q.sort:
            graded = self._find_grade_behind(q, limit)
            if graded is not None or not self._goes_on(q):
                return graded
            return self._find_bound(q, q.end, limit) or self._find_change(q, q.end, limit)
        universal = next((m for m in self.mentions if "universal" in m.tags and q.end <= m.start < limit), None)
        if universal is not None and ";" not in self.text[q.end : universal.start]:
            between = [m for m in self.mentions if q.end <= m.start < universal.start]
            if not any(m.kind == "unit" or m.kind in _NUMBERS for m in between):
                found = self._find_bound(q, universal.end, limit) or self._find_change(q, universal.end, limit)
                if found is not None:
                    return found
        behind = self._find_grade_behind(q, limit)
        return behind or self._find_bound(q, q.end, limit) or self._find_change(q, q.end, limit)

    def _find_grade_before(self, q: Quantity) -> Counted | None:
        """'hạng Tốt có 29 đơn vị', 'loại Khá 19/20 cơ quan', 'nhóm trung bình cao (16 tỉnh)', 'hạng Yếu không có'."""
        reach = self.out[-1].end if self.out else self.start
        for m in reversed(self.mentions):
            if m.end > q.start or m.start < reach or q.start - m.end > _MAX_GAP:
                continue
            grouped = bool(m.tags & {"first", "last"}) and self._names_groups(m)
            if not (_is_grade(m) or grouped) or not self.words.joined.fullmatch(self.text, m.end, q.start):
                continue
            marker = self.words.marked.search(self.text, max(reach, m.start - 32), m.start)
            lists = self.graded_first
            begins = _BULLET.fullmatch(self.text, self.start, m.start) or (
                self.text.startswith(":", m.end)
                and self.text[max(self.start, m.start - 2) : m.start] in (": ", "; ", ", ")
            )
            if not (marker or grouped or lists or begins or "grade_name" in m.tags):
                continue
            begin = marker.start() if marker else m.start
            numbered = _NUMBER_OF.search(self.text, max(reach, begin - 48), begin)
            if not q.sort and not lists and not numbered and q.value:
                continue  # "hạng Tốt 29": of what?
            return self._grade(q, m, numbered.start() if numbered else begin, q.end)
        return None

    def _names_groups(self, m: Mention) -> bool:
        """'Ba nhóm còn lại: điểm cao nhất 16 tỉnh, ...', 'nhóm thấp nhất gồm 15 tỉnh': a quarter of the list."""
        before = self.text[max(self.start, m.start - _WINDOW) : m.start]
        return _GROUP_BEFORE.search(before) is not None or _GROUPS_LISTED.search(before) is not None

    def _find_grade_behind(self, q: Quantity, limit: int) -> Counted | None:
        """'17 cơ quan loại tốt', '44 đơn vị được xếp loại khá', and after one of these '24 tốt'."""
        for m in self.mentions:
            if m.start < q.end or m.start >= limit:
                continue
            grouped = bool(m.tags & {"first", "last"}) and self._names_groups(m)
            if not (_is_grade(m) or grouped):
                continue
            if not self._bridges(q.end, m.start):
                return None
            bare = not self.text[q.end : m.start].strip(" '\"")
            marker = (
                grouped or self.words.marked.search(self.text, q.end, m.start) is not None or "grade_name" in m.tags
            )
            if not (marker or (bare and (self.graded or (q.sort and "mean" not in m.tags)))):
                return None
            if "mean" in m.tags and not self._ends_phrase(m.end):
                return None  # "5 đơn vị đạt mức trung bình 80%"
            if "grade_name" not in m.tags and not self.words.classed.match(self.text, m.end, self.end):
                return None  # "12 provinces had a high share of ..."
            return self._grade(q, m, q.start, m.end)
        return None

    def _ends_phrase(self, at: int) -> bool:
        return not re.compile(r"['\"]? (?:\d|của|là|chung|đạt)").match(self.text, at, self.end)

    def _find_bound(self, q: Quantity, at: int, limit: int) -> Counted | None:
        """'9 sở vượt mốc 90%', 'có chỉ số từ 90% trở lên', 'chưa đạt 90%', 'từ 80% đến dưới 90%'."""
        for i, m in enumerate(self.mentions):
            if m.start < at or m.start >= limit or m.kind not in ("number", "scaled"):
                continue
            n = self.mentions[i + 1] if i + 1 < len(self.mentions) else None
            measured = n is not None and bool(n.tags & _MEASURES) and n.start - m.end <= 1
            if not measured or n is None:
                return None
            bound = self.words.bound.search(self.text, at, m.start)
            on = self.words.bound_on.match(self.text, n.end, self.end)
            sure = bound is not None and bound["sure"] not in (None, "từ", "from")
            if not (sure or on) or bound is None or not self._bridges(at, bound.start()):
                return None
            end = on.end() if on else n.end
            key = self._name_bound(bound["sure"], on, m.start, end)
            counted = self._count(q, "bound", key, q.start, end)
            if any(m.tags & {"up", "down"} and at <= m.start and m.end <= bound.start() for m in self.mentions):
                counted.base = self._base(q)  # "4 tỉnh thêm hơn 10 điểm so với năm 2023"
            return counted
        return None

    def _find_change(self, q: Quantity, at: int, limit: int) -> Counted | None:
        """'5 địa phương mất điểm', '3/8 chỉ số thành phần lên hạng', 'có giá trị đạt được tăng lên'."""
        for m in self.mentions:
            if m.start < at or m.start >= limit or not m.tags & _CHANGES:
                continue
            if not self._bridges(at, m.start) or not self.words.changed.match(self.text, m.end, self.end):
                return None
            tail = self.words.change_tail.match(self.text, m.end, self.end)
            counted = self._count(q, "change", self._direction(m), q.start, tail.end() if tail else m.end)
            counted.base = self._base(q)
            return counted
        return None

    def _goes_on(self, q: Quantity) -> bool:
        """'12 sở tăng điểm, 5 giảm điểm', 'out of 63 provinces, 40 rose': what is counted is not said again."""
        last = self.out[-1] if self.out else None
        alike = (
            last.quantity
            if last is not None and last.sort in ("change", "bound")
            else self.all
            if last is None
            else None
        )
        if alike is None or not alike.sort or q.start - max(alike.end, last.end if last else 0) > _MAX_GAP:
            return False
        q.sort, q.bloc, q.part = alike.sort, alike.bloc, alike.part
        return True

    def _find_change_before(self, q: Quantity) -> Counted | None:
        """'điểm tăng ở 57 tỉnh', 'the index went up in 57 of the 63 provinces'."""
        for m in reversed(self.mentions):
            if m.end > q.start or not m.tags & _CHANGES:
                continue
            if not self.words.change_joined.fullmatch(self.text, m.end, q.start) or not (q.sort or self._goes_on(q)):
                return None
            counted = self._count(q, "change", self._direction(m), m.start, q.end)
            counted.base = self._base(q)
            return counted
        return None

    def _find_bound_before(self, q: Quantity) -> Counted | None:
        """'trên 90% có 9 sở', 'over 80 percent was posted by 14 ministries'."""
        for i, m in enumerate(self.mentions):
            if m.end > q.start or m.kind not in ("number", "scaled") or q.start - m.end > _MAX_GAP or not q.sort:
                continue
            n = self.mentions[i + 1] if i + 1 < len(self.mentions) else None
            if n is None or not n.tags & _MEASURES or n.start - m.end > 1:
                continue
            on = self.words.bound_on.match(self.text, n.end, q.start)
            bound = self.words.bound.search(self.text, self.start, m.start)
            sure = bound is not None and bound["sure"] not in (None, "từ", "from")
            end = on.end() if on else n.end
            if bound is None or not (sure or on) or not self.words.bound_joined.fullmatch(self.text, end, q.start):
                continue
            key = self._name_bound(bound["sure"], on, m.start, end)
            return self._count(q, "bound", key, bound.start(), q.end)
        return None

    def _base(self, q: Quantity) -> int | None:
        """The year compared with: 'so với năm 2023', 'hơn năm 2023'; PREVIOUS for 'so với năm trước'."""
        years = [
            b for a, b in zip(self.mentions, self.mentions[1:], strict=False)
            if b.kind == "year" and a.tags & {"compared", "up", "down"} and b.start - a.end <= 8
        ]  # fmt: skip
        if years:
            return int((next((y for y in years if y.start >= q.end), years[-1])).value or 0)
        return PREVIOUS if any("compared_previous" in m.tags for m in self.mentions) else None

    def _find_assessed(self, q: Quantity) -> Counted | None:
        """All that a province ranks: '44 cơ quan được đánh giá', 'cho 52 đơn vị, gồm 22 sở và 30 quận, huyện'."""
        if not self.local or q.sort != "units" or q.value < 2 or q.out_of:
            return None
        said = [m for m in self.mentions if "assessed" in m.tags and m.start >= q.end]
        if said and self._bridges(q.end, said[0].start):
            return self._count(q, "assessed", "assessed", q.start, said[0].end)
        ranked = _RANKED.match(self.text, q.end, self.end)
        if ranked:
            return self._count(q, "assessed", "assessed", q.start, ranked.end())
        if not _STOPS.match(self.text, q.end, self.end):
            return None
        last = self.out[-1] if self.out else None
        if last is not None and last.sort == "assessed" and self._breaks_down(last, q):
            if self.whole is None:
                self.whole = last.quantity
            elif self.whole.bloc != q.bloc:
                self.whole.bloc = None  # "52 đơn vị, gồm 22 sở và 30 huyện": not of one bloc
            return self._count(q, "assessed", "assessed", q.start, q.end)
        if _NUMBERED_LIST.search(self.text, max(self.start, q.start - 40), q.start):
            return self._count(q, "assessed", "assessed", q.start, q.end)
        if not _ALL_OF.search(self.text, max(self.start, q.start - 24), q.start):
            return None
        index = [m for m in self.mentions if m.kind == "index" and m.end <= q.start]
        if index and q.start - index[-1].end <= 60 and not re.search(r"[,;:]", self._strip(index[-1].end, q.start)):
            return self._count(q, "assessed", "assessed", q.start, q.end)
        return None

    def _breaks_down(self, last: Counted, q: Quantity) -> bool:
        """'52 đơn vị' + ', gồm ' + '22 sở': the parts of the quantity before."""
        return q.start - last.end <= _MAX_GAP and _BREAKDOWN.fullmatch(self._strip(last.end, q.start)) is not None

    def _divides(self) -> bool:
        """'35 đơn vị được chấm, chia thành 17 địa phương và 18 sở' says how long the lists are, not who did what."""
        return any(c.sort == "assessed" and _DIVIDED.match(self.text, c.end, self.end) for c in self.out)

    # -- words ----
    def _name_bound(self, sure: str | None, on: re.Match[str] | None, start: int, end: int) -> str:
        """'>90%': '<' for what stays below a bound, '>' for the rest."""
        below = sure in self.words.below or (on is not None and _DOWNWARDS.search(on.group()) is not None)
        return re.sub(r"[^\d,.%<>]", "", ("<" if below else ">") + self.text[start:end])

    def _direction(self, change: Mention) -> str:
        """'up', 'down', or the words of a change that is neither."""
        return (
            "up" if "up" in change.tags else "down" if "down" in change.tags else self.text[change.start : change.end]
        )

    def _strip(self, start: int, end: int) -> str:
        return re.sub(r" ?\([^()]*\)", "", self.text[start:end])

    def _bridges(self, start: int, end: int) -> bool:
        """Whether folded[start:end] only leads from a quantity to its class: few words, no separator or number."""
        if end - start > _MAX_GAP:
            return False
        gap = list(self.text[start:end])
        for m in self.mentions:
            if not start <= m.start < end:
                continue
            if (m.tags & _PLACES and not _leads(self.text, m)) or (m.kind == "unit" and "province" not in m.types):
                return False
            if m.kind in ("index", "component", "year") or m.tags & NOUNS.keys():
                gap[m.start - start : m.end - start] = "_" * (min(m.end, end) - m.start)
        words = re.sub(r" ?\([^()]*\)", "", "".join(gap))
        return not self.words.spread.search(words) and not re.search(r"[,;:.…()\d]", words) and len(words.split()) <= 10

    def _grade(self, q: Quantity, grade: Mention, start: int, end: int) -> Counted:
        counted = self._count(q, "grade", self.text[grade.start : grade.end], start, end)
        counted.grade = grade
        return counted

    def _count(self, q: Quantity, sort: str, key: str, start: int, end: int) -> Counted:
        first, last = min(start, q.start), max(end, q.end)
        return Counted(q, key, sort, first, last, subject=(start, end) if start < q.start else (q.number_end, end))


def _leads(text: str, m: Mention) -> bool:
    """'xếp', 'hạng', 'đứng' before a class lead to it; 'dẫn đầu' makes it another fact."""
    return bool(m.tags & {"rank_before"})


def _is_grade(m: Mention) -> bool:
    return m.kind == "grade" or bool(m.tags & {"grade", "grade_name"})
