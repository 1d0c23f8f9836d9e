"""How counts are worded in each language: what leads from a number to its class and back. The classes themselves, what is
counted and what changed are phrases of the lexicon.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """Patterns over folded text; those that look back end in $."""

    not_counted: re.Pattern[str]  # before a number that is no count: 'thêm 5 đơn vị', 'thứ 3', 'top 10', 'nearly 40'
    out_of: re.Pattern[str]  # between a number and its total: '7 trong 8', '57 of the 63'
    total: re.Pattern[
        str
    ]  # before a number that is all of them: 'trong 20 sở, có 3 ...', 'of the 20 agencies, nine ...'
    total_on: re.Pattern[str]  # behind it
    to_noun: re.Pattern[str]  # between a number and what it counts
    to_next_noun: re.Pattern[str]
    joined: re.Pattern[
        str
    ]  # between a class and its number: 'hạng Tốt có 29', 'nhóm A, trên 90%, có 3', 'Group A has 13'
    marked: re.Pattern[str]  # before a class: 'xếp loại', 'rated'
    classed: re.Pattern[str]  # behind a class
    bound: re.Pattern[str]  # before a figure that bounds a class: 'trên 90%', 'above 80 percent'
    bound_on: re.Pattern[str]  # behind it: '90% trở lên', '80% đến dưới 90%', '90% or more'
    below: frozenset[str]  # words of `bound` for what stays below
    bound_joined: re.Pattern[
        str
    ]  # between a bound and its number: 'trên 90% có 9 sở', 'over 80 percent was posted by 14'
    changed: re.Pattern[str]  # behind a change: it is one of place or score
    change_tail: re.Pattern[str]  # words behind a change that belong to it
    change_joined: re.Pattern[str]  # between a change and its number: 'tăng ở 57 tỉnh', 'rose at ten ministries'
    spread: re.Pattern[str]  # words that speak of something else


VIETNAMESE = Wording(
    not_counted=re.compile(
        r"(?:thêm|tăng|giảm|bớt|hơn|kém|gần|khoảng|xấp xỉ|thứ|hạng|(?<!trong )(?<!tổng )số|vị trí|top|tốp|nhóm|lần"
        r"|trong năm|cả năm|(?:hơn|so với|tăng|giảm) năm \d{4}(?: là)?) ?$"
    ),
    out_of=re.compile(r" ?(?:trong|trên|trong số|trong tổng số|trên tổng số) ?"),
    total=re.compile(r"(?:^ ?|[;(] ?)trong(?: cả)? $"),  # and phrases of the lexicon
    total_on=re.compile(r" ?,"),
    to_noun=re.compile(r" (?:các )?"),
    to_next_noun=re.compile(r"(?:,| và|, và|/) ?(?:các |ubnd )?"),
    joined=re.compile(
        r"""['"]?(?:\ ?\([^()]*\))?(?:,\ [^,;:()]{1,40},)?(?:\ (?:thì|cũng|chỉ|đều|vẫn|hiện|này|mới))*
            (?:\ ?(?:[:(-]|,?\ (?:có|gồm|bao\ gồm|còn|là|với|chiếm|có\ tới|gồm\ có)))?
            (?:\ (?:tổng\ số|tổng\ cộng|cả))?\ ?""",
        re.VERBOSE,
    ),
    marked=re.compile(r"(?:loại|hạng|nhóm|mức|mức điểm|nhóm điểm|mức độ|xếp|đạt|danh hiệu|thứ bậc) ?['\"]?$"),
    classed=re.compile(r""),
    bound=re.compile(
        r"(?P<sure>trên|dưới|vượt(?: mốc| mức| ngưỡng)?|hơn|quá|cao hơn|thấp hơn|lớn hơn|chưa đạt|không đạt|chưa tới|từ)?"
        r"(?: (?:mức|mốc|ngưỡng))?(?: khoảng)? ?$"
    ),
    bound_on=re.compile(r" (?:trở lên|trở xuống)|(?: (?:đến|-) ?(?:dưới |cận )?|-)\d[\d,.]* ?(?:%|điểm)"),
    below=frozenset({"dưới", "thấp hơn", "chưa đạt", "không đạt", "chưa tới"}),
    bound_joined=re.compile(
        r"(?:,|:)? (?:có|gồm|là của|thuộc về|ghi nhận (?:ở|tại))(?: (?:tới|tổng cộng|tất cả|cả))* $"
    ),
    changed=re.compile(
        r"(?: ['\"]?(?:điểm|hạng|bậc|vị trí|thứ hạng|thứ bậc|chỉ số|mạnh|nhẹ|đáng kể|lên|xuống|so với|hơn|trên|dưới"
        r"|năm|mức|từ|\d|trung bình|bình quân|cả về|và|ở|về)(?!\w)|['\"]?[,.;:)…]|$| ?\()"
    ),
    change_tail=re.compile(r"(?: (?:điểm|hạng|bậc|vị trí|thứ hạng|chỉ số|mạnh|nhẹ|đáng kể|lên|xuống))*"),
    change_joined=re.compile(
        r"(?: (?:điểm|hạng|bậc|lên|xuống|nhẹ|mạnh|đáng kể))*(?: so với (?:năm )?\d{4})? (?:ở|tại)(?: (?:cả|tới|có))* $"
    ),
    spread=re.compile(r"(?<!\w)(?:trải|dao động|biến động|chênh|nằm(?! trong nhóm)|tăng cường)(?!\w)"),
)
ENGLISH = Wording(
    not_counted=re.compile(
        r"(?<!\w)(?:nearly|almost|about|around|some|roughly|approximately|more than|fewer than|less than|over|at least|up to|top"
        r"|bottom|first|last|next|best|worst|no\.|number|ranks?|ranked|ranking|place|position|spot|the other|another|than|to"
        r"|every|highest|lowest|or) ?$|\w-$"
    ),
    out_of=re.compile(r" (?:of|out of|among)(?: the| all| all the| its| the country's| vietnam's)? "),
    total=re.compile(r"(?:^ ?|[,;(—–-] ?|while |and |that )(?:out of|of|among)(?: the| all| all the)? $"),
    total_on=re.compile(r""),
    to_noun=re.compile(r" (?:other )?"),
    to_next_noun=re.compile(r"(?:,| and|, and|/) ?"),
    joined=re.compile(
        r"""['"]?(?:\ ?\([^()]*\))?(?:,\ [^,;:()]{1,40},)?(?:\ (?:now|this\ year))?
            (?:\ ?(?:[:(-]|,?\ (?:has|have|had|includes?|included|comprises?|comprised|consists\ of|contains?|counts|numbers|of|with
            |covers|were|was|are|is)))?(?:\ (?:only|just|a\ total\ of|as\ many\ as))?\ ?""",
        re.VERBOSE,
    ),
    marked=re.compile(
        r"(?<!\w)(?:(?:rated|graded|classified|classed|ranked|categori[sz]ed|listed|placed|put|fell|fall|were|was|are|is|belong)"
        r"(?: (?:as|in|into|at|to|a|an|the|under|within))*|(?:in|into|reached|reaching|achieved|attained|received|obtained|earned|got|with)"
        r" (?:a|an|the)|(?:rated|graded|scored|classified|reached|achieved)) ['\"]?$"
    ),
    classed=re.compile(
        r"['\"]?(?: (?:ratings?|levels?|groups?|category|class|tier|grade|band|quartile|[a-z]*gdi|index|in (?:the|20)|on the|while|and"
        r"|for|this year)(?!\w)|[,.;:)…]|$)"
    ),
    bound=re.compile(
        r"(?P<sure>above|over|more than|higher than|greater than|better than|exceed(?:ed|ing)|topp(?:ed|ing)"
        r"|surpass(?:ed|ing)|pass(?:ed|ing)"
        r"|clear(?:ed|ing)|below|under|less than|lower than|fewer than|short of|at least|no less than|from)?"
        r"(?: the)?(?: (?:benchmark|mark|threshold|level)(?: of)?)? ?$"
    ),
    bound_on=re.compile(
        r"(?: or| and) (?:more|higher|above|over|better|less|lower|below|under)"
        r"|(?: to (?:less than |under |below |just under )?| ?- ?)\d[\d,.]* ?(?:%|percent|per cent|points)"
    ),
    below=frozenset({"below", "under", "less than", "lower than", "fewer than", "short of"}),
    bound_joined=re.compile(
        r",? (?:(?:was|were|is|are|has been|have been) )?(?:posted|recorded|achieved|reached|seen|scored|obtained|earned|registered"
        r"|attained|reported)? ?(?:by|in|at|for|among)(?: only| just| all| as many as| the)* $"
    ),
    changed=re.compile(
        r"(?: (?:by|from|in|on|over|against|compared|their|its|the|year|this|last|than|since|up|down|slightly|sharply|significantly"
        r"|markedly|places?|positions?|ranks?|points?|\d|and|while|at)(?!\w)|['\"]?[,.;:)…]|$| ?\()"
    ),
    change_tail=re.compile(
        r"(?: (?:slightly|sharply|significantly|markedly|up|down|higher|lower|points?|places?|positions?|in (?:rank|score|the rankings?)"
        r"|their (?:scores?|ranks?|rankings?|positions?|index|indexes|indices)))*"
    ),
    change_joined=re.compile(
        r"(?: (?:slightly|sharply|significantly|markedly|points?|places?))*(?: (?:from|on|over|since|against|compared with) \d{4})?"
        r" (?:in|at|for|among|across)"
        r"(?: only| just| all| the| as many as)* $"
    ),
    spread=re.compile(r"(?<!\w)(?:between|ranging|ranged|surveyed|piloted|tried|tested|visited|invested)(?!\w)"),
)


def wording_of(language: str) -> Wording:
    """The wording of a document's language."""
    return ENGLISH if language == "en" else VIETNAMESE
