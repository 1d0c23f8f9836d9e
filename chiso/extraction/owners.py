"""Whose figure it is where no unit is named: all units' (a mean, a range, the best or the last), or the province's that speaks.

'Bình quân cả nước 82,66%' is of all provinces, 'Chỉ số của tỉnh đạt 87,12%' of the province whose paper it is, 'dẫn đầu với 98
điểm' of somebody the text named elsewhere: then it is nobody's and no claim.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from chiso.extraction.discourse import Setting
from chiso.extraction.frames import SentenceFrame
from chiso.extraction.items import Item

_SUBJECT_IS = re.compile(r"(?:đạt|là|mức|averaged|is|was|reached|stood at) $")
_OF_ONE = re.compile(r"của (?:địa phương|tỉnh|thành phố|đơn vị|huyện|sở|ngành|cơ quan) này")
_OF_PROVINCE = re.compile(
    r"(?<!\w)(?:của|tại|toàn) (?:tỉnh|thành phố|thủ đô|địa phương)(?! (?:thành|khác|trong))(?!\w)"
)
_STATES = re.compile(
    r"(?:đạt|là|được|mức|với|dừng ở|còn|lên|tới|có|xuống|:|\(|điểm số|tỷ lệ|chung"
    r"|averaged|reached|stood at|scored|was|were|is|at) ?(?:được )?$"
)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose figure: of all units, with how they are put together, or (None) of the province that the document is about."""

    aggregation: str | None = None


class OwnerRules:
    """Finds the owner of figures without a unit in one document, of folded `text`."""

    def __init__(self, text: str, setting: Setting) -> None:
        self.text, self.setting = text, setting

    def find(self, item: Item, frame: SentenceFrame, local: bool) -> Owner | None:
        """The owner of an item without a unit; None where nothing says whose it is. `local`: a province ranks its own."""
        if item.span is not None:
            return Owner("range")
        if item.agg is not None:
            aggregation = "median" if item.agg.flavour == "median" else "mean"
            return None if self._is_of_one(item, local) else Owner(aggregation)
        if item.rank is not None and item.rank.flavour != "number":
            return self._find_best_or_last(item, frame, local)
        if item.rank is None:
            if self._is_national(item, frame, local):
                return Owner("mean")
            if item.scores and not self._is_headline(item):
                return None
            if self._is_of_all(item, frame, local):
                return Owner("mean")
        if self._is_of_province_in_focus(item, frame, local):
            return Owner()
        headline = local and frame.code_here and item.rank is None and self._is_headline(item)
        return Owner("mean") if headline else None

    def _find_best_or_last(self, item: Item, frame: SentenceFrame, local: bool) -> Owner | None:
        assert item.rank is not None
        if not local or not item.scores or item.rank.flavour not in ("first", "last"):
            return None
        if not (self._names_nobody(item) or self._bounds_list(item, frame)):
            return None
        return Owner("max" if item.rank.flavour == "first" else "min")

    def _is_national(self, item: Item, frame: SentenceFrame, local: bool) -> bool:
        """'Cả nước, SIPAS 2023 đạt 82,66%': the mean of all provinces."""
        named = frame.national and frame.code_here and not local
        return named and not self._is_of_province(item, frame) and self._is_headline(item)

    def _is_of_all(self, item: Item, frame: SentenceFrame, local: bool) -> bool:
        """Nobody's figure after the mean of all, or in a text about many provinces."""
        if frame.units or frame.anaphor:
            return False
        if frame.of_all and item.of_parts:
            return True  # "..., về thủ tục hành chính là 83,12%" after the mean of the whole
        about_many = self.setting.provinces >= 2 and self.setting.jurisdiction_from in ("none", "mentions")
        return not local and frame.code_here and about_many and self._is_stated(item)

    def _is_of_province_in_focus(self, item: Item, frame: SentenceFrame, local: bool) -> bool:
        """A national figure in a text about one province: 'PAR INDEX của tỉnh xếp thứ 12'."""
        if local or not (self.setting.jurisdiction_id and self.setting.focus):
            return False
        spoken_of = frame.anaphor or frame.code_here or (item.of_parts and not frame.units)
        return spoken_of and (item.bloc is None or item.bloc.flavour != "ministries")

    def _names_nobody(self, item: Item) -> bool:
        """'đơn vị ít điểm nhất ... được 79,48': the best or the last, without its name."""
        assert item.rank is not None
        return (
            re.search(
                r"(?:đơn vị|nơi|địa phương|sở|huyện|cơ quan)(?: có)? ?$",
                self.text[max(0, item.rank.start - 24) : item.rank.start],
            )
            is not None
        )

    def _bounds_list(self, item: Item, frame: SentenceFrame) -> bool:
        """'Với 99 xã, phường, cao nhất 90,12 điểm, thấp nhất 60,44 điểm': where the values of a list begin and end."""
        assert item.rank is not None
        if item.scores[0].token.start < item.rank.end:
            return False
        gap = self.text[item.rank.end : item.scores[0].token.start]
        return not frame.units and item.bloc is not None and gap.strip() in ("", "là", "đạt", ":")

    def _is_of_province(self, item: Item, frame: SentenceFrame) -> bool:
        """'Giá trị DTI của tỉnh là 0,6310, cao hơn mức bình quân cả nước 0,0421'."""
        first = min((v.token.start for v in (*item.scores, *item.changes)), default=frame.start)
        return _OF_PROVINCE.search(self.text, frame.start, max(frame.start, first)) is not None

    def _is_of_one(self, item: Item, local: bool) -> bool:
        """'Tổng điểm trung bình của địa phương này là 0,5064 điểm': called a mean, but one unit's own."""
        assert item.agg is not None
        last = max((v.token.start for v in (*item.scores, *item.changes)), default=item.agg.end)
        words = self.text[item.agg.start : last]
        return _OF_ONE.search(words) is not None or (not local and "của tỉnh" in words)

    def _is_stated(self, item: Item) -> bool:
        """'tỷ lệ hài lòng năm 2020 là 85,48%': the index itself is the subject; 'với 70,94 điểm' is somebody's."""
        first = item.scores[0].token.start if item.scores else 0
        return bool(first) and _SUBJECT_IS.search(self.text, max(0, first - 12), first) is not None

    def _is_headline(self, item: Item) -> bool:
        """Whether words say that the figure is the index's value: 'đạt 87,12%', 'là 82,66%', ': 85,41%', or it changed."""
        if item.changes or not item.scores:
            return bool(item.changes)
        first = item.scores[0].token.start
        return _STATES.search(self.text[max(0, first - 24) : first]) is not None
