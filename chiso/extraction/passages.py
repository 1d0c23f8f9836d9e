"""Sentences and clauses that state no result: plans, conditions, and topics that are none of an index."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chiso.extraction.segments import Sentence
from chiso.extraction.tokens import Token

# "Về giáo dục, tỉnh đứng thứ 7": a sentence that begins with its topic
_TOPIC = re.compile(r"[-+•*\s]*về (?:công tác |lĩnh vực |mảng |tình hình )?([^,;:.()]{2,60}), ")
_OWN_TOPIC = re.compile(
    r"(?<!\w)(?:điểm|hạng|vị trí|thứ bậc|kết quả|chỉ số|giá trị|mức|tổng|khối|nhóm|cấp|phía|nội dung|tiêu chí|trụ cột|phần|lĩnh vực"
    r"|hài lòng|chỉ tiêu|xếp|cải cách|chuyển đổi|năng lực|quản trị|hiệu quả)(?!\w)"
)
_OUTLOOKS = frozenset(
    {"phấn đấu", "đặt mục tiêu", "quyết tâm", "hướng tới", "hướng đến", "kỳ vọng", "dự kiến", "nếu", "giả sử"}
)
_ONLY_COUNTED = re.compile(
    r"nếu (?:chỉ |xét |riêng )?(?:tính|xét|so|lấy|nhìn|kể|không tính|không kể|căn cứ|theo)(?!\w| minh| năng)"
)
_STATES = frozenset({"rank", "ranks", "score", "top", "moved", "change"})


def is_elsewhere(text: str, sentence: Sentence, tokens: Sequence[Token]) -> bool:
    """'Về giáo dục, tỉnh đứng thứ 7': whether the topic that the sentence begins with is none of an index."""
    topic = _TOPIC.match(text, sentence.start, sentence.end)
    if topic is None or _OWN_TOPIC.search(topic[1]):
        return False
    return not any(t.start < topic.end() for t in tokens if t.kind not in ("comma", "and", "anaphor"))


def drop_unreal(text: str, tokens: Sequence[Token]) -> list[Token]:
    """The tokens up to the clause that tells what is wished, imagined or of another topic; none where that may hold for all.

    'Tỉnh đứng thứ 43, phấn đấu năm tới vào tốp 30' states the first place; 'nếu chỉ tính 5 tỉnh Tây Nguyên' imagines nothing.
    """
    for i, t in enumerate(tokens):
        if t.kind not in ("plan", "other") or _ONLY_COUNTED.match(text, t.start):
            continue
        opens = next((j for j in range(i - 1, -1, -1) if tokens[j].kind in ("semicolon", "comma")), -1)
        begins = (
            opens >= 0 and not any(x.kind in _STATES for x in tokens[opens:i]) and t.start - tokens[opens].end <= 40
        )
        if begins and text[t.start : t.end] in _OUTLOOKS and any(x.kind in _STATES for x in tokens[:opens]):
            return list(tokens[:opens])
        return []
    return list(tokens)
