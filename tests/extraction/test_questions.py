"""What one answer settles is asked once."""

from __future__ import annotations

from chiso.extraction import extract_claims
from chiso.model import Claim, Document
from chiso.registry import load_registry


def read(text: str) -> tuple[Claim, ...]:
    return extract_claims(Document("0" * 64, "questions/text.txt", "txt", text), load_registry()).claims


def test_a_year_that_no_words_give_is_asked_once_for_each_index() -> None:
    claims = read(
        "Kết quả DDCI của tỉnh Quảng Ninh\n\nSở Nội vụ xếp thứ 2, Sở Y tế xếp thứ 3. Khối sở có 9 sở xếp loại tốt.\n\n"
        "Về PAR INDEX, Sở Tài chính dẫn đầu."
    )
    asked = {(d.quote, d.char_start) for c in claims for d in c.doubts if d.reason_code == "no_year"}
    assert asked == {("DDCI", 8), ("PAR INDEX", 108)}
    assert len(claims) == 4


def test_a_doubt_about_one_claim_stays_where_it_is() -> None:
    claims = read("Kết quả DDCI năm 2023 của tỉnh Quảng Ninh\n\nHuyện Xyz xếp thứ 2, huyện Zyx xếp thứ 3.")
    assert {d.quote for c in claims for d in c.doubts} == {"Huyện Xyz", "huyện Zyx"}
