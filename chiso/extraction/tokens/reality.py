"""What a text denies, wishes or only imagines, and figures that measure something else: none of it is a result.

'không còn nằm trong top 10', 'suýt lọt top 10', 'sẽ xếp thứ 5', 'lẽ ra đã đứng thứ 3'; '98,5% hồ sơ', 'bị trừ 2,5 điểm'.
"""

from __future__ import annotations

import re

from chiso.extraction.tokens.reader import Token

_REACH = 64  # characters before a token that may deny it
_OF_RESULTS = frozenset({"rank", "ranks", "top", "quarter", "moved", "change", "score", "scores"})

# right before what it denies, with at most a few verbs between
_DENIED = re.compile(
    r"""(?<!\w)(?:không\ còn|không\ thể|chưa\ thể|chưa|suýt(?:\ nữa)?|khỏi|tuột|vuột(?:\ mất)?|đánh\ mất|thay\ vì
          |không(?=\ (?:lọt|nằm|vào|giữ|đạt|đứng|xếp|có\ mặt|góp\ mặt|được)(?!\w)))
        (?:\ (?:được|lọt|vào|nằm|ở|trong|có|mặt|góp|tên|đứng|xếp|giữ|đạt|bị|còn|ngôi|danh\ hiệu|vị\ trí|thể|duy\ trì|bảng))*\ $""",
    re.VERBOSE,
)
# before it in its clause: what is due, promised or only possible
_UNREAL = re.compile(
    r"""(?<!\w)(?:sẽ|muốn|lẽ\ ra|đáng\ lẽ|đáng\ ra|đăng\ ký|cam\ kết|nhằm|suýt
          |cần(?!\ (?:nói|nhấn|lưu|kể|chú|biết|thơ|giờ|đước|giuộc))  # not the city of Cần Thơ
          |phải(?!\ (?:kể|nói|nhắc|chăng|là|trả|chi))|có\ thể(?!\ (?:thấy|nói|kể|khẳng|coi)))
        (?:\ (?!đã(?!\w))[\w%./]+){0,8}\ ?$""",
    re.VERBOSE,
)
# behind a percentage: of what it is a share
_SHARE_OF = re.compile(
    r" (?:tổng )?(?:số |lượng )?(?:các )?(?:hồ sơ|doanh nghiệp|dn|người|hộ|dân số|thủ tục|tthc|phiếu|ý kiến|cán bộ|công chức|văn bản"
    r"|cơ quan|đơn vị|địa phương|lao động|nhiệm vụ|dịch vụ|giao dịch|khách|học sinh|trường|cơ sở|kế hoạch|dự án|vốn|diện tích"
    r"|lượt|tài khoản|sở|xã|phường|huyện|tỉnh|bệnh viện|thôn|kiến nghị|phản ánh|cuộc|trong số)(?!\w)"
)
# what a value or a place is of, where it is something that offices handle: "tỷ lệ hồ sơ trực tuyến của tỉnh đạt 92,18%"
_HANDLED = re.compile(
    r"(?<!\w)(?:tỷ lệ|tỉ lệ|số lượng) (?:[^\W\d]+ ){0,4}(?:hồ sơ|thủ tục|dịch vụ công|phiếu|giải ngân|đơn thư|văn bản|số hóa|thu về"
    r"|thanh toán|trả lời|đúng hạn|trực tuyến|thu ngân sách|hộ nghèo|che phủ|lao động|đô thị hóa)(?!\w)"
)
# a part of the index that the registry does not know: "Về tiêu chí dịch vụ công, Sở Y tế đứng đầu"
_UNKNOWN_PART = re.compile(
    r"(?:^(?:- )?|[;,] )(?:về|ở|đối với|riêng|với|xét)(?: riêng)?(?: về)? (?:tiêu chí|chỉ tiêu|lĩnh vực)(?! (?:này|đó|trên))"
    r" [^,;:.]{3,60}, "
)
# "lần đầu dẫn đầu sau 5 năm liên tục xếp thứ hai": where something stood in the years before
_YEARS_BEFORE = re.compile(
    r"(?<!\w)sau (?:\d+|hai|ba|bốn|nhiều) (?:năm|kỳ)(?: (?:liên tục|liên tiếp|liền|chỉ|luôn|xếp|đứng|ở|giữ|hạng|vị trí))* $"
)
_TOPIC_REACH = 120  # characters
_NO_LEVEL = re.compile(r"(?:bị trừ|trừ|cộng|thưởng|phạt|tối đa|thang điểm|thiếu)(?: thêm| là| đi| tới| từ)? ?:? ?$")


def drop_unreal(tokens: list[Token], text: str, start: int) -> list[Token]:
    """The tokens of a sentence that begins at folded position `start`, without those that state no result."""
    kept: list[Token] = []
    named = start  # where the last index or part of one ends
    for t in tokens:
        if t.kind in ("index", "component"):
            named = t.end
        if t.kind in _OF_RESULTS and (_is_unreal(t, text, start) or _is_other(t, text) or _is_handled(t, text, named)):
            continue
        if t.kind in ("rank", "top") and _is_of_unknown_part(t, text, named):
            continue
        kept.append(t)
    return kept


def _is_unreal(t: Token, text: str, start: int) -> bool:
    before = text[max(start, t.start - _REACH) : t.start]
    clause = before[max(before.rfind(mark) for mark in ",;:()") + 1 :]
    return any(p.search(x) for p, x in ((_DENIED, before), (_YEARS_BEFORE, before), (_UNREAL, clause)))


def _is_handled(t: Token, text: str, named: int) -> bool:
    """Whether what offices handle is the topic at t: named since the last index, in the same clause."""
    begin = max(named, t.start - _TOPIC_REACH)
    return _HANDLED.search(text, max(begin, text.rfind(";", begin, t.start)), t.start) is not None


def _is_of_unknown_part(t: Token, text: str, named: int) -> bool:
    """Whether the place at t is in a part of the index that no token names, said at the beginning of its clause."""
    begin = max(named, t.start - _TOPIC_REACH)
    return _UNKNOWN_PART.search(text[max(begin, text.rfind(";", begin, t.start)) : t.start]) is not None


def _is_other(t: Token, text: str) -> bool:
    """'98,5% hồ sơ đúng hạn' is a share, 'bị trừ 2,5 điểm' no level."""
    if t.kind not in ("score", "scores"):
        return False
    if t.measure == "percent" and _SHARE_OF.match(text, t.end):
        return True
    return _NO_LEVEL.search(text, max(0, t.start - 24), t.start) is not None
