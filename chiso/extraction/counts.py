"""Counts: how many units are in some class ('21 đơn vị xếp loại xuất sắc, 24 tốt', 'hạng Yếu không còn đơn vị nào').

A quantity is a number with what it counts; it is a fact when the sentence says of what class. The class stands behind it
("17 cơ quan loại tốt", "5 địa phương mất điểm", "9 sở vượt mốc 90%") or before it ("hạng Khá 11 đơn vị"), or the number is
that of all units ranked. A quantity whose class is not said is no claim; best and last ones ("ba địa phương cuối bảng")
are places, which the grammar reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from chiso.extraction.claims import SentenceFrame
from chiso.extraction.discourse import Setting
from chiso.extraction.mentions import ORDINALS, Mention, types_of
from chiso.extraction.segments import Sentence
from chiso.extraction.tokens import BLOC_TAGS
from chiso.fold import Folded
from chiso.model import Claim, Doubt

_NOUNS: dict[str, tuple[str | None, str | None]] = {
    **BLOC_TAGS,
    "counted": (None, None), "counted_localities": ("localities", None), "counted_departments": ("departments", None),
    "counted_districts": ("districts", None), "counted_communes": ("communes", None),
    "counted_ministries": ("ministries", None), "counted_regions": ("region", None), "localities": ("localities", None),
    "ministries_services": ("ministries", "có dịch vụ công"),
    "ministries_no_services": ("ministries", "không có dịch vụ công"),
    "counted_lists": (None, None), "counted_parts": (None, None),
}  # fmt: skip
_WORD_NOUNS = {"đơn vị": (None, None), "tỉnh": ("provinces", None), "thành phố": (None, None), "huyện": ("districts", None)}
_NUMBER_WORDS = frozenset("một hai ba bốn năm sáu bảy tám chín mười".split())
_PLACES = frozenset({"first", "second", "last", "second_last", "rank_before", "tie", "next"})
_MEASURES = frozenset({"measure_percent", "measure_points"})
_NUMBERS = frozenset({"number", "scaled", "ratio"})

# before a number that is no count: "thêm 5 đơn vị", "hơn năm 2020 01 đơn vị", "gần 40 sở", "top 10 địa phương", "thứ 3"
_NOT_COUNTED = re.compile(
    r"(?:thêm|tăng|giảm|bớt|hơn|kém|gần|khoảng|xấp xỉ|thứ|hạng|số|vị trí|top|tốp|(?<!mỗi )nhóm|lần|trong năm|cả năm"
    r"|(?:hơn|so với) năm \d{4}(?: là)?) ?$"
)
_OUT_OF = re.compile(r" ?(?:trong|trên|trong số|trong tổng số|trên tổng số) ?")
_LIST_GAP = re.compile(r"(?:,| và|, và|/) ?(?:các |ubnd )?")
# between a class and its number: "hạng Tốt có 29", "loại Khá: 11", "nhóm A, trên 90%, có 3", "trung bình cao (16 tỉnh"
_JOINED = re.compile(
    r"""['"]?(?:\ ?\([^()]*\))?(?:,\ [^,;:()]{1,40},)?(?:\ (?:thì|cũng|chỉ|đều|vẫn|hiện|này|mới))*
        (?:\ ?(?:[:(-]|,?\ (?:có|gồm|bao\ gồm|còn|là|với|chiếm|có\ tới|gồm\ có)))?(?:\ (?:tổng\ số|tổng\ cộng|cả))?\ ?""",
    re.VERBOSE,
)
_MARKED = re.compile(r"(?:loại|hạng|nhóm|mức|mức điểm|nhóm điểm|mức độ|xếp|đạt|danh hiệu|thứ bậc) ?['\"]?$")
_BULLET = re.compile(r"[\s\-+•*●.)\d]*['\"]?")
_BOUND = re.compile(
    r"(?P<sure>trên|dưới|vượt(?: mốc| mức| ngưỡng)?|hơn|quá|cao hơn|thấp hơn|lớn hơn|chưa đạt|không đạt|chưa tới|từ)?"
    r"(?: (?:mức|mốc|ngưỡng))?(?: khoảng)? ?$"
)
_CHANGED = re.compile(
    r"(?: ['\"]?(?:điểm|hạng|bậc|vị trí|thứ hạng|thứ bậc|chỉ số|mạnh|nhẹ|đáng kể|lên|xuống|so với|hơn|trên|dưới|năm|mức|từ|\d"
    r"|trung bình|bình quân|cả về|và|ở|về)(?!\w)|['\"]?[,.;:)…]|$| ?\()"
)
_ALL_OF = re.compile(r"(?<!\w)(?:của|cho|tại|ở|đối với|với|trong)(?: (?:các|cả|toàn bộ|tất cả))? $")
_NUMBERED_LIST = re.compile(r"(?:nhóm|khối|cụm) (?:\d+|[ivx]+)(?:(?:,| và) (?:\d+|[ivx]+))* (?:là|gồm|có|với)(?: ubnd)? $")
_BREAKDOWN = re.compile(r"(?:,|:)? ?(?:gồm|bao gồm|gồm có|trong đó có|trong đó|chia thành|được chia thành)?(?:,| và| cùng|;)? ?")
_STOPS = re.compile(r" ?(?:[,.;:)…]|$| (?:như sau|gồm|bao gồm|trong đó|và \d|cùng \d|theo|được công bố|cấp (?:huyện|xã|tỉnh)))")
_DIVIDED = re.compile(r" (?:được )?(?:chia|phân)(?: ra)? (?:làm|thành|ra)")
_MAX_GAP = 80


@dataclass(slots=True)
class CountFrame:
    """A sentence that speaks of an index, as the reader understood it: what find_counts reads."""

    sentence: Sentence
    mentions: Sequence[Mention]
    frame: SentenceFrame


@dataclass(slots=True)
class Quantity:
    """A number at folded[start:number_end] and what it counts, up to `end`; sort '' where no noun is said."""

    start: int
    number_end: int
    end: int
    value: float
    out_of: int | None = None
    sort: str = ""  # units, lists, parts
    bloc: str | None = None
    part: str | None = None


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
    subject: tuple[int, int] = field(default=(0, 0))


def find_counts(
    folded: Folded, frames: Sequence[CountFrame], setting: Setting, claims: Sequence[Claim], levels: dict[str, str]
) -> Iterator[Claim]:
    """The counts of a document, each once. `levels`: index code -> level; `claims`: what the grammar read already."""
    taken = [c for c in claims if c.kind in ("rank", "top_group", "score", "rank_change", "score_change")]
    spans = [(c.char_start, c.char_end, c.value) for c in taken if c.char_start is not None]
    blocs = {b for f in frames for b in _blocs_of(f.mentions)} - {"all"}
    only = next(iter(blocs)) if len(blocs) == 1 else None
    found: dict[tuple[object, ...], Claim] = {}
    bloc: str | None = only
    paragraph = -1
    for f in frames:
        if f.sentence.paragraph != paragraph and not f.sentence.bullet:
            bloc, paragraph = only, f.sentence.paragraph
        reader = _Sentence(folded, f, bloc)
        for counted in reader.read():
            start, end = folded.span(counted.quantity.start, counted.quantity.number_end)
            if any(a <= start and end <= (b or 0) and v == counted.quantity.value for a, b, v in spans if a is not None):
                continue
            claim = _make_claim(folded, f.frame, setting, counted, levels)
            key = (claim.index_code, claim.edition_year, claim.value, counted.key)
            earlier = [k for k in found if k[:4] == key and None in (k[4], claim.bloc)]
            if earlier and claim.bloc is None:
                continue
            for k in earlier:
                del found[k]
            found.setdefault((*key, claim.bloc), claim)
        bloc = reader.bloc
    yield from found.values()


def _blocs_of(mentions: Sequence[Mention]) -> set[str]:
    return {BLOC_TAGS[t][0] for m in mentions for t in m.tags & BLOC_TAGS.keys()}


class _Sentence:
    """The quantities of one sentence and their classes, from left to right."""

    def __init__(self, folded: Folded, framed: CountFrame, bloc: str | None) -> None:
        self.text, self.frame, self.bloc = folded.text, framed.frame, bloc
        self.start, self.end = framed.sentence.start, framed.sentence.end
        self.mentions = list(framed.mentions)
        self.total: int | None = None
        self.out: list[Counted] = []

    def read(self) -> list[Counted]:
        quantities = list(self._find_quantities())
        for i, q in enumerate(quantities):
            self._complete_bloc(q)
            if self._is_total(q):
                self.total = int(q.value)
            limit = quantities[i + 1].start if i + 1 < len(quantities) else self.end
            counted = self._find_class(q, limit)
            if counted is not None and self._is_whole(q) and counted.sort != "assessed" or counted is None:
                counted = self._find_assessed(q) if counted is None else counted
            if counted is not None:
                counted.out_of = q.out_of or (self.total if self.total and self.total >= q.value and not self._is_total(q) else None)
                self.out.append(counted)
        return self.out

    def _is_whole(self, q: Quantity) -> bool:
        return self._is_total(q)

    # -- quantities ------------------------------------------------------------------------------------------------------
    def _find_quantities(self) -> Iterator[Quantity]:
        reach = self.start
        for i, m in enumerate(self.mentions):
            if m.start < reach:
                continue
            q = self._read_none(i) if "none" in m.tags else self._read_number(i)
            if q is not None:
                reach = q.end
                yield q

    def _read_number(self, i: int) -> Quantity | None:
        m = self.mentions[i]
        word = self.text[m.start : m.end]
        if m.kind == "ratio" and m.value is not None and m.second and m.value <= m.second:
            q = Quantity(m.start, m.end, m.end, m.value, int(m.second))
        elif m.kind == "number" and word.isdigit() and len(word) <= 4:
            q = Quantity(m.start, m.end, m.end, float(word))
        elif m.kind == "ordinal" and word in _NUMBER_WORDS:
            q = Quantity(m.start, m.end, m.end, float(ORDINALS[word]))
        else:
            return None
        if _NOT_COUNTED.search(self.text, max(self.start, m.start - 24), m.start):
            return None
        j = i + 1
        if j < len(self.mentions) and "total" in self.mentions[j].tags or self.text.startswith((" trong ", " trên "), q.end):
            j = next((k for k in range(j, min(j + 2, len(self.mentions))) if self.mentions[k].kind == "number"), j)
            n = self.mentions[j] if j < len(self.mentions) else None
            digits = self.text[n.start : n.end] if n is not None else ""
            if n is not None and digits.isdigit() and _OUT_OF.fullmatch(self.text, q.end, n.start) and int(digits) >= q.value:
                q.out_of, q.end, q.number_end, j = int(digits), n.end, n.end, j + 1
        self._read_noun(q, j)
        if not q.sort and (word in _NUMBER_WORDS or m.kind == "ratio" or self._has_measure(j, q.end)):
            return None
        return q

    def _read_none(self, i: int) -> Quantity | None:
        m = self.mentions[i]
        q = Quantity(m.start, m.end, m.end, 0.0)
        self._read_noun(q, i + 1)
        if self.text.startswith(" nào", q.end):
            q.end += 4
        return q if q.sort or self._ends_clause(m.end) else None

    def _read_noun(self, q: Quantity, j: int) -> None:
        """What is counted: 'cơ quan, đơn vị', '22 sở, cơ quan tương đương sở', 'UBND 9 huyện, thành phố'."""
        gap = re.compile(r" (?:các )?")
        while j < len(self.mentions):
            n = self.mentions[j]
            noun = self._noun(n)
            if noun is None or not gap.fullmatch(self.text, q.end, n.start):
                break
            if q.sort and self.bloc_of(q.bloc, noun[1]) != q.bloc:
                q.bloc = self.bloc_of(q.bloc, noun[1])
            elif not q.sort:
                q.sort, q.bloc, q.part = noun
            q.end, j, gap = n.end, j + 1, _LIST_GAP

    def bloc_of(self, first: str | None, second: str | None) -> str | None:
        """The bloc of two nouns together: 'sở, cơ quan ngang sở' one, 'cơ quan, địa phương' all."""
        if second is None or first == second or first == "localities" and second in ("districts", "communes"):
            return first if second is None or first == second else second
        return second if first is None and second != "localities" else "all"

    def _noun(self, m: Mention) -> tuple[str, str | None, str | None] | None:
        if m.kind != "cue":
            return None
        for tag in m.tags:
            if tag in _NOUNS:
                sort = {"counted_parts": "parts", "counted_lists": "lists"}.get(tag, "units")
                return sort, *_NOUNS[tag]
            if tag == "anaphor" and self.text[m.start : m.end] in _WORD_NOUNS:
                return "units", *_WORD_NOUNS[self.text[m.start : m.end]]
        return None

    def _has_measure(self, j: int, end: int) -> bool:
        return j < len(self.mentions) and self.mentions[j].start <= end + 1 and any(t.startswith("measure_") for t in self.mentions[j].tags)

    def _ends_clause(self, at: int) -> bool:
        return re.compile(r" ?(?:[,.;:)…]|$)").match(self.text, at, self.end) is not None

    def _complete_bloc(self, q: Quantity) -> None:
        """'đơn vị' is one of the bloc spoken of; a quantity that names its bloc puts it in force."""
        for m in self.mentions:
            if m.end <= q.start:
                for b in _blocs_of([m]) - ({"provinces"} if self.frame.local else set()):
                    self.bloc = b
                if self.frame.local and self.text[m.start : m.end] == "cấp tỉnh":
                    self.bloc = "departments"
        if q.bloc == "localities":
            q.bloc = "provinces" if not self.frame.local else self.bloc if self.bloc in ("districts", "communes") else None
        elif q.bloc is None and q.sort != "parts":
            q.bloc = self.bloc
        if self.frame.local and q.bloc == "provinces":
            q.bloc = None
        if q.sort == "lists" or q.bloc == "all":
            self.bloc = "all" if q.bloc == "all" else self.bloc
            q.bloc, q.part = None, None
        elif q.bloc is not None:
            self.bloc = q.bloc

    def _is_total(self, q: Quantity) -> bool:
        before = any("total" in m.tags and m.end <= q.start and not self.text[m.end : q.start].strip() for m in self.mentions)
        return before or _DIVIDED.match(self.text, q.end, self.end) is not None

    # -- classes ---------------------------------------------------------------------------------------------------------
    def _find_class(self, q: Quantity, limit: int) -> Counted | None:
        before = self._find_grade_before(q)
        if before is not None or self._is_total(q) and not q.sort:
            return before
        if not q.sort:
            return self._find_grade_behind(q, limit)
        universal = [m for m in self.mentions if "universal" in m.tags and q.end <= m.start < limit]
        if universal and not any(m.kind == "unit" or m.kind in _NUMBERS for m in self.mentions if q.end <= m.start < universal[0].start):
            found = self._find_bound(q, universal[0].end, limit) or self._find_change(q, universal[0].end, limit)
            if found is not None and ";" not in self.text[q.end : universal[0].start]:
                return found
        return self._find_grade_behind(q, limit) or self._find_bound(q, q.end, limit) or self._find_change(q, q.end, limit)

    def _find_grade_before(self, q: Quantity) -> Counted | None:
        """'hạng Tốt có 29 đơn vị', 'loại Khá 19/20 cơ quan', 'nhóm trung bình cao (16 tỉnh)', 'hạng Yếu không có'."""
        reach = self.out[-1].end if self.out else self.start
        for m in reversed(self.mentions):
            if m.end > q.start or m.start < reach or q.start - m.end > _MAX_GAP:
                continue
            grouped = bool(m.tags & {"first", "last"}) and self._names_groups(m)
            if not (_is_grade(m) or grouped) or not _JOINED.fullmatch(self.text, m.end, q.start):
                continue
            marker = _MARKED.search(self.text, max(reach, m.start - 16), m.start)
            lists = any(c.sort == "grade" and c.quantity.start > c.start for c in self.out)
            if not (marker or grouped or lists or "grade_name" in m.tags or _BULLET.fullmatch(self.text, self.start, m.start)):
                continue
            if not q.sort and not lists and q.value:
                continue  # "hạng Tốt 29": of what?
            return self._count(q, "grade", self.text[m.start : m.end], marker.start() if marker else m.start, q.end)
        return None

    def _names_groups(self, m: Mention) -> bool:
        """'Ba nhóm còn lại: điểm cao nhất 16 tỉnh, ...', 'nhóm thấp nhất gồm 15 tỉnh': a quarter of the list."""
        before = self.text[self.start : m.start]
        return re.search(r"nhóm(?: (?:đạt|có))?(?: điểm)? ?$", before) is not None or re.search(r"(?:các|ba|bốn|hai|\d) nhóm[^:.;]*:", before) is not None

    def _find_grade_behind(self, q: Quantity, limit: int) -> Counted | None:
        """'17 cơ quan loại tốt', '44 đơn vị được xếp loại khá', and after one of these '24 tốt'."""
        for m in self.mentions:
            if m.start < q.end or m.start >= limit or not _is_grade(m):
                continue
            if not self._bridges(q.end, m.start):
                return None
            bare = not self.text[q.end : m.start].strip(" '\"")
            marker = _MARKED.search(self.text, q.end, m.start) is not None or "grade_name" in m.tags
            listed = any(c.sort == "grade" for c in self.out)
            if not (marker or bare and (listed or q.sort and "mean" not in m.tags)):
                return None
            if "mean" in m.tags and self.mentions[-1] is not m and not self._ends_phrase(m.end):
                return None  # "5 đơn vị đạt mức trung bình 80%"
            return self._count(q, "grade", self.text[m.start : m.end], q.start, m.end)
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
            bound = _BOUND.search(self.text, at, m.start)
            on = re.compile(r" (?:trở lên|trở xuống)|(?: (?:đến|-) ?(?:dưới |cận )?|-)\d[\d,.]* ?(?:%|điểm)").match(self.text, n.end, self.end)
            sure = bound is not None and bound["sure"] not in (None, "từ")
            if not (sure or on) or bound is None or not self._bridges(at, bound.start()):
                return None
            end = on.end() if on else n.end
            return self._count(q, "bound", re.sub(r"[^\d,.%<>]", "", _side(bound["sure"], on) + self.text[m.start : end]), q.start, end)
        return None

    def _find_change(self, q: Quantity, at: int, limit: int) -> Counted | None:
        """'5 địa phương mất điểm', '3/8 chỉ số thành phần lên hạng', 'có giá trị đạt được tăng lên'."""
        for m in self.mentions:
            if m.start < at or m.start >= limit or not m.tags & {"up", "down", "class_change"}:
                continue
            if not self._bridges(at, m.start) or not _CHANGED.match(self.text, m.end, self.end):
                return None
            tail = re.compile(r"(?: (?:điểm|hạng|bậc|vị trí|thứ hạng|chỉ số|mạnh|nhẹ|đáng kể|lên|xuống))*").match(self.text, m.end, self.end)
            side = "up" if "up" in m.tags else "down" if "down" in m.tags else self.text[m.start : m.end]
            counted = self._count(q, "change", side, q.start, tail.end() if tail else m.end)
            counted.base = self._base(q)
            return counted
        return None

    def _base(self, q: Quantity) -> int | None:
        """The year compared with: 'so với năm 2023', 'hơn năm 2023'."""
        years = [
            b for a, b in zip(self.mentions, self.mentions[1:], strict=False)
            if b.kind == "year" and a.tags & {"compared", "up", "down"} and b.start - a.end <= 8
        ]  # fmt: skip
        return int((next((y for y in years if y.start >= q.end), years[-1])).value or 0) if years else None

    def _find_assessed(self, q: Quantity) -> Counted | None:
        """All that a province ranks: '44 cơ quan được đánh giá', 'cho 52 đơn vị, gồm 22 sở và 30 quận, huyện'."""
        if not self.frame.local or q.sort != "units" or q.value < 2 or q.out_of:
            return None
        said = [m for m in self.mentions if "assessed" in m.tags and m.start >= q.end]
        if said and self._bridges(q.end, said[0].start):
            return self._count(q, "assessed", "assessed", q.start, said[0].end)
        ranked = re.compile(r" (?:được|đã được) xếp hạng(?! (?:\d|thứ|tốt|khá))").match(self.text, q.end, self.end)
        if ranked:
            return self._count(q, "assessed", "assessed", q.start, ranked.end())
        if not _STOPS.match(self.text, q.end, self.end) and not self._list_goes_on(q):
            return None
        last = self.out[-1] if self.out else None
        if last is not None and last.sort == "assessed" and _BREAKDOWN.fullmatch(self._strip(last.end, q.start)):
            return self._count(q, "assessed", "assessed", q.start, q.end)
        if _NUMBERED_LIST.search(self.text, max(self.start, q.start - 40), q.start):
            return self._count(q, "assessed", "assessed", q.start, q.end)
        if not _ALL_OF.search(self.text, max(self.start, q.start - 24), q.start):
            return None
        index = [m for m in self.mentions if m.kind == "index" and m.end <= q.start]
        if index and q.start - index[-1].end <= 60 and not re.search(r"[,;:]", self._strip(index[-1].end, q.start)):
            return self._count(q, "assessed", "assessed", q.start, q.end)
        return None

    def _list_goes_on(self, q: Quantity) -> bool:
        return re.compile(r" (?:trung ương|chuyên môn|ngành dọc|cấp (?:tỉnh|huyện|xã)|thuộc|trực thuộc|đóng|trên địa bàn)").match(self.text, q.end, self.end) is not None

    # -- words -----------------------------------------------------------------------------------------------------------
    def _strip(self, start: int, end: int) -> str:
        return re.sub(r" ?\([^()]*\)", "", self.text[start:end])

    def _bridges(self, start: int, end: int) -> bool:
        """Whether folded[start:end] only leads from a quantity to its class: few words, no separator, number or place."""
        if end - start > _MAX_GAP:
            return False
        gap = list(self.text[start:end])
        for m in self.mentions:
            if not start <= m.start < end:
                continue
            if m.tags & _PLACES and not _leads(self.text, m) or m.kind == "unit" and not types_of(m) & {"province"}:
                return False
            if m.kind in ("index", "component", "year") or m.tags & _NOUNS.keys():
                gap[m.start - start : m.end - start] = "_" * (min(m.end, end) - m.start)
        words = re.sub(r" ?\([^()]*\)", "", "".join(gap))
        return not re.search(r"[,;:.…()\d]", words) and len(words.split()) <= 10

    def _count(self, q: Quantity, sort: str, key: str, start: int, end: int) -> Counted:
        first, last = min(start, q.start), max(end, q.end)
        return Counted(q, key, sort, first, last, subject=(start, end) if start < q.start else (q.number_end, end))


def _leads(text: str, m: Mention) -> bool:
    """'xếp', 'hạng', 'đứng' before a class lead to it; 'dẫn đầu' makes it another fact."""
    return bool(m.tags & {"rank_before"})


def _is_grade(m: Mention) -> bool:
    return m.kind == "grade" or bool(m.tags & {"grade", "grade_name"})


def _side(sure: str | None, on: re.Match[str] | None) -> str:
    """'<' for what stays below a bound, '>' for the rest."""
    return "<" if sure in ("dưới", "thấp hơn", "chưa đạt", "không đạt", "chưa tới") or on and "xuống" in on.group() else ">"


def _edition_year(frame: SentenceFrame, setting: Setting, at: int) -> tuple[int | None, str | None]:
    """The edition of a count at folded position `at`, and what it was inferred from where the text does not say it."""
    before = [y.year for y in frame.years if y.start <= at]
    if before:
        return before[-1], None
    if frame.years and (frame.code_here or not frame.carried_year):
        return frame.years[0].year, None
    return frame.carried_year or setting.years.get(frame.code or "") or setting.year, None


def _make_claim(folded: Folded, frame: SentenceFrame, setting: Setting, counted: Counted, levels: dict[str, str]) -> Claim:
    q = counted.quantity
    start, end = folded.span(counted.start, counted.end)
    first, last = folded.span(*counted.subject)
    year, _ = _edition_year(frame, setting, q.start)
    level = levels[frame.code or ""]
    inferred = None
    if level == "international":
        jurisdiction: str | None = "un"
    elif level == "provincial" or frame.local:
        jurisdiction = setting.jurisdiction_id
        if setting.jurisdiction_from in ("sidecar", "outlet"):
            inferred = f"jurisdiction: {setting.jurisdiction_from}"
    else:
        jurisdiction = "vn"
    doubts: list[Doubt] = []
    quote = folded.source[start:end]
    if year is None:
        doubts.append(Doubt("claim", "no_year", "The document gives no year for this count: name the edition.", quote, start, end))
    if jurisdiction is None:
        doubts.append(Doubt("claim", "no_jurisdiction", "Nothing says whose ranking this is: name the province.", quote, start, end))
    claim = Claim(
        kind="count", rule_id=f"prose:count_{counted.sort}", quote=quote, char_start=start, char_end=end, index_code=frame.code,
        edition_year=year, jurisdiction_id=jurisdiction, bloc=q.bloc, bloc_part=q.part, value=q.value, decimals=0,
        unit_measure="count", out_of=counted.out_of, baseline_year=counted.base,
        subject=" ".join(folded.source[first:last].split()).strip(" :,(-"), inferred=inferred, doubts=tuple(doubts),
    )  # fmt: skip
    if q.sort == "parts":
        return replace(claim, bloc="provinces" if jurisdiction == "vn" else claim.bloc)
    return claim
