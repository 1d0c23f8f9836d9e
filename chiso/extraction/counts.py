"""Counts: how many units are in some class ('21 đơn vị xếp loại xuất sắc, 24 tốt', 'hạng Yếu không còn đơn vị nào').

A quantity is a number with what it counts (quantities.py); it is a fact when the sentence says of what class. The class
stands behind it ("17 cơ quan loại tốt", "5 địa phương mất điểm", "9 sở vượt mốc 90%") or before it ("hạng Khá 11 đơn
vị"), or the number is that of all units ranked. A quantity whose class is not said is no claim; best and last ones ("ba
địa phương cuối bảng") are places, which the grammar reads.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from chiso.extraction.classes import PREVIOUS, ClassReader, Counted
from chiso.extraction.discourse import Setting
from chiso.extraction.quantities import ANNOUNCED, BlocInForce, CountFrame, StatedNumbers
from chiso.extraction.totals import Totals
from chiso.fold import Folded
from chiso.model import Claim, Doubt

_LOCAL_BLOCS = frozenset({"departments", "districts", "communes", "central_agencies"})
_NUMERIC = frozenset({"rank", "top_group", "score", "rank_change", "score_change"})


def find_counts(
    folded: Folded,
    frames: Sequence[CountFrame],
    setting: Setting,
    claims: Sequence[Claim],
    levels: dict[str, str],
    totals: Totals,
) -> Iterator[Claim]:
    """The counts of a document, each once. `levels`: index code -> level; `claims`: what the grammar read already.

    `totals` takes down how many units the lists have.
    """
    announced = _find_announced(claims)
    taken = StatedNumbers(c for c in claims if c.kind in _NUMERIC)
    found: dict[tuple[object, ...], dict[str | None, Claim]] = defaultdict(dict)
    bloc = BlocInForce(frames, False)
    for framed in frames:
        local = framed.is_local(folded.text, setting)
        bloc.local = local
        bloc.enter(framed)
        reader = ClassReader(folded, framed, local, bloc, setting)
        counts = reader.read()
        for read in reader.read_quantities:
            code = reader.index_code(read[0].start) or ""
            totals.note(reader, code, framed.edition_year(setting, code, read[0].start, announced)[0], read)
        for counted in counts:
            q = counted.quantity
            if taken.has(q.value, *folded.span(q.start, q.number_end)):
                continue
            claim = _make_claim(folded, framed, reader, setting, counted, levels, announced)
            alike = found[claim.index_code, claim.edition_year, claim.value, counted.key]
            if claim.bloc is None and alike:
                continue
            alike.pop(None, None)
            alike.setdefault(claim.bloc, claim)
    for alike in found.values():
        yield from alike.values()


def _find_announced(claims: Sequence[Claim]) -> dict[str | None, int | None]:
    """Index code -> the edition that its other figures were found to be of by the day they came out."""
    years: dict[str | None, set[int | None]] = defaultdict(set)
    for c in claims:
        if ANNOUNCED in (c.inferred or ""):
            years[c.index_code].add(c.edition_year)
    return {code: next(iter(found)) for code, found in years.items() if len(found) == 1}


def _make_claim(
    folded: Folded,
    framed: CountFrame,
    reader: ClassReader,
    setting: Setting,
    counted: Counted,
    levels: dict[str, str],
    announced: dict[str | None, int | None],
) -> Claim:
    q = counted.quantity
    start, end = folded.span(counted.start, counted.end)
    first, last = folded.span(*counted.subject)
    base = counted.base
    local = (
        reader.local
        or q.bloc in _LOCAL_BLOCS
        or (q.bloc is None and not setting.national and bool(setting.jurisdiction_id))
    )
    code = reader.index_code(q.start) or ""
    year, year_from = framed.edition_year(setting, code, q.start, announced)
    if base == PREVIOUS:
        base = year - 1 if year is not None else None
    level = levels[code]
    inferred = [year_from] if year_from else []
    if level == "international":
        jurisdiction: str | None = "un"
    elif level == "provincial" or (level == "both" and local and q.sort != "parts"):
        jurisdiction = setting.jurisdiction_id
        if setting.jurisdiction_from in ("sidecar", "outlet"):
            inferred.append(f"jurisdiction: {setting.jurisdiction_from}")
    else:
        jurisdiction = "vn"
    doubts: list[Doubt] = []
    quote = folded.source[start:end]
    if year is None:
        message = "Nothing gives the year of what is said of this index: name the edition."
        doubts.append(Doubt("claim", "no_year", message, quote, start, end))
    if jurisdiction is None:
        message = "Nothing says whose ranking this is: name the province."
        doubts.append(Doubt("claim", "no_jurisdiction", message, quote, start, end))
    grade = counted.grade
    words = folded.source[slice(*folded.span(grade.start, grade.end))] if grade is not None else None
    claim = Claim(
        kind="count", rule_id=f"prose:count_{counted.sort}", quote=quote, char_start=start, char_end=end,
        index_code=code, edition_year=year, jurisdiction_id=jurisdiction, bloc=q.bloc, bloc_part=q.part, value=q.value, decimals=0,
        unit_measure="count", out_of=counted.out_of, baseline_year=base,
        value_text=words,
        subject=" ".join(folded.source[first:last].split()).strip(" :,(-"),
        inferred="; ".join(inferred) or None, doubts=tuple(doubts),
    )  # fmt: skip
    if q.sort == "parts":  # of the province that the document is about
        return replace(claim, bloc="provinces", unit_id=setting.jurisdiction_id, unit_text=setting.jurisdiction_text)
    return claim
