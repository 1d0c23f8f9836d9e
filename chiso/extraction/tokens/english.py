"""English words for places and for how many: 'third place', '2nd and 3rd', 'from 32nd to 17th', 'five places'."""

from __future__ import annotations

import re

from chiso.extraction.mentions import CARDINALS_ENGLISH, ORDINALS_ENGLISH, Mention
from chiso.extraction.tokens.reader import OUT_OF, Token, TokenReader

_NO_PLACE = re.compile(
    r"[ -](?:times?|years?|consecutive|straight|successive|running|editions?|sessions?|anniversary|report|half|quarter|months?|century"
    r"|party|national|phase|round|day|week|term|group|grade|pillar|criterion|dimension|largest|biggest|most|ever"
    r"|of (?:january|february|march|april|may|june|july|august|september|october|november|december|all))\b"
)
_PLACED = re.compile(
    r"(?:rank|ranks|ranked|ranking|rated|placed|placing|came|comes|coming|come|stood|stands|standing|finished|finishing|finishes"
    r"|secured|secures|took|takes|taking|claimed|claims|earned|holds|held|holding|kept|keeps|occupied|occupies|sat|sits|retained"
    r"|up to|down to|to|position|in|at|was|is|are|were|the|only|now|still|be) ?(?:the |a )?$"
)
_WEAKLY_PLACED = re.compile(r"(?<!\w)(?:to|in|at|was|is|are|were|the|only|now|still|be) ?(?:the |a )?$")
_PLACE_WORD = re.compile(r"[ -](?:places?|positions?|spots?|ranks?|rankings?)(?!\w)")
_AFTER_PLACE = re.compile(
    r"(?: overall)?(?:$|[,.;:)]| \(| -| with | at | on | out of | of (?:the |\d|all )| among | amongst | nationwide| nationally"
    r"| in (?:the|\d|viet|terms)| overall| and | but | while | from )"
)
_OPENS = re.compile(r" (?:was|were|is|are|came|come|comes|went to|goes to|belonged to|belongs to|to) ")
_LIST_GAP = re.compile(r",? and |, ?")
_FROM = re.compile(r"(?<!\w)from (?:the |its )?$")
_TO = re.compile(
    r"(?: place| position| spot)?(?: (?:in|of) (\d{4})| last year| (?:in )?the previous year)?,? (?:up |down )?to (?:the )?"
)
_FROM_AFTER = re.compile(r"(?: place| position| spot)?,? (?:up |down )?from (?:the |its )?")
_OF_YEAR = re.compile(r"(?: place| position| spot)? (?:in|of) (\d{4})(?!\d)")
_COUNTED = re.compile(
    r"(?:(?<!\w)(of (?:the |all )?)|(?<!\w))(\d{1,2}|" + "|".join(w for w in CARDINALS_ENGLISH if w != "one") + r") "
    r"(?:(?:provinces|cities|localities|ministries|districts|departments|units|agencies|and|places|countries) )*"
    r"(?:(?:with|having|at|in|posting|recording|earning|getting) )?(?:the )?$"
)
_PLURAL = re.compile(
    r"(?:performers|scores|localities|-ranked|-scoring|-performing)$"
)  # without a number they name nobody's place
_TO_NUMBER = re.compile(
    r"(?: in (\d{4}))?,? (?:up |down )?to (?:number |no\. |the )?(\d{1,3}(?:st|nd|rd|th)?|"
    + "|".join((*CARDINALS_ENGLISH, *ORDINALS_ENGLISH))
    + r")"
    r"(?!\w)(?: (?:in|this year) ?(\d{4})?)?"
)


