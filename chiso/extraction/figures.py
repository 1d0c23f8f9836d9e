"""Figures that are no index value: shares of those who were asked or of what is administered, and quantified promises.

'2,20% số người dân phản ánh hồ sơ trễ hẹn' is a statistic, 'bảo đảm giảm ít nhất 30% thời gian xử lý thủ tục' a target.
Both are read only in documents that speak of an index, and never from a number that the grammar made a claim of.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from chiso.extraction.discourse import Setting, find_index_code
from chiso.extraction.mentions import Mention
from chiso.extraction.quantities import StatedNumbers
from chiso.extraction.segments import Sentence
from chiso.fold import Folded
from chiso.model import Claim
from chiso.numbers import parse_number

_MEASURES = {"measure_percent": "percent", "measure_points": "points", "measure_places": "places"}
_UNREAL = frozenset({"nếu", "giả sử", "if"})
_NO_PLEDGE = _UNREAL | {"kế hoạch", "dự kiến", "kỳ vọng", "would"}
_ASKED = frozenset({"surveyed", "asked"})
_TOPICS = _ASKED | {"administered"}
_MOST_PLACES = 63  # nobody promises a place beyond the number of provinces
_MOST_ALIKE = 50  # figures of one value whose wordings are compared
_NEAR = 60  # mentions looked at on either side of a number
_REACH = 400  # how far before a number its topic or promise may stand
_MANY_PROVINCES = 3  # a document that names so many reports a survey of the country

_SURVEY = re.compile(
    r"doanh nghiệp|người dân|khảo sát|được hỏi|trả lời|ý kiến|hộ kinh doanh"
    r"|(?<!\w)(?:survey\w*|poll\w*|interview\w*|respondents|those asked|firms|enterprises|businesses|citizens|people|households)(?!\w)"
)
_PORTION = re.compile(
    r" (?:(?:trong|trên) )?(?:tổng )?(?:số |lượng )?(?:các )?(?:lượt )?"
    r"| (?:of )?(?:all |the |the country's )?(?:local |polled |private |domestic |foreign-invested |fdi )?"
)
# what leads from the topic to its share: "tỷ lệ hồ sơ đúng hạn đạt 98,7%", "..., chiếm tỷ lệ 31,32%"
_LEADS = re.compile(
    r"(?:đạt|là|chiếm|tỷ lệ|tỉ lệ|ở mức|mức|còn|với|:)(?: (?:trên|hơn|dưới|tỷ lệ|tỉ lệ))? ?$"
    r"|(?<!\w)(?:was|is|at|reached|hit|came to|rose to|fell to|dropped to|stood at|accounting for|accounted for)"
    r"(?: (?:over|above|below))? $"
)
_GREATER = re.compile(
    r"(?:^|[,:(] ?|có |với |rằng |tới |đến )(?:hơn|trên|quá) $|(?<!\w)(?:over|more than|above|at least) $"
)
_CHANGE = re.compile(
    r"(?:tăng|giảm|thêm|hơn|kém|cao hơn|thấp hơn|so với|từ|gần|khoảng|xấp xỉ|ngót|mất|lên|xuống|bình quân) $"
    r"|(?<!\w)(?:by|up|down|rose|fell|dropped|increased|decreased|from|nearly|about|almost|around|averaged|against|than) $"
)
_COMPARED = re.compile(
    r"(?:so với|hơn|kém|tăng|giảm)(?: kết quả)?(?: năm)? $|(?<!\w)(?:than|than in|from|with|against|over|since) $"
)
_MUST = re.compile(r"(?<!\w)(?:phải(?! (?:trả|chi|chờ|đi|chịu))|cần|sẽ|được giao|must|should|shall|will)(?!\w)[^,;]*$")
_MUST_BE = re.compile(r"(?<!\w)(?:must|should|shall|will) be(?!\w)")
_STATES = re.compile(r"(?<!\w)(?:đã|hiện|năm ngoái|năm trước)(?!\w)")
_OF_NAMED = re.compile(
    r"(?: (?:của|năm|tỉnh|thành phố|địa phương|toàn|chung|\d{4}))*(?: lên ít nhất \d+ bậc)?,? (?:cần |sẽ |được )?"
)
_SATISFIED = re.compile(r"(?<!\w)(?:hài lòng|satisf\w+|content)(?!\w)")
_CLAUSE_END = re.compile(
    r"[;.!?…](?=\s|$)|$|(?<!\w)(?:trong khi|while)(?!\w)|,? (?:and )?(?=\d+(?:[,.]\d+)? ?(?:%|percent|per cent))"
    r"|, (?=(?:tăng|giảm|cao hơn|thấp hơn|hơn|kém|up|down|compared) )|\("
)
_CHUNK_END = re.compile(r"[,;!?…](?=\s)|[.](?=\s|$)|$")
_MISSED = re.compile(
    r"(?:vượt|hoàn thành|chưa đạt|không đạt|so với|đã đạt|theo|thực hiện|đạt)(?: (?:các|được|so với))? $"
    r"|(?<!\w)(?:exceeded|surpassed|met|missed|beat|reached|achieved|above|below|against)(?: (?:the|its|their))? $"
)
_AIM = re.compile(
    r"(?P<word>ít nhất|tối thiểu|không dưới|không thấp hơn|từ|trên|hơn|quá|dưới|không quá|tối đa"
    r"|đạt|giảm|tăng|thêm|nâng|lên|xuống|còn|đến|là|mức|:|at least|no less than|a minimum of|over|more than|above|under|below"
    r"|no more than|up to|to|by|of|reach|reaching|have|having|cut|is)(?: (?:mức|khoảng))? ?$"
)
_GROUP = re.compile(r"(?:nhóm|top|tốp)(?: (?:đầu|các|những|các tỉnh|dẫn đầu))? $|(?<!\w)(?:first|best|leading) $")
_PLACE = re.compile(r"(?:thứ|hạng|vị trí|vị trí thứ|hạng thứ) $|(?<!\w)(?:rank|place|position|no\.) $")
_ABOUT = re.compile(r"[^,.;:]{0,60} (?:về|trong lĩnh vực|in terms of|in|for) ")
_OR_MORE = re.compile(r" trở lên| or (?:more|higher|better|above)")
_COMPARATORS = {
    "ít nhất": ">=", "tối thiểu": ">=", "không dưới": ">=", "không thấp hơn": ">=", "từ": ">=",
    "trên": ">", "hơn": ">", "quá": ">", "dưới": "<", "không quá": "<=", "tối đa": "<=",
    "at least": ">=", "no less than": ">=", "a minimum of": ">=", "over": ">", "more than": ">", "above": ">", "under": "<",
    "below": "<", "no more than": "<=", "up to": "<=",
}  # fmt: skip


def find_figures(
    folded: Folded,
    mentions: Sequence[Mention],
    sentences: Sequence[Sentence],
    setting: Setting,
    claims: Sequence[Claim],
) -> Iterator[Claim]:
    """The statistics and targets of a document that speaks of an index, each once, at its fullest wording."""
    if not setting.strong and not setting.years:
        return
    taken = StatedNumbers(claims)
    found: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    at = 0
    for sentence in sentences:
        while at < len(mentions) and mentions[at].start < sentence.start:
            at += 1
        stop = at
        while stop < len(mentions) and mentions[stop].end <= sentence.end:
            stop += 1
        if stop > at:
            for start, end, claim in _Sentence(folded, sentence, mentions[at:stop], setting).read():
                if not taken.has(claim.value or 0.0, *folded.span(start, end)):
                    _keep_fullest(found[claim.kind, claim.value, claim.unit_measure], claim)
        at = stop
    for alike in found.values():
        yield from alike


def _keep_fullest(alike: list[Claim], claim: Claim) -> None:
    """A figure said twice, in the heading and in the text, is one figure."""
    for i, c in enumerate(alike[:_MOST_ALIKE]):
        if _overlap(c, claim):
            if len(claim.subject or "") > len(c.subject or ""):
                alike[i] = claim
            return
    alike.append(claim)


def _overlap(a: Claim, b: Claim) -> bool:
    """Whether two subjects share half of the words of the shorter one."""
    first, second = ({*(c.subject or "").casefold().split()} for c in (a, b))
    return 2 * len(first & second) >= min(len(first), len(second))


class _Sentence:
    """The figures of one sentence."""

    def __init__(self, folded: Folded, sentence: Sentence, mentions: Sequence[Mention], setting: Setting) -> None:
        self.folded, self.text, self.setting = folded, folded.text, setting
        self.start, self.end = sentence.start, sentence.end
        self.everything = list(mentions)
        self.mentions = self.everything  # those near the number that is looked at

    def read(self) -> Iterator[tuple[int, int, Claim]]:
        """Each figure with the place of its number."""
        if any("plan" in m.tags and self.text[m.start : m.end] in _UNREAL for m in self.everything):
            return
        pledge: Mention | None = None
        for i, m in enumerate(self.everything):
            if self._is_pledge(m):
                pledge = m
            if m.kind != "number":
                continue
            number = parse_number(m.more["text"], ",")
            if number is None:
                continue
            self.mentions = self.everything[max(0, i - _NEAR) : i + _NEAR]
            n = self.everything[i + 1] if i + 1 < len(self.everything) else None
            behind = n.tags if n is not None and n.start - m.end <= 1 else frozenset()
            measure = next((v for k, v in _MEASURES.items() if k in behind), None)
            end = n.end if n is not None and measure is not None else m.end
            claim = None
            if pledge is not None and m.start - pledge.end <= _REACH and self._still_pledged(pledge, m):
                claim = self._read_target(m, end, number.value, measure, pledge)
            elif measure == "percent":
                claim = self._read_statistic(m, end, number.value)
            if claim is not None:
                yield m.start, end, claim

    # -- statistics ----
    def _read_statistic(self, m: Mention, end: int, value: float) -> Claim | None:
        before = self.text[max(self.start, m.start - _REACH) : m.start]
        greater = _GREATER.search(before)
        if _CHANGE.search(before) and not greater:
            return None
        follower = next((x for x in self.mentions if x.start > end), None)
        if (
            follower is not None
            and _PORTION.fullmatch(self.text, end, follower.start)
            and follower.tags & (_TOPICS | {"reported"})
        ):
            stop = self._clause_end(follower.end)
            first = follower.start
            if len(self.text[follower.start : stop].split()) < 3:
                return None
            if "reported" in follower.tags and not self._asked(m.start):
                return None
            if "administered" in follower.tags and _MUST_BE.search(self.text, first, stop):
                return None
        else:
            topic = self._topic_start(m.start)
            if topic is None or not _LEADS.search(before):
                return None
            first, stop = topic, m.start
            if self._names_index(first, stop):
                return None  # the value of an index
        if _SATISFIED.search(self.text, first, stop) or self._is_planned(m.start, stop):
            return None
        comparator = ">" if greater or before.endswith("trên ") else "="
        year = self._year(m.start)
        region = self.setting.provinces >= _MANY_PROVINCES or self.setting.jurisdiction_id is None
        return self._claim(
            "statistic", (min(first, m.start), max(stop, end)), (first, stop), value, "percent", comparator, year,
            "vn" if region else self.setting.jurisdiction_id,
        )  # fmt: skip

    def _asked(self, at: int) -> bool:
        """'83% nói ...' needs those who were asked: here, in the sentences before, or the word for a survey."""
        before = self.text[max(0, at - 400) : at]
        return _SURVEY.search(before) is not None

    def _topic_start(self, at: int) -> int | None:
        """Where the topic begins whose share the number at `at` is: 'doanh nghiệp phản ánh ...', 'tỷ lệ hồ sơ ...'."""
        clause = max(self.start, at - _REACH)
        clause = max(self.text.rfind(";", clause, at) + 1, clause)
        inside = [m for m in self.mentions if clause <= m.start and m.end <= at]
        numbers = [m for m in inside if m.kind in ("number", "ratio", "scaled")]
        begin = numbers[-1].end if numbers else clause
        inside = [m for m in inside if m.start >= begin]
        share = [m for m in inside if "share" in m.tags]
        asked = [m for m in inside if m.tags & _ASKED]
        if share and asked and any("reported" in m.tags and m.start >= asked[0].end for m in inside):
            return asked[0].start
        handled = [m for m in inside if m.tags & _TOPICS]
        if share and handled and share[0].end <= handled[0].start and handled[0].start - share[0].end <= 40:
            parts = [m for m in inside if m.kind == "component" and not m.tags & _TOPICS]
            if not parts or handled[0].tags & _ASKED:
                return share[0].start  # of what is handled, a part of the index has a value, no share
        return None

    def _is_planned(self, at: int, stop: int) -> bool:
        """'vượt mục tiêu 90% hồ sơ đúng hạn', '100% hồ sơ phải đạt chuẩn' say what was planned."""
        if _MUST.search(self.text, max(self.start, at - 60), at):
            return True
        return any(m.tags & {"plan", "pledge"} for m in self.mentions if at - 60 <= m.start < max(at, stop))

    def _names_index(self, start: int, end: int) -> bool:
        inside = [m for m in self.mentions if start <= m.start < end and not m.tags & _TOPICS]
        return any(m.kind == "index" for m in inside)

    def _clause_end(self, at: int) -> int:
        m = _CLAUSE_END.search(self.text, at, min(self.end, at + _REACH))
        return m.start() if m else self.end

    def _year(self, at: int) -> int | None:
        before = [
            int(m.value or 0) for m in self.mentions
            if m.kind == "year" and m.end <= at and not _COMPARED.search(self.text, max(0, m.start - 24), m.start)
        ]  # fmt: skip
        return before[-1] if before else self.setting.year

    # -- targets ----
    def _is_pledge(self, m: Mention) -> bool:
        words = self.text[m.start : m.end]
        if "pledge" not in m.tags and ("plan" not in m.tags or words in _NO_PLEDGE):
            return False
        return _MISSED.search(self.text, max(self.start, m.start - 24), m.start) is None

    def _follows_index(self, m: Mention) -> bool:
        """'phấn đấu đạt PAR INDEX 87%, SIPAS 80%'."""
        return any(x.kind == "index" and self.text[x.end : m.start] == " " for x in self.mentions)

    def _still_pledged(self, pledge: Mention, m: Mention) -> bool:
        """Whether the pledge holds for the number at m: in its clause, and in clauses behind it that name an index anew."""
        at = self.text.rfind(";", pledge.end, m.start)
        if at < 0:
            return True
        known = any(
            y.kind == "year" and at < y.start < m.start and (y.value or 0) <= (self.setting.year or 0)
            for y in self.mentions
        )
        return self._names_index(at, m.start) and not known and not _STATES.search(self.text, at, m.start)

    def _speaks_of_one(self, before: str, end: int) -> bool:
        """'mục tiêu là trở lại nhóm 40' in a text on one index, where nothing says that the place is in something else."""
        return len(self.setting.strong) == 1 and "," not in before and not _ABOUT.match(self.text, end)

    def _read_target(self, m: Mention, end: int, value: float, measure: str | None, pledge: Mention) -> Claim | None:
        before = self.text[pledge.end : m.start]
        start = pledge.end + max(
            (before.rfind(mark) + len(mark) for mark in (", ", ": ", "; ") if mark in before), default=0
        )
        stop = self._chunk_end(end)
        if start == pledge.end and not self.text[pledge.end : m.start].split()[1:] and not self.text[end:stop].strip():
            start = max(
                self.start, pledge.start - _REACH, *(self.text.rfind(c, self.start, pledge.start) + 1 for c in ",;:")
            )
        near = [x for x in self.mentions if min(start, pledge.start) <= x.start < stop]
        if any("other_topic" in x.tags for x in near) and not any("administered" in x.tags for x in near):
            return None  # what offices handle is no result of an index, but they promise it
        if not any(x.kind in ("index", "component") or x.tags & _TOPICS for x in near):
            named = [x for x in self.mentions if x.kind == "index" and x.end <= pledge.start]
            if named and _OF_NAMED.fullmatch(self.text, named[-1].end, pledge.start):
                near = [named[-1], *near]  # "chỉ số PCI của tỉnh phấn đấu đạt 64 điểm"
            elif measure is not None or not self._speaks_of_one(before, end):
                return None
        aim, comparator = _AIM.search(before), "="
        if measure is None:
            group = _GROUP.search(before) is not None
            if not (group or _PLACE.search(before)) or value > _MOST_PLACES:
                return None
            measure, comparator = "places", "<=" if group or _OR_MORE.match(self.text, end) else "="
        elif aim is None and not re.fullmatch(r" ?", before) and not self._follows_index(m):
            return None
        else:
            comparator = _COMPARATORS.get(aim["word"], "=") if aim else "="
            if _OR_MORE.match(self.text, end):
                comparator = ">="
        years = [int(y.value or 0) for y in self.mentions if y.kind == "year" and y.start < stop]
        index = [x for x in near if x.kind == "index" and x.end <= end]
        code = find_index_code(index[-1], self.folded, self.setting.rejected, self.setting.provinces) if index else None
        if code is None and measure == "places" and len(self.setting.strong) == 1:
            (code,) = self.setting.strong
        return self._claim(
            "target", (min(start, pledge.start), stop), (start, stop), value, measure, comparator, years[-1] if years else None,
            self.setting.jurisdiction_id, code,
        )  # fmt: skip

    def _chunk_end(self, at: int) -> int:
        m = _CHUNK_END.search(self.text, at, min(self.end, at + _REACH))
        return m.start() if m else self.end

    # -- claims ----
    def _claim(
        self, kind: str, span: tuple[int, int], subject: tuple[int, int], value: float, measure: str, comparator: str,
        year: int | None, jurisdiction: str | None, code: str | None = None,
    ) -> Claim:  # fmt: skip
        start, end = self.folded.span(*span)
        first, last = self.folded.span(*subject)
        return Claim(
            kind=kind, rule_id=f"prose:{kind}", quote=self.folded.source[start:end], char_start=start, char_end=end,
            index_code=code, edition_year=year, jurisdiction_id=jurisdiction, value=value, unit_measure=measure,
            comparator=comparator, subject=" ".join(self.folded.source[first:last].split()).strip(" ,;:(-"),
        )  # fmt: skip
