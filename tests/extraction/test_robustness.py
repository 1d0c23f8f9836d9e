"""Whatever a text holds, extraction answers; its spans are exact; and neither spelling nor strangers change what is read."""

from __future__ import annotations

import gc
import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chiso.extraction import extract_claims
from chiso.extraction.lexicon import load_lexicon
from chiso.fold import fold, strip_marks
from chiso.model import Claim, Document, Extraction, Sidecar
from chiso.paths import CORPUS
from chiso.readers import read_document, read_sidecar
from chiso.registry import load_registry

DOCUMENTS = [
    read_document(str(path), path.read_bytes(), read_sidecar(Path(f"{path}.yml")))
    for path in sorted(CORPUS.glob("*/*.txt"))
]
FEW = settings(max_examples=settings.default.max_examples // 3)  # type: ignore[union-attr]  # whole announcements

documents = st.sampled_from(DOCUMENTS)

# neutral news of other topics: no index, no rank, no figure
STRANGERS = {
    "vi": (
        "Thời tiết hôm nay có mưa rào rải rác, trời se lạnh về đêm và sáng sớm.",
        "Nhiều bạn trẻ đến xem biểu diễn nghệ thuật vào cuối tuần.",
        "Nông dân đang vào vụ gặt, lúa chín vàng trên khắp cánh đồng.",
        "Các em nhỏ thích thú với trò chơi dân gian và bánh kẹo.",
        "Con đường ven sông rợp bóng cây, nhiều người đi bộ mỗi chiều.",
    ),
    "en": (
        "Light rain is expected in the evening, with cool air overnight.",
        "Visitors enjoyed folk songs and tea on the old wooden bridge.",
        "Farmers have begun the harvest and the fields are golden.",
        "Children played by the river while their parents talked.",
    ),
}
PIECES = (
    "PAR INDEX năm 2024", "Chỉ số cải cách hành chính", "SIPAS 2023", "DDCI", "PCI", "Quảng Ninh", "Sở Nội vụ", "huyện Xyz",
    "thứ 2", "xếp thứ 45/63", "87,12%", "0,8654/1", "từ 12 lên 3", "tăng 1,27 điểm %", "lần lượt là", "top 10", "482/QĐ-UBND",
    "ngày 31/2/2024", "năm 2024", "so với năm 2023", "(", ")", "[", ";", ":", ",", ". ", "\n", "\n\n- ", "\t", "|", "%", "/", "-", "1.",
    "\u0301", "\u200b", "ß", "\u00a0", "９", "½", "no. 7", "ranked 17th out of 63", "followed by", "points", "0" * 40, "9,9,9,9", "..,,",
)  # fmt: skip
pieces = st.lists(
    st.one_of(st.sampled_from(PIECES), st.sampled_from([p.text for p in load_lexicon()]), st.text(max_size=6)),
    max_size=25,
)


def read(text: str, sidecar: Sidecar | None = None) -> Extraction:
    return extract_claims(
        Document("0" * 64, "robustness/text.txt", "txt", text, (), sidecar or Sidecar()), load_registry()
    )


def check_spans(text: str, extraction: Extraction) -> None:
    """Every claim and every doubt that has a place quotes exactly what stands there."""
    for claim in extraction.claims:
        assert claim.char_start is not None
        assert claim.char_end is not None
        assert 0 <= claim.char_start < claim.char_end <= len(text)
        assert claim.quote == text[claim.char_start : claim.char_end]
    for doubt in (*extraction.doubts, *(doubt for claim in extraction.claims for doubt in claim.doubts)):
        if doubt.char_start is not None:
            assert doubt.quote == text[doubt.char_start : doubt.char_end]


def describe(claim: Claim, shift: int = 0) -> Claim:
    """The claim as it would stand `shift` characters earlier, with its words folded."""
    assert claim.char_start is not None
    assert claim.char_end is not None
    doubts = tuple(
        replace(
            doubt,
            message="",
            quote=fold(doubt.quote),
            char_start=None if doubt.char_start is None else doubt.char_start - shift,
            char_end=None if doubt.char_end is None else doubt.char_end - shift,
        )
        for doubt in claim.doubts
    )
    words = {
        name: None if (said := getattr(claim, name)) is None else fold(said)
        for name in ("unit_text", "component_text", "value_text", "subset", "subject", "bloc_part")
    }
    place = {"char_start": claim.char_start - shift, "char_end": claim.char_end - shift}
    return replace(claim, **words, **place, quote=fold(claim.quote), doubts=doubts)  # type: ignore[arg-type]


def forget_place(claim: Claim) -> Claim:
    """The same without offsets, for a text whose spelling has another length."""
    doubts = tuple(replace(doubt, char_start=None, char_end=None) for doubt in describe(claim).doubts)
    return replace(describe(claim), char_start=None, char_end=None, doubts=doubts)


@given(pieces, st.sampled_from(["", " ", ", ", "\n"]))
@example(["PAR INDEX năm 2024", "thứ 2", "thứ 3"], " ")
def test_no_mixture_raises(parts: list[str], joint: str) -> None:
    text = joint.join(parts)
    check_spans(text, read(text))


@given(st.text(max_size=300))
def test_no_text_raises(text: str) -> None:
    check_spans(text, read(text))


@FEW
@given(documents, st.data())
def test_no_torn_announcement_raises(document: Document, data: st.DataObject) -> None:
    """Cut anywhere, a stretch of it repeated, strange characters put in."""
    text = document.text
    a, b, c = sorted(data.draw(st.integers(0, len(text))) for _ in range(3))
    torn = text[a:b] + data.draw(st.text(max_size=5)) + text[b:c] + text[a:b] + data.draw(st.sampled_from(PIECES))
    check_spans(torn, read(torn, document.sidecar))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: "/".join(Path(document.source_path).parts[-2:]))
