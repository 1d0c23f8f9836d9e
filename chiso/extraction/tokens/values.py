"""Values and changes as tokens: '87,12%', '40,62/80', 'từ 75,03% đến 90,61%', 'tăng 1,27 điểm %', 'từ 28 lên 24'."""

from __future__ import annotations

import re

from chiso.extraction.mentions import Mention
from chiso.extraction.tokens.reader import Token, TokenReader

_CHANGE_GAP = re.compile(
    r" ?(?:by|by another|another|a further|thêm|được|tới|đến|là|thứ|nhẹ|mạnh|lần lượt|so với năm trước|khoảng|hơn"
    r"|liền|vọt|một mạch|thẳng|hẳn|thêm được)? ?"
)
_THAN_BEFORE = re.compile(r" (?:so với )?(?:kết quả )?(?:năm|kỳ|lần) (?:trước(?: đó)?|ngoái|liền trước)(?= |$)")
_LEADS_TO_BASE = re.compile(
    r" (?:so với )?(?:kết quả |mức |điểm |con số |thành tích )?(?:của )?(?:chính (?:mình|nó) )?(?:của |ở |hồi )?(?:năm )?"
)
_POINTS_SAID = re.compile(r"(?<!\w)điểm(?!\w)")
_FROM = re.compile(r"từ (?:(?:vị trí|hạng|thứ|mức) ){0,2}$")
_TO = re.compile(
    r"\)? (?:đã )?(?:(?:vươn |nhích |leo |tăng |nhảy |bứt )?lên|(?:tụt |giảm |rớt |lùi )?xuống|còn)(?: còn| tới| đến| đạt)?"
    r"(?: (?:vị trí|hạng|thứ|mức)){0,2} "
)
# "thăng hạng mạnh nhất với 15 bậc", "tăng liền một mạch 8 bậc": more words than a number of points has before it
_PLACES_GAP = re.compile(r"(?: (?!so|lên|xuống|từ|thứ|hạng|vị|đứng|xếp|và)[^\W\d]+){1,4} ")
_OUT_OF_POINTS = re.compile(r" ?(?:/|trên|trên tổng số|trong tổng số) ?(\d{1,3}(?:,\d+)?)(?: điểm|(?= ?[,.;)]|$))")
_LEVEL = re.compile(r"(?:lên|xuống)$")
_SMALL, _LARGE = 5, 20  # "lên 0,5 điểm" is a step, "lên 70,94 điểm" a level; between them other words decide
_VALUES_GAP = re.compile(r"(?:,|;|,? và|; và) ")
_POINTS_BEFORE = re.compile(r"điểm(?: số)?(?: lần lượt| tương ứng)? (?:là |đạt |: ?)?$")
_IN_YEAR = re.compile(r" (?:của |vào |trong )?(?:năm )?\(?(?:năm )?")
_MORE = re.compile(
    r" (more|higher|better|up|less|lower|worse|down|fewer|(?:above|over|below) (?=(?:the )?(?:\d{4}|previous|last)))(?= |,|\.|\)|;|\d|$)"
)
_APART = re.compile(  # "0.5 points higher than the national average", "1.2 points behind Long An": a distance between units
    r" (?:(?:more|higher|better|up|less|lower|worse|fewer) than "
    r"(?!(?:in |for |the |its |that |of |what |it |was )*(?:\d{4}|year|last|previous|preceding))"
    r"|(?:ahead of|behind|short of|adrift|away from|clear of|above|below|over) (?!(?:the )?(?:\d{4}|previous|last)))"
)
_SCORED = re.compile(r"(?:with|at|on|having|had|third|first|second|[a-z]+th),? (?:a |an |the |just |only |mere )*$")
_SPREAD = re.compile(r"(?:ranging|ranges|ranged|range|varying|varied|between|scores|indexes|indices|points|values) $")
_STEP = re.compile(
    r"[ -](?:(?:year-on-year|annual|yearly|slight|sharp|further|point) )*"
    r"(increase|rise|jump|gain|growth|improvement|uptick|decrease|drop|fall|decline|reduction|dip)(?!\w)"
)
_STEPS_DOWN = frozenset({"decrease", "drop", "fall", "decline", "reduction", "dip"})
_SCORED_GAP = re.compile(r" (?:(?:of|at|a|an|the|just|only|mere|score|total|overall|was|is) )*")
_SCORE_ENDS = re.compile(
    r"(?=$|[,.;:)]| (?:and|in|on|for|while|nationwide|overall|from|up|down|respectively|compared|but|to|this|last|as|against|versus|than"
    r"|followed|ranking|placing|then|each|\())"
)
_GAP_BETWEEN = re.compile(
    r" so với (?!(?:kết quả |mức )?(?:của )?(?:năm|cùng|kỳ|\d{4}|so với|lần|chỉ số|lần đánh giá|trước|một năm|vị trí|thứ hạng|hạng|thứ))"
)


