"""Legal documents that an announcement names."""

from __future__ import annotations

import pytest

from chiso.extraction import extract_claims
from chiso.model import Document
from chiso.registry import load_registry


@pytest.mark.parametrize(
    ("number", "jurisdiction"),
    [
        ("482/QĐ-UBND", "province/quang-ninh"),
        ("12/QĐ-SNV", "province/quang-ninh"),
        ("15/KH-BCĐ", "province/quang-ninh"),
        ("77/BC-BHXH", "province/quang-ninh"),
        ("922/QĐ-BTTTT", "vn"),
        ("30c/NQ-CP", "vn"),
        ("1292/QĐ-TTg", "vn"),
        ("45/2025/QH15", "vn"),
    ],
)
def test_whose_document_it_is(number: str, jurisdiction: str) -> None:
    text = f"Chỉ số cải cách hành chính năm 2024 của tỉnh Quảng Ninh\n\nTheo văn bản số {number} ngày 17/2/2025, Sở Y tế dẫn đầu."
    claims = extract_claims(Document("0" * 64, "legal/example.txt", "txt", text), load_registry()).claims
    (reference,) = (c for c in claims if c.kind == "legal_ref")
    assert (reference.value_text, reference.jurisdiction_id) == (number, jurisdiction)
