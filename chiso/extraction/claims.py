"""From items to claims: complete each fact with edition, jurisdiction, bloc and unit, or say what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chiso.extraction.discourse import Setting
from chiso.extraction.items import Item
from chiso.extraction.tokens import Token
from chiso.fold import Folded
from chiso.model import Claim, Doubt

if TYPE_CHECKING:
    from chiso.registry import Registry

_BLOC_OF_TYPE = {
    "department": "departments", "central_agency": "central_agencies", "district": "districts", "commune": "communes",
    "ministry": "ministries", "province": "provinces", "country": "country", "other": "region",
}  # fmt: skip
_TYPES_OF_BLOC = {
    "departments": {"department", "central_agency", "other"}, "central_agencies": {"central_agency", "other"},
    "districts": {"district"}, "communes": {"commune"}, "ministries": {"ministry", "other"}, "provinces": {"province"},
    "region": {"other"}, "country": {"country"}, "other": {"department", "central_agency", "other"},
}  # fmt: skip
_MAX_QUOTE = 400
_SUBJECT_IS = re.compile(r"(?:đạt|là|mức|averaged|is|was|reached|stood at) $")
_OF_ONE = re.compile(r"của (?:địa phương|tỉnh|thành phố|đơn vị|huyện|sở|ngành|cơ quan) này")
_OF_PROVINCE = re.compile(
    r"(?<!\w)(?:của|tại|toàn) (?:tỉnh|thành phố|thủ đô|địa phương)(?! (?:thành|khác|trong))(?!\w)"
)
_NEWS_DAYS = 14  # an article without any year speaks of the edition that was announced in the two weeks before it
_PARTS_CLAUSES = re.compile(r"[,;:](?=\s)")
_STATES = re.compile(
    r"(?:đạt|là|được|mức|với|dừng ở|còn|lên|tới|có|xuống|:|\(|điểm số|tỷ lệ|chung"
    r"|averaged|reached|stood at|scored|was|were|is|at) ?(?:được )?$"
)


@dataclass(slots=True)
class SentenceFrame:
    """What a sentence gives to all of its items."""

    start: int
    end: int
    local: bool
    code: str | None
    code_here: bool  # the index is named in this very sentence
    years: list[Token]
    carried_year: int | None
    anaphor: bool
    national: bool
    units: bool = False  # some unit is named in it
    of_all: bool = False  # it, or the sentence before, speaks of the mean of all units


class ClaimMaker:
    """Makes the claims of one document; one per document."""

    def __init__(self, folded: Folded, setting: Setting, registry: Registry) -> None:
        self.folded, self.setting, self.registry = folded, setting, registry
        self._homes: dict[str, str | None] = {}
        self._resolved: dict[tuple[object, ...], tuple[str | None, tuple[Doubt, ...]]] = {}

    def make(self, item: Item, frame: SentenceFrame) -> Iterator[Claim]:
        """The claims of one item."""
        code = item.index.more["code"] if item.index is not None else frame.code
        if code is None:
            return
        level = self.registry.indices[code].level
        local = frame.local and not item.of_province if level == "both" else level == "provincial"
        year, year_from = self._edition_year(item, code, frame, local)
        base: dict[str, object] = {"index_code": code, "edition_year": year}
        inferred = [f"edition_year: {year_from}"] if year_from else []
        if level == "international":
            jurisdiction: str | None = "un"
        elif local:
            jurisdiction = self.setting.jurisdiction_id
            if self.setting.jurisdiction_from in ("sidecar", "outlet"):
                inferred.append(f"jurisdiction: {self.setting.jurisdiction_from}")
        else:
            jurisdiction = "vn"
        base["jurisdiction_id"] = jurisdiction
        unit, aggregate = item.unit, None
        subject_id: str | None = None
        if unit is None:
            if item.span is not None:
                aggregate = "range"
            elif item.agg is not None and self._is_of_one(item, local):
                return
            elif item.agg is not None:
                aggregate = "median" if item.agg.flavour == "median" else "mean"
            elif item.rank is not None and item.scores and item.rank.flavour in ("first", "last"):
                if not local or not (self._names_nobody(item) or self._bounds_list(item, frame)):
                    return
                aggregate = "max" if item.rank.flavour == "first" else "min"
            elif item.rank is not None and item.rank.flavour != "number":
                return
            elif (
                not local
                and frame.national
                and frame.code_here
                and item.rank is None
                and not self._is_of_province(item, frame)
            ) and self._is_headline(item):
                aggregate = "mean"
            elif item.rank is None and item.scores and not self._is_headline(item):
                return
            elif frame.of_all and not frame.units and not frame.anaphor and item.rank is None and item.of_parts:
                aggregate = "mean"  # "..., về thủ tục hành chính là 83,12%" after the mean of the whole
            elif (
                not local
                and frame.code_here
                and item.rank is None
                and not frame.anaphor
                and self.setting.provinces >= 2
                and self.setting.jurisdiction_from in ("none", "mentions")
                and not frame.units
                and self._is_stated(item)
            ):
                aggregate = "mean"  # nobody's figure in a text about many provinces: the country's
            elif (
                not local
                and self.setting.jurisdiction_id
                and self.setting.focus
                and (frame.anaphor or frame.code_here or (item.of_parts and not frame.units))
                and (item.bloc is None or item.bloc.flavour != "ministries")
            ):
                subject_id = self.setting.jurisdiction_id
                inferred.append(f"unit: {self.setting.jurisdiction_from}")
            elif (
                local
                and frame.code_here
                and (item.scores or item.changes)
                and item.rank is None
                and self._is_headline(item)
            ):
                aggregate = "mean"
            else:
                return
        doubts: list[Doubt] = []
        bloc, part = self._bloc(item, unit, local, code)
        unit_id = subject_id
        if unit is not None:
            basis = None if local or not self.setting.two_bases else 63 if item.basis == "basis_63" else 34
            if basis == 63:
                base["edition_variant"] = "63 provinces"
            unit_id, unit_doubts = self._resolve(unit, jurisdiction, year, bloc, basis)
            doubts.extend(unit_doubts)
            if unit_id is not None and bloc is None:
                bloc = _BLOC_OF_TYPE.get(self.registry.units[unit_id].type)
        if subject_id is not None:
            bloc = "provinces"
        if year is None:
            doubts.append(
                self._doubt(
                    "no_year",
                    "Nothing gives the year of what is said of this index: name the edition.",
                    item.rank or unit,
                )
            )
        if jurisdiction is None:
            doubts.append(
                self._doubt(
                    "no_jurisdiction", "Nothing says whose ranking this is: name the province.", item.rank or unit
                )
            )
        named = self._words(unit) if unit else self.setting.jurisdiction_text if subject_id else None
        base |= {
            "bloc": bloc, "bloc_part": part, "unit_id": unit_id, "unit_text": named,
            "inferred": "; ".join(inferred) or None, "doubts": tuple(doubts),
        }  # fmt: skip
        if item.subset is not None:
            base["subset"] = self._words(item.subset)
        if item.subset is not None and subject_id is None and unit is None:
            return
        if unit is not None and (item.agg is not None or bloc == "region"):
            aggregate = "mean"  # "Đồng bằng sông Hồng 90.17%": a region has no value but the mean of its provinces
        if item.span is not None:
            yield self._claim(
                "score", "prose:range", [item.span], base, value=item.span.value, value_max=item.span.value_max,
                decimals=item.span.decimals, unit_measure=item.span.measure, aggregation="range",
            )  # fmt: skip
        yield from self._place(item, base, code, aggregate if unit is None else None)
        value_base = base | {"subset": None}  # a value is the same in whichever list it is looked at
        yield from self._scores(item, value_base, code, aggregate, local)
        latest = max((y.year or 0 for y in frame.years), default=0)
        if isinstance(year, int) and latest > year and all(v.token.base is None for v in item.changes):
            base = base | {"edition_year": latest}  # "năm 2022 con số này là 80,08%, tức đã tăng 2,58%"
            for v in item.changes:
                v.token.base = year
        yield from self._changes(item, base, code, aggregate)
        if item.grade is not None and (unit is not None or unit_id is not None):
            parts = [v.component for v in item.scores] or [item.component]
            extra = self._component(parts[-1], code) if parts and all(p is not None for p in parts) else {}
            yield self._claim(
                "grade",
                "prose:grade",
                [unit, item.component, item.grade],
                base,
                value_text=self._words(item.grade),
                **extra,
            )

    def _names_nobody(self, item: Item) -> bool:
        """'đơn vị ít điểm nhất ... được 79,48': the best or the last, without its name."""
        assert item.rank is not None
        return (
            re.search(
                r"(?:đơn vị|nơi|địa phương|sở|huyện|cơ quan)(?: có)? ?$",
                self.folded.text[max(0, item.rank.start - 24) : item.rank.start],
            )
            is not None
        )

    def _bounds_list(self, item: Item, frame: SentenceFrame) -> bool:
        """'Với 99 xã, phường, cao nhất 90,12 điểm, thấp nhất 60,44 điểm': where the values of a list begin and end."""
        assert item.rank is not None
        if item.scores[0].token.start < item.rank.end:
            return False
        gap = self.folded.text[item.rank.end : item.scores[0].token.start]
        return not frame.units and item.bloc is not None and gap.strip() in ("", "là", "đạt", ":")

    def _is_of_province(self, item: Item, frame: SentenceFrame) -> bool:
        """'Giá trị DTI của tỉnh là 0,6310, cao hơn mức bình quân cả nước 0,0421'."""
        first = min((v.token.start for v in (*item.scores, *item.changes)), default=frame.start)
        return _OF_PROVINCE.search(self.folded.text, frame.start, max(frame.start, first)) is not None

    def _is_of_one(self, item: Item, local: bool) -> bool:
        """'Tổng điểm trung bình của địa phương này là 0,5064 điểm': called a mean, but one unit's own."""
        assert item.agg is not None
        last = max((v.token.start for v in (*item.scores, *item.changes)), default=item.agg.end)
        words = self.folded.text[item.agg.start : last]
        return _OF_ONE.search(words) is not None or (not local and "của tỉnh" in words)

    def _is_stated(self, item: Item) -> bool:
        """'tỷ lệ hài lòng năm 2020 là 85,48%': the index itself is the subject; 'với 70,94 điểm' is somebody's."""
        first = item.scores[0].token.start if item.scores else 0
        return bool(first) and _SUBJECT_IS.search(self.folded.text, max(0, first - 12), first) is not None

    def _is_headline(self, item: Item) -> bool:
        """Whether words say that the figure is the index's value: 'đạt 87,12%', 'là 82,66%', ': 85,41%', or it changed."""
        if item.changes or not item.scores:
            return bool(item.changes)
        first = item.scores[0].token.start
        return _STATES.search(self.folded.text[max(0, first - 24) : first]) is not None

    # -- one kind each ---------------------------------------------------------------------------------------------------
    def _place(self, item: Item, base: dict[str, object], code: str, aggregate: str | None) -> Iterator[Claim]:
        if aggregate is not None:
            return
        for token, stated in item.earlier:
            current = base["edition_year"]
            year = stated if stated > 0 else current - 1 if isinstance(current, int) else None
            yield self._claim(
                "top_group" if token.flavour in ("last", "second_last", "group") else "rank",
                "prose:rank_earlier",
                [item.unit, token],
                base | {"edition_year": year},
                value=token.value,
                out_of=token.out_of,
            )
        if item.place is None:
            return
        tokens = [item.unit, item.rank]
        extra = self._component(item.component, code)
        if item.rank is None or item.counted:
            yield self._claim("rank", "prose:rank_counted", tokens, base, value=item.place, **extra)
            return
        flavour = item.rank.flavour
        if flavour == "group":
            yield self._claim(
                "top_group", "prose:group", tokens, base, value=item.place, out_of=item.rank.out_of, **extra
            )
        elif flavour in ("last", "second_last"):
            if item.rank.out_of and flavour == "last":
                yield self._claim(
                    "rank",
                    "prose:rank_last",
                    tokens,
                    base,
                    value=float(item.rank.out_of),
                    out_of=item.rank.out_of,
                    **extra,
                )
            else:
                yield self._claim("top_group", "prose:last", tokens, base, value=item.place, **extra)
        else:
            yield self._claim(
                "rank",
                f"prose:rank_{flavour or 'number'}",
                tokens,
                base,
                value=item.place,
                out_of=item.rank.out_of,
                tied=item.tied,
                **extra,
            )

    def _scores(
        self, item: Item, base: dict[str, object], code: str, aggregate: str | None, local: bool
    ) -> Iterator[Claim]:
        for value in item.scores:
            t = value.token
            extra = self._component(value.component, code)
            fields = {
                **base,
                "subset": None,
            }  # a value is what it is, within whatever part of the list a place was looked at
            stated = value.year or t.year
            if stated:
                year = base["edition_year"]
                fields["edition_year"] = stated if stated > 0 else year - 1 if isinstance(year, int) else None
            yield self._claim(
                "score", "prose:score", [item.unit or item.agg, value.component, t], fields, value=t.value, decimals=t.decimals,
                unit_measure=t.measure or self._usual_measure(code), scale_max=t.scale, comparator=value.comparator,
                aggregation=aggregate or "value", **extra,
            )  # fmt: skip

    def _changes(self, item: Item, base: dict[str, object], code: str, aggregate: str | None) -> Iterator[Claim]:
        year = base["edition_year"]
        for value in item.changes:
            t = value.token
            baseline = t.base if t.base != -1 else (year - 1 if isinstance(year, int) else None)
            extra = self._component(value.component, code)
            if t.measure == "places":
                if aggregate is None or item.unit is not None:
                    yield self._claim(
                        "rank_change",
                        "prose:rank_change",
                        [item.unit, t],
                        base,
                        value=t.value,
                        unit_measure="places",
                        baseline_year=baseline,
                        **extra,
                    )
                continue
            yield self._claim(
                "score_change", "prose:score_change", [item.unit or item.agg, value.component, t], base | {"subset": None}, value=t.value,
                value_max=t.value_max,
                decimals=t.decimals, unit_measure=self._change_measure(t, code), baseline_year=baseline, comparator=value.comparator,
                aggregation="range" if t.value_max is not None else aggregate or "value", **extra,
            )  # fmt: skip

    def _usual_measure(self, code: str) -> str | None:
        """The measure of a bare number: the index's own where it is always one ('Hạ Long 70,36')."""
        usual = self.registry.indices[code].unit_measure
        return usual if usual in ("points", "ratio") else None

    def _change_measure(self, t: Token, code: str) -> str:
        """'1,27 điểm %' are percentage points; '1,27%' of an index measured in percent too; else a relative change."""
        if t.measure != "percent":
            return str(t.measure)
        words = self.folded.text[t.start : t.end]
        if re.search(r"điểm (?:%|phần trăm)|% điểm|percentage point", words):
            return "percentage_points"
        return "percentage_points" if self.registry.indices[code].unit_measure == "percent" else "percent"

    # -- completing ------------------------------------------------------------------------------------------------------
    def _component(self, token: Token | None, code: str) -> dict[str, object]:
        if token is None:
            return {}
        refs = [r for r in token.mention.refs if r.index_code == code] if token.mention else []
        ids = {r.component_id for r in refs}
        return {"component_id": ids.pop() if len(ids) == 1 else None, "component_text": self._words(token)}

    def _bloc(self, item: Item, unit: Token | None, local: bool, code: str) -> tuple[str | None, str | None]:
        said, part = (item.bloc.flavour, item.bloc.more.get("part")) if item.bloc is not None else (None, None)
        if said == "all":
            said = None
        if said == "localities":
            said = "districts" if local else "provinces"
        if unit is None:
            if said is not None and local == (said not in ("provinces", "ministries")):
                return said, part
            return (None if local else "provinces"), None
        types = unit.more["types"]
        if said is not None and types & _TYPES_OF_BLOC.get(said, set()):
            return said, part
        if len(types) == 1:
            return _BLOC_OF_TYPE[next(iter(types))], None
        if not local and "province" in types:
            return "provinces", None
        local_types = types - {"province", "country", "ministry"}
        if local and len(local_types) == 1:
            return _BLOC_OF_TYPE[next(iter(local_types))], None
        return None, None

    def _edition_year(self, item: Item, code: str, frame: SentenceFrame, local: bool) -> tuple[int | None, str | None]:
        """The edition's year and, where it was not stated beside the index, what it was inferred from."""
        if item.year:
            return item.year, None
        years = frame.years
        if years:
            said = (item.unit, item.rank, *(v.token for v in (*item.scores, *item.changes)))
            first = min((t.start for t in said if t is not None and t.start >= frame.start), default=frame.start)
            before = [y for y in years if y.start <= first and not self._is_past(y, first, code)]
            if before:
                return before[-1].year, None
            last = max((t.end for t in said if t is not None and t.start >= frame.start), default=frame.start)
            of_another = (years[0].year or 0) < self.setting.years.get(code, 0) and _PARTS_CLAUSES.search(
                self.folded.text, last, max(last, years[0].start)
            )
            if (frame.code_here or not frame.carried_year) and not of_another:
                return years[0].year, None
        if frame.carried_year:
            return frame.carried_year, None
        if code in self.setting.years:
            return self.setting.years[code], None
        if self.setting.year:
            return self.setting.year, None
        on = self.setting.published
        if len(self.setting.compared) == 1 and on is not None:
            (base,) = self.setting.compared
            if base + 1 in (on.year - 1, on.year):
                return base + 1, f"compared with {base}"
        if on is not None and not local:
            edition = self.registry.find_edition(code, "vn", on)
            if (
                edition is not None
                and edition.announced_on is not None
                and 0 <= (on - edition.announced_on).days <= _NEWS_DAYS
            ):
                return edition.edition_year, "published date"
        return None, None

    def _is_past(self, year: Token, first: int, code: str) -> bool:
        """'Hà Nội được 43,31 điểm, kém năm 2021 1,23 điểm; TP.HCM được 42,84 điểm': of the clause that it stands in only."""
        words = self.folded.text[year.end : first]
        return (year.year or 0) < self.setting.years.get(code, 0) and ";" in words

    def _resolve(
        self, unit: Token, jurisdiction: str | None, year: int | None, bloc: str | None, basis: int | None
    ) -> tuple[str | None, tuple[Doubt, ...]]:
        words = self._words(unit)
        key = (words, jurisdiction, year, bloc, basis)
        if key not in self._resolved:
            found = self.registry.resolve(
                self.folded.text[unit.start : unit.end],
                jurisdiction=jurisdiction,
                year=year,
                bloc=bloc,
                on=self.setting.published,
                basis=basis,
            )
            doubts: tuple[Doubt, ...] = ()
            if found.unit_id is None:
                reason = "ambiguous_unit" if found.status == "ambiguous" else "unknown_unit"
                names = tuple(found.candidates[:5])
                doubts = (
                    self._doubt(
                        reason, f"{words!r} is {found.status} here ({found.reason}): choose the unit.", unit, names
                    ),
                )
            self._resolved[key] = (found.unit_id, doubts)
        return self._resolved[key]

    def is_home(self, words: str) -> bool:
        """Whether `words` name the province whose ranking the document reports."""
        if words not in self._homes:
            self._homes[words] = self.registry.resolve_jurisdiction(
                words, self.setting.year, self.setting.published
            ).unit_id
        return self._homes[words] is not None and self._homes[words] == self.setting.jurisdiction_id

    # -- words -----------------------------------------------------------------------------------------------------------
    def _words(self, token: Token) -> str:
        start, end = self.folded.span(token.start, token.end)
        return self.folded.source[start:end]

    def _span(self, tokens: Iterable[Token | None]) -> tuple[int, int]:
        present = [t for t in tokens if t is not None]
        start, end = min(t.start for t in present), max(t.end for t in present)
        if end - start > _MAX_QUOTE:
            start, end = present[-1].start, present[-1].end
        return self.folded.span(start, end)

    def _doubt(self, reason: str, message: str, token: Token | None, proposals: tuple[str, ...] = ()) -> Doubt:
        start, end = self._span([token]) if token is not None else (None, None)
        quote = self.folded.source[start:end] if start is not None else ""
        return Doubt(
            "unit_name" if reason.endswith("_unit") else "claim",
            reason,
            message,
            quote,
            start,
            end,
            proposals=proposals,
        )

    def _claim(
        self, kind: str, rule: str, tokens: list[Token | None], base: dict[str, object], **fields: object
    ) -> Claim:
        start, end = self._span(tokens)
        merged: dict[str, Any] = {**base, **fields}
        return Claim(
            kind=kind, rule_id=rule, quote=self.folded.source[start:end], char_start=start, char_end=end, **merged
        )
