"""A bulletin without diacritics says the same as with them."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from chiso.extraction import extract_claims
from chiso.extraction.unmarked import restore_marks
from chiso.fold import fold_text, strip_marks
from chiso.model import INDEX_KINDS, Document, Sidecar
from chiso.paths import CORPUS
from chiso.readers import read_sidecar
from chiso.registry import load_registry


def drop_marks(text: str) -> str:
    """'Sở Nội vụ' -> 'So Noi vu', character for character."""
    plain = "".join(unicodedata.normalize("NFD", c)[0] for c in unicodedata.normalize("NFC", text))
    return plain.replace("đ", "d").replace("Đ", "D")


def read(text: str, sidecar: Sidecar) -> set[tuple[object, ...]]:
    """The index facts without a doubt that holds them."""
    claims = extract_claims(Document("0" * 64, "unmarked/text.txt", "txt", text, (), sidecar), load_registry()).claims
    return {
        (c.kind, c.index_code, c.edition_year, c.bloc, c.unit_id, c.component_id, c.value, c.aggregation)
        for c in claims
        if c.kind in INDEX_KINDS and not any(doubt.severity == "hold" for doubt in c.doubts)
    }


@pytest.mark.parametrize("folder", ["prov", "national"])
def test_announcements_say_the_same_without_marks(folder: str) -> None:
    stated, again, others = 0, 0, 0
    for path in sorted((CORPUS / folder).glob("*.txt")):
        text, sidecar = path.read_text(encoding="utf-8"), read_sidecar(Path(f"{path}.yml"))
        marked, plain = read(text, sidecar), read(drop_marks(text), sidecar)
        stated, again, others = stated + len(marked), again + len(marked & plain), others + len(plain - marked)
    assert again >= 0.95 * stated
    assert others <= 0.01 * stated


@pytest.mark.parametrize(
    ("plain", "marked"),
    [
        ("Khối nào", "khối nào"),  # a text with marks stays as it is
        (
            "Khoi so, ban, nganh: So Noi vu xep thu nhat voi 92,75 diem, huyen Thuan Bac xep cuoi cung nam 2021.",
            "khối sở, ban, ngành: so noi vu xếp thứ nhất với 92,75 điểm, huyen thuan bac xếp cuối cùng năm 2021.",
        ),
        ("The province of Ha Nam came third.", "the province of ha nam came third."),
    ],
)
def test_words_get_their_marks_and_names_stay(plain: str, marked: str) -> None:
    folded = fold_text(plain)
    restored = restore_marks(folded, load_registry())
    assert restored.text == marked
    assert (restored.starts, restored.ends, restored.source) == (folded.starts, folded.ends, plain)
    assert strip_marks(restored.text) == strip_marks(folded.text)
