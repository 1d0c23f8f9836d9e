"""From items to claims: complete each fact with edition, jurisdiction, bloc and unit, or say what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from chiso.extraction.discourse import Setting
from chiso.extraction.editions import EditionRules
from chiso.extraction.frames import SentenceFrame
from chiso.extraction.items import Item
from chiso.extraction.owners import OwnerRules
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


class ClaimMaker:
    """Makes the claims of one document; one per document."""

    def __init__(self, folded: Folded, setting: Setting, registry: Registry) -> None:
        self.folded, self.setting, self.registry = folded, setting, registry
        self.owners = OwnerRules(folded.text, setting)
        self.editions = EditionRules(folded.text, setting, registry)
        self._homes: dict[str, str | None] = {}
        self._resolved: dict[tuple[object, ...], tuple[str | None, tuple[Doubt, ...]]] = {}

    def make(self, item: Item, frame: SentenceFrame) -> Iterator[Claim]:
        """The claims of one item."""
        code = item.index.more["code"] if item.index is not None else frame.code
        if code is None:
            return
        level = self.registry.indices[code].level
        local = frame.local and not item.of_province if level == "both" else level == "provincial"
        year, year_from = self.editions.find_year(item, code, frame, local)
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
            owner = self.owners.find(item, frame, local)
            if owner is None:
                return
            aggregate = owner.aggregation
            if aggregate is None:
                subject_id = self.setting.jurisdiction_id
                inferred.append(f"unit: {self.setting.jurisdiction_from}")
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
            fields = dict(base)
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
