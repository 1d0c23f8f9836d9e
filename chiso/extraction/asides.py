"""Units that are only named beside the one spoken of: 'vượt qua Hải Phòng', 'chỉ sau Quảng Ninh (71,25 điểm)'.

Such a unit takes what stands in brackets behind it and nothing else; the walk goes on with the unit spoken of. Those that
stand above it have the places before its own, where they are as many as those places and their order is said.
"""

from __future__ import annotations

import re

from chiso.extraction.items import Item, State, Value
from chiso.extraction.tokens import Token

_LEADS_TO = re.compile(
    r"[\"'“]? ?(?:(?:các |hai |ba |\d )?(?:tỉnh|thành phố|tp\.?|địa phương|đơn vị|thủ đô)[:, ]*)*[\"'”]?"
)
_SAID = frozenset({"rank", "score", "change", "grade", "moved", "ranks", "top"})


class AsideRules(State):
    """How a unit is set aside and where the walk goes on."""

    def _begins_aside(self, i: int, t: Token) -> bool:
        """Whether the unit at i is one beside the unit spoken of."""
        p = self.tokens[i - 1] if i else None
        if p is None or p.kind not in ("above", "beside", "comparative") or self.depth:
            return False
        return _LEADS_TO.fullmatch(self.text, p.end, t.start) is not None

    def _set_aside(self, i: int, t: Token) -> None:
        item = Item(unit=t, index=self.item.index or self.index, bloc=self.bloc, clause=self.clause, basis=self.basis)
        if not self.beside:
            self.above = self.tokens[i - 1].kind == "above"
        self.beside.append(item)

    def _take_aside(self, i: int, t: Token) -> bool:
        """Whether token i belongs to the units set aside."""
        last = self.beside[-1]
        if t.kind in ("open", "close"):
            self.depth = max(0, self.depth + (1 if t.kind == "open" else -1))
            return True
        if self.depth:
            if (t.kind == "score" or (t.kind == "number" and t.decimals)) and not last.scores:
                last.scores.append(Value(t, self.heading))
            elif t.kind == "rank" and last.rank is None:
                last.rank, last.place = t, t.value
            return True
        if t.kind == "unit" and self.tokens[i - 1].kind in ("and", "comma") and self._goes_on(i):
            self._set_aside(i, t)
            return True
        if t.kind in ("and", "comma") and i + 1 < len(self.tokens) and self.tokens[i + 1].kind == "unit":
            return self._goes_on(i + 1)
        if t.kind == "link" and self.above and self.item.unit is None:
            self._count_from(last)
        self._end_asides()
        return False

    def _count_from(self, last: Item) -> None:
        """'Sau Quảng Ninh là Long An, Hải Phòng': the next places, where Quảng Ninh's is known."""
        name = self._name(last)
        placed = next((x for x in reversed(self.items) if x.unit is not None and self._name(x) == name), None)
        place = placed.place if placed is not None else self.scope.place if self.scope.holder == name else None
        if place is not None and place > 0:
            self.next_place, self.ordered = int(place) + 1, True
            self.counted_in = (placed.component, placed.subset) if placed is not None else (None, None)
            self._close()

    def _name(self, item: Item) -> str:
        assert item.unit is not None
        return self.text[item.unit.start : item.unit.end]

    def _goes_on(self, i: int) -> bool:
        """Whether the unit at i is one more of those set aside rather than the next one spoken of."""
        following = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        if following is not None and following.kind in _SAID:
            return False
        places = int(self.item.place or 0) - 1 if self.above else 0
        return len(self.beside) < places or self.tokens[i - 1].kind == "and"

    def _end_asides(self) -> None:
        """Give those above the unit spoken of the places before its own, and go on with it."""
        beside, main = self.beside, self.item
        if self.above and main.unit is not None and main.place is not None and len(beside) == main.place - 1:
            scores = [x.scores[0].token.value or 0.0 for x in beside if x.scores]
            falling = len(scores) == len(beside) and scores == sorted(scores, reverse=True)
            if len(beside) == 1 or falling:
                for place, item in enumerate(beside, start=1):
                    if item.place is None:
                        item.place, item.counted = float(place), True
                        item.component, item.subset = main.component, main.subset
        self.asides.extend(beside)
        self.beside = []
        self.fresh = False
