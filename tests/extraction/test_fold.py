"""Folding keeps the way back: every folded span names the original characters."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from chiso.fold import fold, fold_text, strip_marks

WORDS = st.lists(
    st.sampled_from(["Thừa Thiên - Huế", "Hoà Bình", "Đắk Lắk", "UBND TP. Cẩm Phả",
                     "Thuỷ Nguyên", "quý", "87,12%", "Sở Kế hoạch và Đầu tư"]),
    min_size=1, max_size=6,
)  # fmt: skip


def test_one_spelling() -> None:
    assert fold("Hoà Bình") == fold("HÒA BÌNH") == fold(unicodedata.normalize("NFD", "Hoà\u00a0Bình")) == "hòa bình"
    assert fold("Ðồng Nai") == fold("Đồng Nai")
    assert fold("Bà Rịa – Vũng Tàu") == "bà rịa - vũng tàu"
    assert fold("Quý") == "quý"
    assert fold("thuý") == "thúy"
    assert fold("Sở\u200b \u200b Y\u200b tế") == "sở y tế"


@given(WORDS, st.sampled_from([" ", "\u00a0", "  ", "\n", "\t"]), st.sampled_from(["NFC", "NFD"]), st.booleans())
def test_spans_map_back_whatever_the_spelling(words: list[str], space: str, form: str, upper: bool) -> None:
    text = space.join(words)
    text = unicodedata.normalize(form, text.upper() if upper else text)  # type: ignore[arg-type]
    folded = fold_text(text)
    at = 0
    for word in words:
        plain = fold(word)
        start = folded.text.index(plain, at)
        at = start + len(plain)
        a, b = folded.span(start, at)
        assert fold(text[a:b]) == plain
        assert not text[a].isspace()
        assert not unicodedata.combining(text[a])


@given(st.text(max_size=200))
def test_any_text_folds_and_its_spans_cover_it_in_order(text: str) -> None:
    folded = fold_text(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert all(0 <= a < b <= len(text) for a, b in zip(folded.starts, folded.ends, strict=True))
    assert list(folded.starts) == sorted(folded.starts)
    assert len(strip_marks(folded.text)) == len(folded.text)