def test_spans_of_the_corpus(document: Document) -> None:
    check_spans(document.text, extract_claims(document, load_registry()))


@FEW
@given(documents, st.data())
def test_strangers_around_a_text_change_nothing(document: Document, data: st.DataObject) -> None:
    """Paragraphs of other news before and behind: the same claims, moved."""
    known = extract_claims(document, load_registry())
    language = "vi" if strip_marks(fold(document.text)) != fold(document.text) else "en"
    paragraphs = st.lists(st.sampled_from(STRANGERS[language]), max_size=4)
    before = "".join(f"{paragraph}\n\n" for paragraph in data.draw(paragraphs))
    behind = "".join(f"\n\n{paragraph}" for paragraph in data.draw(paragraphs))
    found = extract_claims(replace(document, text=before + document.text + behind), load_registry())
    assert [describe(claim, len(before)) for claim in found.claims] == [describe(claim) for claim in known.claims]


def move_tones(text: str) -> str:
    """'hòa', 'thúy' -> 'hoà', 'thuý': the newer of the two spellings."""
    newer = dict(zip("òóỏõọùúủũụ", ["oà", "oá", "oả", "oã", "oạ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"], strict=True))
    return re.sub(r"([òóỏõọ])a\b|(?<!q)([ùúủũụ])y\b", lambda m: newer[m.group(1) or m.group(2)], text)


SPELLINGS = {
    "NFC": lambda text: unicodedata.normalize("NFC", text),
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "newer tones": lambda text: move_tones(unicodedata.normalize("NFC", text)),
    "Ð for Đ": lambda text: text.replace("Đ", "Ð"),
    "NFD, no-break spaces": lambda text: unicodedata.normalize("NFD", text).replace(" ", "\u00a0"),
    "zero-width spaces": lambda text: text.replace(" ", "\u200b "),
}


@pytest.mark.parametrize("spelling", sorted(SPELLINGS))
def test_spelling_changes_nothing(spelling: str) -> None:
    """Every announcement of the corpus, written in another way: the same claims."""
    for document in DOCUMENTS:
        text = SPELLINGS[spelling](document.text)
        found = extract_claims(replace(document, text=text), load_registry())
        check_spans(text, found)
        known = extract_claims(document, load_registry())
        assert [forget_place(c) for c in found.claims] == [forget_place(c) for c in known.claims], document.source_path


def test_a_reading_leaves_nothing_to_the_cycle_collector() -> None:
    """Which is held off while a text is read (cycles.py), and may search again behind it."""
    gc.collect()
    gc.disable()
    try:
        for document in DOCUMENTS:
            extract_claims(document, load_registry())
        assert gc.collect() == 0
    finally:
        gc.enable()
    extract_claims(DOCUMENTS[0], load_registry())
    assert gc.isenabled()
