"""What a sentence is put together into, and the state of the walk over it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from chiso.extraction.tokens import Token

_BRACKETS = re.compile(r" ?\([^()]*\)")
LIST_JOINT = re.compile(  # between the units of a list: ", ", " và ", " and the northern province of "
    r"(?: province| city|\))?(?:,| và| and|, and|, và| &|;) (?:the )?"
    r"(?:(?:[a-z]+ern |central |capital |port |coastal |neighbou?ring )*(?:province|city) of )?"
)


@dataclass(slots=True)
class Value:
    """A score or a change of an item: its token and the component it measures (None: the whole index)."""

    token: Token
    component: Token | None
    year: int | None = None
    comparator: str = "="


@dataclass(slots=True)
class Item:
    """What a sentence says of one unit, or (unit None) of all units or of the jurisdiction."""

    unit: Token | None = None
    rank: Token | None = None
    place: float | None = None  # the place; equals rank.value unless counted on in an enumeration
    counted: bool = False  # place counted on, not stated
    component: Token | None = None  # of the place
    scores: list[Value] = field(default_factory=list)
    changes: list[Value] = field(default_factory=list)
    earlier: list[tuple[Token, int]] = field(default_factory=list)  # places of other years
    grade: Token | None = None
    agg: Token | None = None
    index: Token | None = None
    bloc: Token | None = None
    subset: Token | None = None
    span: Token | None = None  # "từ 75,03% đến 90,61%": the lowest and the highest of the list
    basis: str = ""  # basis_63: the list of the provinces before the mergers of 2025
    year: int | None = None
    tied: bool = False
    national: bool = False
    of_province: bool = False  # the province's place among all, in a text that ranks its own bodies
    clause: int = 0
    shares: list[Item] = field(default_factory=list)  # units that what is said of this one holds for too
    expects: bool = False  # a place that points forward waits for its unit

    @property
    def of_parts(self) -> bool:
        """Whether all that is said is said of parts of the index."""
        values = [*self.scores, *self.changes]
        whole = self.rank is not None or (self.grade is not None and not values)
        if whole and self.component is None:
            return False
        return all(v.component is not None for v in values) and (bool(values) or whole)

    @property
    def empty(self) -> bool:
        """Whether nothing has been said yet."""
        return not (self.span or self.unit or self.rank or self.scores or self.changes or self.grade or self.earlier)


@dataclass(slots=True)
class Scope:
    """What is in force where a sentence begins, and after it: handed from sentence to sentence."""

    index: Token | None = None
    bloc: Token | None = None
    grade: Token | None = None  # of a list that follows
    basis: str = ""
    component: Token | None = None  # that heads the paragraph: "Time costs: 6.89 points ..."
    place: float | None = None  # the last place given, for a sentence that begins with "tiếp theo là"
    holder: str = ""  # the name of the unit that has it


class State:
    """Where the walk over one sentence stands: the item at hand, those that are done, and what is in force."""

    def __init__(
        self,
        tokens: Sequence[Token],
        text: str,
        scope: Scope,
        provincial: bool,
        year: int | None = None,
        international: bool = False,
        english: bool = False,
    ) -> None:
        self.international, self.english = international, english
        self.year = year  # the edition year in force
        self.tokens, self.text, self.scope, self.provincial = list(tokens), text, scope, provincial
        self.items: list[Item] = []
        self.item = Item()
        self.clause = 0
        self.depth = 0
        self.heading: Token | None = scope.component  # a component that heads its clause
        self.component: Token | None = self.heading
        self.agg: Token | None = None
        self.agg_sticky: Token | None = None
        self.next_place: int | None = None  # the place of the next unit of an enumeration
        self.counted_in: tuple[Token | None, Token | None] = (
            None,
            None,
        )  # component and subset of the place counted on
        self.ordered = False
        self.base: Token | None = None
        self.bound: Token | None = None
        self.list_grade: Token | None = scope.grade
        self.list_quarter: Token | None = None  # the class of the parts of the index that follow
        self.graded: list[Item] = []  # parts of the index with their class
        self.since_grade = 0
        self.open_year: int | None = None
        self.past_year: int | None = None  # of what follows "năm 2022 đạt 68,45 điểm" in its clause
        self.bloc = scope.bloc
        self.basis = scope.basis
        self.index = scope.index
        self.ordered_group: Token | None = None  # a group whose members stand in order
        self.overtaken: Token | None = None  # a unit named only to say who stands before it
        self.group_open = True  # further units belong to the group that was named
        self.list_change: Value | None = None  # of the units that follow
        self.list_sign: float | None = None  # of bare numbers in a list of changes
        self.fresh = True  # nothing of an item since the last separator
        self.parts: dict[int, Item] = {}  # items of parts whose place is given before their scores
        self.named_parts: list[Token] = []  # parts named since the last value
        self.row_unit: Token | None = None  # of whom a row of years speaks
        self.clause_year: int | None = (
            None  # of a clause in a row of years: "năm 2022 đạt 60 điểm; năm 2023 đạt 62 điểm"
        )
        self.beside: list[Item] = []  # units named beside the one spoken of, while the walk is at them
        self.above = False  # they stand above it
        self.asides: list[Item] = []  # all of them
        self.region_heading: Token | None = None  # within which all places of the sentence are looked at
        self.region: Token | None = None  # within which the next place is looked at

    def _close(self) -> None:
        if not self.item.empty:
            self.items.append(self.item)
        self.item = Item()

    def _open(self) -> Item:
        self._close()
        self.item = Item(index=self.index, bloc=self.bloc, clause=self.clause, basis=self.basis, year=self.clause_year)
        return self.item

    def _touch(self) -> Item:
        """The current item, ready to take something."""
        if self.item.empty and not self.item.expects:
            self.item.index, self.item.bloc, self.item.clause = self.index, self.bloc, self.clause
            self.item.basis, self.item.year = self.basis, self.clause_year
        return self.item

    def years_before(self, i: int) -> list[Token]:
        """The years that stand right before the place or value at i, where several years are spoken of."""
        if self.depth or len({self.year or 0, *(x.year for x in self.tokens if x.kind == "year")} - {0}) < 2:
            return []
        years: list[Token] = []
        at = self.tokens[i].start
        for x in reversed(self.tokens[:i]):
            if x.kind == "year" and at - x.end <= 14 and "used" not in x.more:
                years.append(x)
            elif x.kind not in ("and", "comparative", "link", "index", "anaphor", "comma") or at - x.end > 14:
                break
            at = x.start
        for y in years:
            y.more["used"] = True
        return years

    def bare_list(self, *, scored: bool = False) -> list[Item]:
        """The units that end at the item at hand and of which nothing else was said: 'A, B và C', or where `scored` their
        scores in brackets only: 'A (71,25), B (70,94)'."""
        units: list[Item] = []
        for item in (self.item, *reversed(self.items)):
            if item.unit is None or item.rank is not None or item.counted or item.changes:
                break
            between = self.text[item.unit.end : units[-1].unit.start] if units else ", "  # type: ignore[union-attr]
            if (item.scores and not scored) or not LIST_JOINT.fullmatch(_BRACKETS.sub("", between)):
                break
            units.append(item)
        return units[::-1]
