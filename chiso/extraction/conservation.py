"""Conservation of numerals: each numeral of a text is part of a claim, set aside for a reason, or held for a person.

A numeral is a match of NUMERAL in the text as received. Nothing is read here: after all claims are made, one pass over the
numerals says where each of them ended. Those that look like a fact of an index and are in no claim make one doubt per
sentence, so that nothing that was published is lost; all others are counted under their reason (NUMERAL_REASONS).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from functools import lru_cache

from chiso.extraction.mentions import Mention
from chiso.extraction.numerals import CLOCK, NUMERAL, PHONE
from chiso.extraction.segments import Sentence
from chiso.extraction.tables import TextTables
from chiso.extraction.unplaced import LeftNumerals
from chiso.fold import Folded
from chiso.model import Claim, Doubt
from chiso.numbers import parse_number

_LONGEST = 400  # characters of a passage that a person is shown
_MOST_NAMED = 6  # numerals that a message names
_AROUND = 200  # characters between a unit and its place in a list of places
_WHOLE = frozenset({"legal_ref", "count", "statistic", "target"})  # all numerals of their words are theirs
_NAMES = frozenset({"index", "component", "unit"})
_NUMBERS = frozenset({"number", "scaled", "ratio", "ordinal"})
_REASONS = {"year": "year", "period": "year", "legal": "document_number"} | dict.fromkeys(_NAMES, "name")
_CODE = re.compile(r"[^\W\d]")  # "154794931c2a15b.jpg"
_BEGINS = re.compile(r"[\s\-+•*●○▪(]*")
_MARKS = re.compile(r"[.)/](?!\d)|\s*$")


class Conservation:
    """Where the numerals of one text ended: `reasons`, one each, and `doubts` about those that no claim could be made of."""

    def __init__(self, folded: Folded, mentions: Sequence[Mention], size: int, claims: Iterable[Claim]) -> None:
        """`mentions` are those of folded[:size], where the announcement ends; `claims` all that were made, also twice."""
        self.folded, self.text, self.mentions, self.size = folded, folded.text, mentions, size
        found = list(NUMERAL.finditer(folded.source))
        self.starts = [m.start() for m in found]
        self.written = [m.group() for m in found]
        self.places = [folded.place(start) for start in self.starts]
        self.reasons: list[str | None] = [None] * len(found)
        self.doubts: list[Doubt] = []
        self.claims = list(claims)
        self._mark_claimed()

    def count_reasons(self) -> dict[str, int]:
        """Reason -> how many numerals ended there; together all numerals of the text."""
        return dict(Counter(reason for reason in self.reasons if reason is not None))

    def place(self, sentences: Sequence[Sentence], read: Container[int], tables: TextTables) -> None:
        """Find the reason of every numeral. `sentences` are those of the prose, `read` the starts of those that were read
        with an index in force."""
        stated = {abs(c.value) for c in self.claims if c.value is not None and c.decimals}
        ranked = {c.value for c in self.claims if c.value is not None and c.kind == "rank"}
        moved = {abs(c.value) for c in self.claims if c.value is not None and c.kind == "rank_change"}
        held: set[str] = set()
        for sentence in sentences:
            first = bisect_left(self.places, sentence.start)
            left = [n for n in range(first, bisect_left(self.places, sentence.end, first)) if self.reasons[n] is None]
            if not left:
                continue
            mentions = self._find_mentions(sentence)
            # a place that is said of nobody repeats one that was said of somebody
            known = stated if any(m.kind == "unit" for m in mentions) else stated | ranked
            numerals = LeftNumerals(self.text, mentions, sentence)
            spoken = sentence.start in read and numerals.is_beside_index
            i = 0
            for n in left:
                i = _skip_to(mentions, i, self.places[n])
                repeats = moved if numerals.find_measure(i) == "measure_places" else known
                self.reasons[n] = self._explain(n, numerals, i, sentence, spoken, repeats)
            passage = [n for n in left if self.reasons[n] == "unplaced"]
            words = {self.written[n] for n in passage}
            if words and not (words <= held and not any(w.isdigit() for w in words)):
                self.doubts.append(self._make_doubt(passage, sentence))
            held |= words
        self._place_outside(tables)

    def _find_mentions(self, sentence: Sentence) -> Sequence[Mention]:
        """The mentions that stand within a sentence."""
        at = stop = bisect_left(self.mentions, sentence.start, key=lambda m: m.start)
        while stop < len(self.mentions) and self.mentions[stop].end <= sentence.end:
            stop += 1
        return self.mentions[at:stop]

    # -- claims ----------------------------------------------------------------------------------------------------------
    def _mark_claimed(self) -> None:
        for claim in self.claims:
            if claim.char_start is None or claim.char_end is None:
                continue
            values = _list_values(claim)
            first = bisect_left(self.starts, claim.char_start)
            for n in range(first, bisect_left(self.starts, claim.char_end, first)):
                if claim.kind in _WHOLE or not values.isdisjoint(_read_values(self.written[n])):
                    self.reasons[n] = "claim"
            if claim.rule_id == "prose:rank_counted":
                self._mark_listed(claim, first)

    def _mark_listed(self, claim: Claim, first: int) -> None:
        """'Các vị trí 5, 6, 7 thuộc về A, B, C', 'A, B and C are placed 3rd, 4th and 5th': the place of B stands elsewhere."""
        assert claim.char_start is not None
        before = bisect_left(self.starts, claim.char_start - _AROUND)
        behind = bisect_left(self.starts, claim.char_start + _AROUND)
        for n in (*range(first - 1, before - 1, -1), *range(first, behind)):
            if self.reasons[n] is None and claim.value in _read_values(self.written[n]):
                self.reasons[n] = "claim"
                return

    # -- reasons ---------------------------------------------------------------------------------------------------------
    def _explain(
        self, n: int, numerals: LeftNumerals, i: int, sentence: Sentence, spoken: bool, known: Container[float]
    ) -> str:
        """The reason of a numeral of the prose that is in no claim; `i`: the mention that may hold it, `known`: values that
        claims state elsewhere."""
        mentions, place, written = numerals.mentions, self.places[n], self.written[n]
        kind = mentions[i].kind if i < len(mentions) and mentions[i].start <= place else ""
        if kind == "date":
            return self._explain_date(mentions[i])
        if kind in _REASONS:
            return _REASONS[kind]
        if kind == "number" and _CODE.match(self.text, place + len(written)):
            return "name"
        begin = _BEGINS.match(self.text, sentence.start)
        if begin and begin.end() == place and _MARKS.match(self.text, place + len(written), sentence.end):
            return "list_marker"
        if not spoken:
            return numerals.topic
        if kind not in _NUMBERS:
            return "count"
        reason = numerals.explain(i)
        if reason is None and any(value in known for value in _read_values(written)):
            return "repeated"
        return reason or "unplaced"

    def _explain_date(self, m: Mention) -> str:
        words = self.text[m.start : m.end]
        return "clock_time" if CLOCK.fullmatch(words) else "phone_number" if PHONE.fullmatch(words) else "date"

    def _place_outside(self, tables: TextTables) -> None:
        """Numerals of no sentence of the prose: cells of tables, and what follows the announcement."""
        doubted = sorted(d.char_start for d in tables.doubts if d.char_start is not None)
        for n, place in enumerate(self.places):
            if self.reasons[n] is None:
                self.reasons[n] = "after_article" if place >= self.size else "cell"
        for start, end in tables.spans:
            a, b = self.folded.span(start, end)
            if bisect_left(doubted, a) < bisect_left(doubted, b):
                for n in range(bisect_left(self.starts, a), bisect_left(self.starts, b)):
                    if self.reasons[n] == "cell":
                        self.reasons[n] = "table"

    # -- doubts ----------------------------------------------------------------------------------------------------------
    def _make_doubt(self, passage: Sequence[int], sentence: Sentence) -> Doubt:
        """One item for a sentence; of a very long one, the words around its first numerals."""
        start, end = self.folded.span(sentence.start, sentence.end)
        if end - start > _LONGEST:
            start = max(start, self.starts[passage[0]] - _LONGEST // 2)
            end = min(end, start + _LONGEST)
        words = self.folded.source[start:end]
        start += len(words) - len(words.lstrip())
        quote = words.strip()
        named = ", ".join(self.written[n] for n in passage[:_MOST_NAMED])
        more = f" and {len(passage) - _MOST_NAMED} more" if len(passage) > _MOST_NAMED else ""
        message = f"No claim could be made of {named}{more}: say whose rank, score or change it is, or dismiss it."
        return Doubt("numeral", "unplaced_numeral", message, quote, start, start + len(quote))


def _skip_to(mentions: Sequence[Mention], i: int, place: int) -> int:
    """The first mention from i on that is no phrase and does not end before `place`."""
    while i < len(mentions) and (mentions[i].kind == "cue" or mentions[i].end <= place):
        i += 1
    return i


def _list_values(claim: Claim) -> set[float]:
    """The numbers that a claim states or uses."""
    numbers = (
        claim.value, claim.value_max, claim.out_of, claim.scale_max, claim.edition_year, claim.baseline_year,
    )  # fmt: skip
    return {abs(number) for number in numbers if number is not None}


@lru_cache(maxsize=4096)
def _read_values(written: str) -> frozenset[float]:
    """What a numeral can mean: '45.771' is 45.771 and 45771."""
    numbers = (parse_number(written, mark) for mark in (",", "."))
    return frozenset(number.value for number in numbers if number is not None)