class ValueReader(TokenReader):
    """Reads what a number measures."""

    def _read_value(self, i: int) -> int:
        m = self.mentions[i]
        if m.kind == "number":
            taken = self._read_range(i) or self._read_from_to(i) or self._read_list(i)
            if taken:
                return taken
        if m.kind == "ratio":
            self.out.append(Token("ratio", m.start, m.end, value=m.value, out_of=int(m.second or 0)))
            return 1
        read = self._number(m)
        if read is None:
            return 1
        measure, end, taken = self._measure(i)
        value, decimals = read
        n = self.mentions[i + 1] if i + 1 < len(self.mentions) else None
        if n is not None and n.kind == "component" and n.start == end + 1 and self.text.startswith("điểm ", n.start):
            self.out.append(Token("component", n.start, n.end, mention=n))  # "đạt 57/60 điểm thẩm định"
            self.out.append(
                Token(
                    "score", m.start, m.end, value=value, decimals=decimals, measure="points", scale=m.more.get("scale")
                )
            )
            return 2
        sign = self._sign_of(m.start, measure)
        if sign:
            self.out.append(Token("change", m.start, end, value=sign * value, decimals=decimals, measure=measure))
            return 1 + taken
        if measure and self.text.endswith(" by ", self.start, m.start):
            moves = [t for t in self.out[-8:] if t.kind in ("comparative", "change")]
            if moves and (moves[-1].value or 0.0):
                sign = 1.0 if (moves[-1].value or 0.0) > 0 else -1.0
                self.out.append(Token("change", m.start, end, value=sign * value, decimals=decimals, measure=measure))
            return 1 + taken  # "saw the sharpest fall, by 6.43 percent"
        if measure and _APART.match(self.text, end, self.end):
            return 1 + taken
        after = _MORE.match(self.text, end, self.end)
        if after and measure:
            sign = 1.0 if after[1].strip() in ("more", "higher", "better", "up", "above", "over") else -1.0
            self.out.append(
                Token("change", m.start, after.end(1), value=sign * value, decimals=decimals, measure=measure)
            )
            taken += sum(1 for n in self.mentions[i + 1 + taken :] if n.start < after.end(1))
            return 1 + taken
        scaled = _OUT_OF_POINTS.match(self.text, end, self.end) if measure == "points" else None
        if scaled and value <= float(scaled[1].replace(",", ".")):  # "70,94 điểm/100 điểm"
            end = scaled.end()
            self.out.append(
                Token(
                    "score",
                    m.start,
                    end,
                    value=value,
                    decimals=decimals,
                    measure=measure,
                    scale=float(scaled[1].replace(",", ".")),
                )
            )
            return self._count_mentions(i, end)
        step = _STEP.match(self.text, end, self.end) if measure else None
        if step:  # "a 2.6% year-on-year increase"
            sign = -1.0 if step[1] in _STEPS_DOWN else 1.0
            self.out.append(
                Token("change", m.start, step.end(), value=sign * value, decimals=decimals, measure=measure)
            )
            return self._count_mentions(i, step.end())
        if m.kind == "scaled":
            measure = measure or ("ratio" if m.more["scale"] == 1 else "points")
            self.out.append(
                Token(
                    "score",
                    m.start,
                    end,
                    value=value,
                    decimals=decimals,
                    measure="ratio" if m.more["scale"] == 1 else measure,
                    scale=m.more["scale"],
                )
            )
            return 1 + taken
        if measure in ("percent", "points"):
            self.out.append(Token("score", m.start, end, value=value, decimals=decimals, measure=measure))
            return 1 + taken
        if decimals and measure is None and self._is_scored(i) and _SCORE_ENDS.match(self.text, end, self.end):
            self.out.append(Token("score", m.start, end, value=value, decimals=decimals))
            return 1
        bracketed = self.text[max(self.start, m.start - 1) : m.start] == "(" and self.text[end : end + 1] == ")"
        if bracketed and decimals == 0 and value <= 99:
            self.out.append(Token("marker", m.start, m.end, value=value))
        else:
            self.out.append(Token("number", m.start, end, value=value, decimals=decimals, measure=measure))
        return 1 + taken

    def _compares_editions(self, j: int) -> bool:
        """Whether the words of comparison at mention j lead to an edition: 'so với PCI 2022'."""
        kinds = [n.kind for n in self.mentions[j : j + 3]]
        return kinds[1:] == ["index", "year"] and "compared" in self.mentions[j].tags

    def _sign_of(self, at: int, measure: str | None) -> float:
        """1 or -1 where a sign makes the measured number at `at` a change: '(+3,79%)', '(-0,02%)'; a dash between words is none."""
        sign, before = self.text[max(self.start, at - 1) : at], self.text[max(self.start, at - 2) : at - 1]
        if measure is None:
            return 0.0
        if sign == "+":
            return 1.0
        return -1.0 if sign in ("-", "−", "–") and before == "(" else 0.0

    def _is_level(self, m: Mention, value: float, measure: str | None) -> bool:
        """Whether 'gaining 92.5 points' says how much there is: too much for a step."""
        return measure in ("points", "percent") and self.text.startswith("gain", m.start) and value > _LARGE

    def _is_scored(self, i: int) -> bool:
        """Whether words before the bare number at i make it a score: 'scored 71.25', 'third with 70.34'."""
        start = self.mentions[i].start
        if i and "score_verb" in self.mentions[i - 1].tags:
            return _SCORED_GAP.fullmatch(self.text, self.mentions[i - 1].end, start) is not None
        return _SCORED.search(self.text, max(self.start, start - 24), start) is not None

    def _read_bare_score(self, i: int) -> int:
        """'tổng điểm 92,76', 'điểm số: 92,76': the measure stands before the number."""
        m = self.mentions[i]
        if i + 1 < len(self.mentions) and self.mentions[i + 1].kind == "number":
            n = self.mentions[i + 1]
            listed = self._read_list(i + 1)
            if listed:
                return 1 + listed
            read = self._number(n)
            if read is not None and re.fullmatch(r" ?(?:là|đạt|:|được|chung)? ?", self.text[m.end : n.start]):
                measure, end, taken = self._measure(i + 1)
                if measure in (None, "points", "percent"):
                    self.out.append(
                        Token("score", n.start, end, value=read[0], decimals=read[1], measure=measure or "points")
                    )
                    return 2 + taken
        return 1

    def _read_compared_score(self, i: int) -> int:
        """'so với 88,32% của năm 2023': the score of an earlier edition."""
        m = self.mentions[i]
        if (
            i + 1 >= len(self.mentions)
            or self.mentions[i + 1].kind != "number"
            or self.mentions[i + 1].start - m.end > 5
        ):
            return 0
        n = self.mentions[i + 1]
        read = self._number(n)
        measure, end, taken = self._measure(i + 1)
        if read is None or measure not in ("percent", "points", None) or not (measure or read[1]):
            return 0
        if self.text.startswith(" to ", end) and _SPREAD.search(self.text, max(self.start, m.start - 24), m.start):
            return 0  # "ranging from 80.58 percent to 81.18 percent"
        j, year = i + 2 + taken, -1
        while j < len(self.mentions) and self.mentions[j].kind == "ordinal":
            j += 1
        if (
            j < len(self.mentions)
            and self.mentions[j].kind == "year"
            and re.fullmatch(r" (?:của |trong |ở |in |for |of )?(?:năm )?\(?", self.text[end : self.mentions[j].start])
        ):
            year = int(self.mentions[j].value or 0)
            end, j = self.mentions[j].end, j + 1
        self.out.append(Token("score", n.start, end, value=read[0], decimals=read[1], measure=measure, year=year))
        return j - i

    def _read_range(self, i: int) -> int:
        """'trải từ 75,03% đến 90,61%', 'between 38.97 points and 39.95 points': the values of many units."""
        m = self.mentions[i]
        if not re.search(
            r"(?:between|(?<!tăng )(?<!giảm )từ|from) $", self.text[max(self.start, m.start - 12) : m.start]
        ):
            return 0
        low = self._number(m)
        measure, at, taken = self._measure(i)
        j = i + 1 + taken
        if low is None or j >= len(self.mentions) or self.mentions[j].kind != "number":
            return 0
        if self.text[at : self.mentions[j].start] not in (" đến ", " tới ", " and ", " to "):
            return 0
        high = self._number(self.mentions[j])
        last, end, more = self._measure(j)
        measure = last or measure
        if (
            measure is None
            and low[1]
            and high
            and high[1]
            and _POINTS_SAID.search(self.text, max(self.start, m.start - 80), m.start)
        ):
            measure = "points"  # "Điểm DDCI khối sở, ngành trải từ 71,6 đến 90,2"
        if high is None or measure not in ("percent", "points") or high[0] <= low[0]:
            return 0
        self.out.append(
            Token("range", m.start, end, value=low[0], value_max=high[0], decimals=high[1], measure=measure)
        )
        return j + 1 + more - i

    def _read_list(self, i: int) -> int:
        """'70,94; 70,34 và 69,75 điểm', '70,94 điểm và 70,34 điểm': the values of the units just named, in their order."""
        if self.mark == ".":
            return 0  # English says "respectively" (pairing.py)
        values, j, at = [], i, self.mentions[i].start
        measure: str | None = None
        decimals = 0
        while j < len(self.mentions) and self.mentions[j].kind == "number":
            if j > i and not _VALUES_GAP.fullmatch(self.text, at, self.mentions[j].start):
                break
            read = self._number(self.mentions[j])
            if read is None or not read[1]:
                break
            said, at, taken = self._measure(j)
            if said == "places" or (said and measure and said != measure):
                break
            values.append(read[0])
            measure, decimals, j = said or measure, read[1], j + 1 + taken
        named = _POINTS_BEFORE.search(self.text, max(self.start, self.mentions[i].start - 32), self.mentions[i].start)
        if len(values) < 2 or not (measure or named):
            return 0
        start = self.mentions[i].start
        self.out.append(
            Token("scores", start, at, values=tuple(values), decimals=decimals, measure=measure or "points")
        )
        return j - i

    def _read_from_to(self, i: int) -> int:
        """'từ 28 lên 24' (places), 'từ 72,1 lên 72,81' (scores): what was and what is."""
        m = self.mentions[i]
        if not _FROM.search(self.text, max(self.start, m.start - 22), m.start):
            return 0
        first = self._number(m)
        measure, at, taken = self._measure(i)
        j, year = i + 1 + taken, -1
        if (
            j < len(self.mentions)
            and self.mentions[j].kind == "year"
            and _IN_YEAR.fullmatch(self.text, at, self.mentions[j].start)
        ):
            year, at, j = int(self.mentions[j].value or 0), self.mentions[j].end, j + 1
        while j < len(self.mentions) and self.mentions[j].kind in ("cue", "ordinal"):
            j += 1
        if first is None or j >= len(self.mentions) or self.mentions[j].kind != "number":
            return 0
        n = self.mentions[j]
        if not _TO.fullmatch(self.text[at : n.start]):
            return 0
        second = self._number(n)
        measure2, end, taken2 = self._measure(j)
        if second is None or measure2 == "places":
            return 0
        if measure2 is None and not first[1] and not second[1]:
            self.out.append(Token("moved", m.start, end, values=(first[0], second[0]), year=year))
        elif measure2 in ("points", "percent") or (first[1] and second[1]):
            self.out.append(
                Token("score", m.start, at, value=first[0], decimals=first[1], measure=measure2 or measure, year=year)
            )
            self.out.append(Token("score", n.start, end, value=second[0], decimals=second[1], measure=measure2))
        else:
            return 0
        return j + 1 + taken2 - i

    def _read_change(self, i: int) -> int:
        """'tăng 1,27 điểm %', 'hơn năm 2021 là 3,78%', 'tăng từ 9,1% đến 21%', 'lùi 3 bậc'."""
        m = self.mentions[i]
        sign = -1.0 if "down" in m.tags else 1.0
        j, at, base = i + 1, m.end, None
        previous = _THAN_BEFORE.match(self.text, at, self.end)
        if previous:
            at, base = previous.end(), -1
            j += sum(1 for n in self.mentions[j:] if n.start < at)
        while j < len(self.mentions):
            n = self.mentions[j]
            gap = self.text[at : n.start]
            if n.kind == "year" and _LEADS_TO_BASE.fullmatch(gap):
                base, at, j = int(n.value or 0), n.end, j + 1
                continue
            if n.kind == "cue" and n.tags & {"compared", "up", "down", "at_least", "link"} and not gap.strip():
                at, j = n.end, j + 1
                continue
            break
        if j >= len(self.mentions):
            return 0
        n = self.mentions[j]
        gap = self.text[at : n.start]
        if n.kind != "number" or len(gap) > 24:
            return 0
        if base is None and j > i + 1 and self.mentions[j - 1].tags & {"compared", "up", "down"} == {"compared"}:
            return 0  # "tăng so với 65,10 điểm của năm 2020": where it was, not how far it moved
        ranged = re.fullmatch(r" từ ", gap)
        if not (
            ranged
            or _CHANGE_GAP.fullmatch(gap)
            or (_PLACES_GAP.fullmatch(gap) and self._measure(j)[0] == "places")
            or gap.strip() in ("là", "với", "trên")
        ):
            return 0
        read = self._number(n)
        measure, end, taken = self._measure(j)
        if read is None:
            return 0
        if measure != "places" and _LEVEL.search(self.text, m.start, at):
            compared = self.text.startswith(" so với", end)
            if read[0] >= (_LARGE if compared else _SMALL):
                return j - i  # "tăng lên 70,94 điểm": where it stands now
            if not compared:
                return 0
        if _GAP_BETWEEN.match(self.text, end, self.end) and not self._compares_editions(j + 1 + taken):
            return 0  # "cao hơn 9 điểm so với địa phương thấp nhất": a distance between units
        if ranged:
            moved = self._read_from_to(j)
            if moved:
                return j - i + moved  # "tăng từ 68,45 điểm lên 70,94 điểm"
        if measure is None:
            return 0
        if self._is_level(m, read[0], measure):
            return 0  # "gaining 92.5 points": what it has, not what was added
        token = Token("change", m.start, end, value=sign * read[0], decimals=read[1], measure=measure, base=base)
        if ranged:
            k = j + 1 + taken
            if (
                k < len(self.mentions)
                and self.mentions[k].kind == "number"
                and re.fullmatch(r" (?:đến|tới|lên) ", self.text[end : self.mentions[k].start])
            ):
                top = self._number(self.mentions[k])
                top_measure, top_end, top_taken = self._measure(k)
                if (
                    top is not None
                    and top_measure == measure
                    and self.text[end : self.mentions[k].start].strip() != "lên"
                ):
                    token.value_max, token.end = sign * top[0], top_end
                    self.out.append(token)
                    return k + 1 + top_taken - i
            return 0
        self.out.append(token)
        return j + 1 + taken - i