class EnglishReader(TokenReader):
    """Reads ordinals and counts that are written in English."""

    def _is_english_place(self, ordinal: Mention) -> bool | None:
        """Whether an English word or numeral may say a place; None if it is no English ordinal or cardinal."""
        word = self.text[ordinal.start : ordinal.end]
        if word in CARDINALS_ENGLISH:
            return self.text.endswith(("no. ", "number "), self.start, ordinal.start)
        if word in ORDINALS_ENGLISH or word[0].isdigit():
            if word == "first" and self.text.startswith(" to ", ordinal.end):
                return False
            return not _NO_PLACE.match(self.text, ordinal.end)
        return None

    def _count_words(self) -> None:
        """'five places', 'the bottom three': the word is a number."""
        for i, m in enumerate(self.mentions):
            if (
                m.kind != "ordinal"
                or self.text[m.start : m.end] in ORDINALS_ENGLISH
                or not self.text[m.start].isalpha()
            ):
                continue
            before = self.mentions[i - 1] if i else None
            after = self.mentions[i + 1] if i + 1 < len(self.mentions) else None
            counts = after is not None and "measure_places" in after.tags and after.start == m.end + 1
            grouped = (
                before is not None and before.tags & {"group_before", "group_last_before"} and m.start == before.end + 1
            )
            if counts or grouped:
                m.kind, m.more = "number", {"text": f"{m.value:.0f}"}

    def _count_english(self, m: Mention) -> int | None:
        """How many stand in a group: 5 in 'the five worst performers', 0 in
        'five of the 15 highest-scoring', which names none; None where the phrase is of one unit."""
        before = self.text[max(self.start, m.start - 60) : m.start]
        counted = _COUNTED.search(before)
        if counted:
            word = counted[2]
            return 0 if counted[1] else int(word) if word.isdigit() else CARDINALS_ENGLISH[word]
        return 0 if _PLURAL.search(self.text, m.start, m.end) else None

    def _read_english_ordinal(self, i: int) -> int:
        """'third place', 'ranked second and third', 'Long An third with 72.64', '17th', 'from 32nd to 17th'."""
        m = self.mentions[i]
        before = self.text[max(self.start, m.start - 24) : m.start]
        if _FROM.search(before):
            return self._read_move(i, i + 1, _TO)
        values, last = self._list_places(i)
        after = _PLACE_WORD.match(self.text, last.end, self.end)
        end = after.end() if after else last.end
        if not (after or self._says_place(i, last)):
            return 1
        if len(values) > 1:
            self.out.append(Token("ranks", m.start, end, values=tuple(values)))
            return self._count_mentions(i, end)
        if _PLACED.search(before):
            taken = self._read_move(i, i + 1, _FROM_AFTER)
            if taken > 1:
                return taken
        token = Token("rank", m.start, end, value=m.value, flavour="number")
        tail = OUT_OF.match(self.text, end, self.end)
        if tail and int(tail[1]) >= (m.value or 0):
            token.out_of, token.end = int(tail[1]), tail.end(1)
        self.out.append(token)
        return self._count_mentions(i, token.end)

    def _read_numbered_move(self, i: int, before: float, end: int) -> int:
        """'from number 8 to number 3 in 2019', 'from No. 15 a year earlier': where it was, and where it is if that is said."""
        moved = _TO_NUMBER.match(self.text, end, self.end)
        if moved is None:
            return self._count_mentions(i, end)
        now = CARDINALS_ENGLISH.get(moved[2]) or ORDINALS_ENGLISH.get(moved[2]) or int(re.sub(r"\D", "", moved[2]))
        token = Token(
            "moved", self.mentions[i].start, moved.end(2), values=(before, float(now)), year=int(moved[1] or -1)
        )
        if moved[3]:
            token.more["year"] = int(moved[3])
        self.out.append(token)
        return self._count_mentions(i, moved.end())

    def _says_place(self, i: int, last: Mention) -> bool:
        """Whether the words around the ordinals from mention i to `last` make them places."""
        m = self.mentions[i]
        before = self.text[max(self.start, m.start - 24) : m.start]
        if self._follows_unit(i):
            return _AFTER_PLACE.match(self.text, last.end, self.end) is not None
        opens = (
            m.start == self.start
            or not before.strip()
            or before.rstrip()[-1:] in (",", ";", ":")
            or before.endswith(" and ")
        )
        following = _OPENS.match(self.text, last.end, self.end)
        if opens and following and i + 1 < len(self.mentions):
            words = self.text[m.start : m.end]
            return words != "first" and (not following.group().endswith(" to ") or self.mentions[i + 1].kind == "unit")
        if not _PLACED.search(before):
            after = self.mentions[i + 1] if i + 1 < len(self.mentions) else None
            part = after is not None and after.kind == "component" and after.start - last.end <= 8
            return opens and (part or self._follows_place(last))
        weak = _WEAKLY_PLACED.search(before)
        return not weak or _AFTER_PLACE.match(self.text, last.end, self.end) is not None

    def _follows_place(self, last: Mention) -> bool:
        """'ranked 17th in the country and 5th among the 11 provinces of the delta': a place goes on from the one before."""
        placed = any(t.kind in ("rank", "moved") for t in self.out[-5:])
        return placed and _AFTER_PLACE.match(self.text, last.end, self.end) is not None

    def _follows_unit(self, i: int) -> bool:
        """'Long An third with 72.64', 'Long An (third)'."""
        if not i or self.mentions[i - 1].kind != "unit":
            return False
        return self.text[self.mentions[i - 1].end : self.mentions[i].start] in (" ", ", ", " (", " province ", " city ")

    def _list_places(self, i: int) -> tuple[list[float], Mention]:
        """The rising ordinals that begin at mention i ('second and third') and the last of them."""
        last = self.mentions[i]
        values = [last.value or 0.0]
        for n in self.mentions[i + 1 :]:
            listed = n.kind == "ordinal" and _LIST_GAP.fullmatch(self.text[last.end : n.start])
            if not listed or (n.value or 0.0) <= values[-1]:
                break
            values.append(n.value or 0.0)
            last = n
        if len(values) == 1:
            end = next((x for x in self.mentions[i + 1 : i + 2] if x.kind == "ordinal"), None)
            if end is not None and self.text[last.end : end.start] == " through ":  # "first through fifth"
                values, last = [float(v) for v in range(int(values[0]), int(end.value or 0.0) + 1)], end
        return values, last

    def _read_move(self, i: int, j: int, gap: re.Pattern[str]) -> int:
        """'from 32nd in 2021 to 17th place' (gap _TO), 'to 2nd from 7th' (gap _FROM_AFTER): the place before and the place now."""
        m = self.mentions[i]
        while j < min(len(self.mentions), i + 4) and self.mentions[j].kind != "ordinal":
            j += 1
        if j >= min(len(self.mentions), i + 4):
            return 1
        n = self.mentions[j]
        joined = gap.fullmatch(self.text, m.end, n.start)
        if joined is None:
            return 1
        year = _OF_YEAR.match(self.text, m.end if gap is _TO else n.end, self.end)
        before, now = (m, n) if gap is _TO else (n, m)
        after = _PLACE_WORD.match(self.text, n.end, self.end)
        end = after.end() if after else n.end
        if year and gap is _FROM_AFTER:
            end = year.end()
        values = (before.value or 0.0, now.value or 0.0)
        self.out.append(Token("moved", m.start, end, values=values, year=int(year[1]) if year else -1))
        return self._count_mentions(i, end)
