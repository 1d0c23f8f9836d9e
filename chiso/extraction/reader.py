"""Reads the sentences of a document in order: each is cut into tokens, walked by the grammar, and hands its scope to the next."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chiso.extraction.baselines import complete_baselines
from chiso.extraction.claims import ClaimMaker
from chiso.extraction.counts import find_counts
from chiso.extraction.discourse import Setting, find_index_code
from chiso.extraction.figures import find_figures
from chiso.extraction.frames import SentenceFrame
from chiso.extraction.grammar import Walk
from chiso.extraction.items import Item, Scope
from chiso.extraction.legal import find_legal_references
from chiso.extraction.mentions import Mention
from chiso.extraction.numbered_lists import find_listed_places
from chiso.extraction.pairing import pair_lists
from chiso.extraction.parts import PartMemory
from chiso.extraction.passages import drop_unreal, is_elsewhere
from chiso.extraction.quantities import CountFrame
from chiso.extraction.segments import Sentence
from chiso.extraction.tokens import Token, make_tokens
from chiso.extraction.totals import Totals
from chiso.fold import Folded
from chiso.model import INDEX_KINDS, Claim

if TYPE_CHECKING:
    from chiso.registry import Registry

# "Phó Giám đốc Sở Nội vụ", "Chủ tịch UBND huyện Ba Chẽ", "Director of the Department of Justice"
_OFFICE = re.compile(
    r"(?:giám đốc|chủ tịch(?: ủy ban nhân dân| ubnd| hđnd)?|bí thư(?: tỉnh ủy| thành ủy| huyện ủy)?|chánh văn phòng"
    r"|bộ trưởng|thứ trưởng|cục trưởng|vụ trưởng|lãnh đạo|đại diện|cán bộ|chuyên viên"
    r"|(?:director|head|chairman|chairwoman|chairperson|secretary|minister|vice minister|deputy minister)"
    r"(?: general)? (?:of|for)(?: the)?) $"
)
# "Trường Đại học Cần Thơ", "Báo Quảng Ninh": a province's name in another body's name
_IN_A_NAME = re.compile(
    r"(?<!\w)(?:đại học|cao đẳng|trường|đội|đội bóng|clb|câu lạc bộ|báo|đài|bệnh viện|công ty|tập đoàn|khu công nghiệp|kcn|cảng|sân bay"
    r"|vịnh|nhà máy|khách sạn|cầu|đường|liên đoàn|hiệp hội|điện lực|bưu điện)(?: tỉnh| thành phố| tp\.?)? $"
)
_CREDIT = re.compile(r"(?:\.vn|\.com|\.org)(?!\w)|\) ?[-/]")  # "VOV.VN - ...", "(TTXVN) - ...": who reports it
_BODY_FOR = re.compile(r"(?:vụ|phòng|ban chỉ đạo|(?:department|division|committee|board) (?:of|for|on)) $")
_SORTS_OF_PROVINCE = {"tỉnh", "thành phố", "province", "city", "locality", "country", "nation", "it"}
_AGAINST = re.compile(r"(?:against|with|from|since|to|than|than in|over|on|so với|từ) $")
_PROVINCES = (34, 63, 64)  # how many provinces the country has had
_SINCE = re.compile(r"(?:(?<!\w)từ|kể từ|since)(?: năm)? $")  # "liên tiếp trong top 5 từ năm 2008": no edition
_QUESTIONED = frozenset({"index", "component", "unit"})  # tokens that may mean something else
_PARTS_THAT_TELL = 2  # one name alone may be a word of the language
_LOCAL_TYPES = {"department", "district", "commune", "central_agency"}


def _read_ratios(tokens: list[Token]) -> None:
    """In a sentence on an index between 0 and 1, a number that could be its value is one: 'đạt 0,5102', 'tăng 0,0321'."""
    for i, t in enumerate(tokens):
        if t.kind == "number" and t.measure is None and (t.decimals or 0) >= 3 and (t.value or 0.0) <= 1:
            t.kind, t.measure = "score", "ratio"
            p = tokens[i - 1] if i else None
            if p is not None and p.kind == "comparative" and t.start - p.end <= 6:
                t.kind, t.value, t.start = "change", (p.value or 1.0) * (t.value or 0.0), p.start
                p.kind = "filler"


class Reader:
    """Reads the sentences of one document in order, handing scope from one to the next."""

    def __init__(
        self, folded: Folded, mentions: list[Mention], sentences: list[Sentence], setting: Setting, registry: Registry
    ) -> None:
        self.folded, self.mentions, self.sentences, self.setting = folded, mentions, sentences, setting
        self.maker = ClaimMaker(folded, setting, registry)
        self.scope = Scope()
        self.english = setting.language == "en"
        self.heading_bloc: Token | None = None  # of the section: "a) Khối sở, ban, ngành"
        self.year: int | None = None
        self.year_code: str | None = None
        self.paragraph = -1
        self.topic: Token | None = None  # the index that a paragraph names first
        self.named = False
        self.spoken_of: Token | None = None
        self.said_of: set[tuple[object, ...]] = set()  # the provinces of the paragraph that named some last
        self.said_in = -1
        self.mean_in = -1  # the paragraph whose last figures were of all units
        self.of_all = False  # the last figures were of all units: "trung bình cả nước đạt 82,66%"
        self.parts = PartMemory(registry)
        self.last_year: int | None = None  # that the paragraph named last
        self.subject: Token | None = None  # of the bullets below
        self.registry = registry
        self.was_local: bool | None = None  # the last sentence that said who competes spoke of units of a province
        self.framed: list[CountFrame] = []

    def read(self) -> list[Claim]:
        """The claims of all sentences, in order; call it once."""
        claims: list[Claim] = []
        at = 0
        for sentence in self.sentences:
            while at < len(self.mentions) and self.mentions[at].start < sentence.start:
                at += 1
            stop = at
            while stop < len(self.mentions) and self.mentions[stop].end <= sentence.end:
                stop += 1
            claims.extend(self._read_sentence(sentence, self.mentions[at:stop]))
            at = stop
        claims.extend([*find_listed_places(self.folded, self.sentences, claims)])
        levels = {code: index.level for code, index in self.registry.indices.items()}
        totals = Totals(self.folded.text, self.registry, self.setting)
        claims.extend(find_counts(self.folded, self.framed, self.setting, claims, levels, totals))
        claims = list(complete_baselines(totals.complete(claims), self.setting, levels))
        claims.extend(find_figures(self.folded, self.mentions, self.sentences, self.setting, claims))
        claims.extend(find_legal_references(self.folded, self.mentions, self.setting))
        return claims

    def _read_sentence(self, sentence: Sentence, mentions: list[Mention]) -> list[Claim]:
        if sentence.paragraph != self.paragraph:
            if not sentence.bullet:
                self.scope.bloc = self.heading_bloc
                self.scope.grade = None
            self.scope.component = None
            self.scope.index = self.topic or self.scope.index  # a paragraph goes on with what the one before began with
            self.paragraph, self.named, self.last_year = sentence.paragraph, False, None
        tokens = make_tokens(self.folded, mentions, sentence.start, sentence.end, self.setting.language)
        tokens = [t for t in tokens if t.kind not in _QUESTIONED or self._keep(t)]
        indices = [t for t in tokens if t.kind == "index"]
        if indices and not self.named:
            self.topic, self.named = indices[0], True
        self._read_that_year(tokens)
        self._read_heading(sentence, tokens)
        code = indices[0].more["code"] if indices else self.scope.index.more["code"] if self.scope.index else None
        if not indices and code is not None:
            other = self._find_owner(tokens, code)
            if other is not None:
                code, at = other, sentence.start
                self.scope.index = Token("index", at, at, more={"code": code})
        real = [] if is_elsewhere(self.folded.text, sentence, tokens) else drop_unreal(self.folded.text, tokens)
        if code is None or (tokens and not real):
            if indices:
                self.scope.index = indices[-1]
            units = [t for t in tokens if t.kind == "unit" and "province" in t.more["types"]]
            if len(units) == 1:
                self.spoken_of = units[0]
                self.said_in, self.said_of = self.paragraph, {units[0].mention.refs}  # type: ignore[union-attr]
            return []
        tokens = real
        codes = {t.more["code"] for t in indices} | {code}
        tokens = [t for t in tokens if t.kind != "component" or any(r.index_code in codes for r in t.mention.refs)]  # type: ignore[union-attr]
        tokens = pair_lists(tokens, self.folded.text, self.english)
        if self.registry.indices[code].unit_measure == "ratio":
            _read_ratios(tokens)
        local = self._is_local(tokens, code)
        carried = self.year if self.year_code == code else None if code in self.setting.years else self.year
        international = self.registry.indices[code].level == "international"
        year = carried or self.setting.years.get(code)
        if not sentence.bullet or not self._begins_with_unit(sentence, tokens):
            self.scope.grade = None if any(t.kind == "unit" for t in tokens) else self.scope.grade
        walk = Walk(tokens, self.folded.text, self.scope, local, year, international, self.english)
        if sentence.bullet and self.subject is not None:
            walk.item.unit = self.subject
        items = walk.run()
        if not sentence.bullet:
            self.subject = self._find_subject(sentence, tokens, items)
        years = [t for t in tokens if t.kind == "year" and "used" not in t.more and not self._in_brackets(tokens, t)]
        years = [t for t in years if not _SINCE.search(self.folded.text, max(0, t.start - 12), t.start)]
        self._remember(items, tokens, local, sentence.start)
        kinds = {t.kind for t in tokens}
        frame = SentenceFrame(
            sentence.start, sentence.end, local, code, bool(indices), years, carried, "anaphor" in kinds, "national" in kinds,
            any(t.kind == "unit" and not t.more.get("region") for t in tokens), self.of_all or "agg" in kinds,
        )  # fmt: skip
        headed = self.heading_bloc.flavour if self.heading_bloc is not None else None
        self.framed.append(CountFrame(sentence, mentions, frame, None if headed in ("all", "localities") else headed))
        claims = [claim for item in items for claim in self.maker.make(item, frame)]
        placed = [c for c in claims if c.kind in INDEX_KINDS]
        if placed:
            self.of_all = all(c.unit_id is None and c.unit_text is None for c in placed)
            self.mean_in = self.paragraph if self.of_all else -1
        claims = self.parts.settle(claims, tokens, self.folded, sentence)
        if indices and self._sets_year(years, tokens, code):
            self.year, self.year_code = years[0].year, code
        return claims

    def _find_owner(self, tokens: list[Token], code: str) -> str | None:
        """The index of the parts that a sentence names, where they are none of the index in force: 'Of the component indices, the
        province led in civil service reform and institutional reform' after a sentence on SIPAS."""
        refs = [{r.index_code for r in t.mention.refs} for t in tokens if t.kind == "component" and t.mention]
        if len(refs) < _PARTS_THAT_TELL or any(code in codes for codes in refs):
            return None
        shared = set.intersection(*refs) & self.setting.strong
        return shared.pop() if len(shared) == 1 else None

    def _read_that_year(self, tokens: list[Token]) -> None:
        """'a leap of 24 places from 2023. That year it was 32nd': the year named last; without one, nothing is stated."""
        for t in tokens:
            if t.kind == "that_year":
                compared = _AGAINST.search(self.folded.text, max(0, t.start - 16), t.start)
                t.year = self.last_year
                t.kind = "plan" if t.year is None else "base" if compared else "year"
            elif t.kind in ("year", "base") and t.year:
                self.last_year = t.year

    def _sets_year(self, years: list[Token], tokens: list[Token], code: str) -> bool:
        """Whether the sentences after this one speak of its first year: not of one that it only looks back to."""
        if not years or (len({y.year for y in years}) > 1 and years[0].year != max(y.year or 0 for y in years)):
            return False
        if (years[0].year or 0) >= self.setting.years.get(code, 0):
            return True
        return not any(t.kind in ("rank", "score", "change") and t.end <= years[0].start for t in tokens)

    def _begins_with_unit(self, sentence: Sentence, tokens: list[Token]) -> bool:
        """'1) Sở Tư pháp: 94,10 điểm', '- Huyện Đức Thọ': an item of a list of units."""
        units = [t for t in tokens if t.kind == "unit"]
        return len(units) == 1 and not re.search(r"[^\W\d_]{2}", self.folded.text[sentence.start : units[0].start])

    def _read_heading(self, sentence: Sentence, tokens: list[Token]) -> None:
        """A line that only names a bloc heads the paragraphs below it, up to the next such line or the next index."""
        named = any(t.kind == "index" for t in tokens)
        heads = sentence.heading or self.folded.text[sentence.start : sentence.end].rstrip().endswith(":")
        if heads and not any(t.kind in ("unit", "rank", "ranks", "score", "top", "change") for t in tokens):
            grades = [t for t in tokens if t.kind == "grade"]
            self.scope.grade = grades[0] if len(grades) == 1 else None
            blocs = {(t.flavour, t.more.get("part")): t for t in tokens if t.kind == "bloc"}
            if blocs and (sentence.bullet or not named):
                self.heading_bloc = self.scope.bloc = blocs.popitem()[1] if len(blocs) == 1 else None
            elif named:
                self.heading_bloc = None
        elif named and not any(t.kind == "unit" and t.more["types"] & _LOCAL_TYPES for t in tokens):
            self.heading_bloc = None

    def _remember(self, items: list[Item], tokens: list[Token], local: bool, start: int) -> None:
        """'Chỉ số của huyện là 91,44%': a body named by its sort alone is the one of that sort spoken of last."""
        named = [t for t in tokens if t.kind == "anaphor" and self._names_one(t, start)]
        words = (self.folded.text[t.start : t.end].removeprefix("của ") for t in named)
        sorts = {x.rsplit(" ", 1)[-1] if x.startswith("the ") else x for x in words}
        provinces = {t.mention.refs for t in tokens if t.kind == "unit" and "province" in t.more["types"] and t.mention}
        if provinces:
            if self.said_in != self.paragraph:
                self.said_in, self.said_of = self.paragraph, set()
            self.said_of |= provinces
        for item in items:
            if item.unit is not None:
                self.spoken_of = item.unit
            elif self.spoken_of is None or item.agg is not None or item.empty:
                continue
            elif not local:
                if self._goes_on(item) or self._means_last(item, sorts):
                    item.unit = self.spoken_of
            elif item.rank is None:
                types = self.spoken_of.more["types"]
                district = bool(sorts & {"huyện", "thành phố"}) and "district" in types
                if district or ("đơn vị" in sorts and "province" not in types):
                    item.unit = self.spoken_of

    def _find_subject(self, sentence: Sentence, tokens: list[Token], items: list[Item]) -> Token | None:
        """'Xét 4 chỉ tiêu, Đà Nẵng ở các vị trí:' says of whom the list below speaks."""
        units = [t for t in tokens if t.kind == "unit" and not t.more.get("region")]
        ends = self.folded.text[sentence.start : sentence.end].rstrip().endswith(":")
        return units[0] if ends and len(units) == 1 and not any(i.rank or i.scores for i in items) else None

    def _means_last(self, item: Item, sorts: set[str]) -> bool:
        """'Tỉnh ở vị trí thứ 21/63' in a text that speaks of many provinces: the one that the sentence before spoke of."""
        assert self.spoken_of is not None
        if self.setting.jurisdiction_id is not None and self.setting.focus:
            return False
        numbered = item.rank is None or item.rank.flavour == "number"
        return (
            bool(sorts & _SORTS_OF_PROVINCE)
            and len(self.said_of) == 1
            and numbered
            and bool({"province", "country"} & self.spoken_of.more["types"])
        )

    def _goes_on(self, item: Item) -> bool:
        """'Bốn tiêu chí khác ...: Thủ tục hành chính công (7,611 điểm)': parts of the index, said of the province before."""
        assert self.spoken_of is not None
        types = self.spoken_of.more["types"]
        if item.rank is not None and item.rank.flavour != "number":
            item.rank = item.place = None  # "chấm cao nhất cho Chi phí thời gian": the best of its parts
        return (
            bool({"province", "country"} & types)
            and item.of_parts
            and len(self.said_of) == 1
            and self.mean_in != self.paragraph
        )

    def _names_one(self, t: Token, start: int) -> bool:
        """'Đơn vị được 91 điểm' names one body, 'cả 5/5 đơn vị' and 'các đơn vị' none."""
        if self.folded.text.startswith("của ", t.start):
            return True
        before = self.folded.text[max(start, t.start - 12) : t.start].split()
        return (
            not before
            or before[-1] in ("của", ".", ",")
            or before[-1].endswith((".", ";", ","))
            or before[-1].isdigit()
        )

    def _keep(self, t: Token) -> bool:
        if t.kind == "index":
            assert t.mention is not None
            code = find_index_code(t.mention, self.folded, self.setting.rejected, self.setting.provinces)
            t.more["code"] = code
            if all(ref.kind == "topic" for ref in t.mention.refs) and _BODY_FOR.search(
                self.folded.text, max(0, t.start - 24), t.start
            ):
                return False  # "Vụ Cải cách hành chính": a body's name
            if code is None and any(
                ref.kind == "abbreviation" or ref.index_code in self.setting.rejected for ref in t.mention.refs
            ):
                t.kind = "other"  # PCI of the heart: what this sentence ranks is something else
                return True
            return code is not None
        if t.kind == "component" and t.mention is not None:
            shadow = [r for r in t.mention.more.get("indices", ()) if r.index_code in self.setting.strong]
            if shadow:  # "mức độ hài lòng của người dân" in a text that speaks of SIPAS
                t.kind, t.more["code"] = "index", shadow[0].index_code
        if t.kind == "unit" and t.mention is not None:
            if _OFFICE.search(self.folded.text, max(0, t.start - 40), t.start):
                return False  # a person's office: who speaks is not who is ranked
            if _CREDIT.match(self.folded.text, t.end) or self.folded.text.endswith((".vn", ".com"), 0, t.end):
                return False
            if "province" in t.more["types"] and _IN_A_NAME.search(self.folded.text, max(0, t.start - 24), t.start):
                return False
            t.more["region"] = t.more["types"] == {"other"} and t.more["owner"] is None
            if t.more["region"] and self.registry.resolve(self.folded.text[t.start : t.end]).unit_id == "un":
                return False  # the United Nations rank, they are not ranked
            if "province" in t.more["types"] and self.setting.jurisdiction_id is not None:
                words = self.folded.source[slice(*self.folded.span(t.start, t.end))]
                t.more["home"] = self.maker.is_home(words)
        return True

    @staticmethod
    def _in_brackets(tokens: list[Token], year: Token) -> bool:
        depth = 0
        for t in tokens:
            if t is year:
                return depth > 0
            depth += (t.kind == "open") - (t.kind == "close")
        return False

    @staticmethod
    def _competes_nationally(tokens: list[Token], types: set[str], blocs: set[str]) -> bool:
        return bool(
            blocs & {"provinces", "ministries"} or "ministry" in types or any(t.kind == "national" for t in tokens)
        )

    def _is_local(self, tokens: list[Token], code: str) -> bool:
        """Whether the units of a province compete in this sentence (else the provinces or ministries of the country)."""
        level = self.registry.indices[code].level
        if level != "both":
            return level == "provincial"
        types = {x for t in tokens if t.kind == "unit" for x in t.more["types"] if len(t.more["types"]) == 1}
        blocs = {t.flavour for t in tokens if t.kind == "bloc"}
        if types & _LOCAL_TYPES or blocs & {"departments", "districts", "communes", "central_agencies"}:
            self.was_local = True
            return True
        self.was_local = False if self._competes_nationally(tokens, types, blocs) else self.was_local
        if blocs & {"provinces", "ministries"} or "ministry" in types or any(t.kind == "national" for t in tokens):
            return False
        if any(t.kind == "unit" and t.more.get("region") for t in tokens):
            return False
        if any("province" in t.more["types"] and not t.more.get("home") for t in tokens if t.kind == "unit"):
            return False  # a province beside the one whose document this is competes with it
        if any(t.kind == "index" for t in tokens) and any(t.kind == "rank" and t.out_of in _PROVINCES for t in tokens):
            return False  # "PAR INDEX của tỉnh đạt 86,88%, xếp thứ 9/63": among as many as there are provinces
        if self.scope.bloc is not None and self.scope.bloc.flavour != "localities":
            return self.scope.bloc.flavour not in ("provinces", "ministries")
        if self.was_local is not None and not any(t.kind == "agg" for t in tokens):
            return self.was_local
        if self.setting.local or self.setting.national:
            return self.setting.local
        return any(
            t.kind == "agg" for t in tokens
        )  # one province speaks: a mean is of its own bodies, a place the country's
