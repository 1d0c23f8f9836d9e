"""Texts in the encodings that Vietnam used before Unicode come out as they were written; good texts are never touched."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chiso.paths import CORPUS
from chiso.readers import ReadFault, read_document
from chiso.readers.legacy import _TCVN3, _VISCII, _VNI_ALONE, _VNI_MARKS, decode_legacy, restore_vietnamese
from tests.readers.writing import write_docx, write_ods, write_page, write_xlsx

TEXTS = [path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*/*.txt"))]
VIETNAMESE = [text for text in TEXTS if re.search("[ạếộữ]", text)]
SENTENCES = [
    line.strip()
    for text in VIETNAMESE
    for line in text.splitlines()
    if len(re.findall("[^\\W\\d_]*[^\\W\\d_a-zA-Z][^\\W\\d_]*", line)) >= 8
]
_TO_TCVN3 = {new: old for old, new in _TCVN3.items()}
_TO_VISCII = {new: old for old, new in _VISCII.items()}
_TO_VNI_MARKS = {unicodedata.normalize("NFD", "a" + marks)[1:]: old for old, marks in _VNI_MARKS.items()}
_TO_VNI_ALONE = {new: old for old, new in _VNI_ALONE.items()}


def encode(text: str, name: str) -> bytes:
    """As the old programs saved it; what they could not say is a question mark."""
    text = unicodedata.normalize("NFC", text)
    if name == "windows-1258":
        return "".join(map(_split_tone, text)).encode("cp1258", "replace")
    spell = {"TCVN3": _spell_tcvn3, "VNI": _spell_vni, "VISCII": _spell_viscii}[name]
    return b"".join(_save(spell(c)) for c in text)


def _save(letters: str) -> bytes:
    return letters.encode("latin-1") if max(letters) < "\u0100" else letters.encode("cp1252", "replace")


def _spell_tcvn3(c: str) -> str:
    return _TO_TCVN3.get(c) or _TO_TCVN3.get(c.lower(), c)  # capitals with tones: another font


def _spell_viscii(c: str) -> str:
    return _TO_VISCII.get(c) or (c if c.isascii() else "?")


def _spell_vni(c: str) -> str:
    if c in _TO_VNI_ALONE:
        return _TO_VNI_ALONE[c]
    letter, marks = unicodedata.normalize("NFD", c)[:1], unicodedata.normalize("NFD", c)[1:]
    if "\u031b" in marks:  # the horn
        letter, marks = unicodedata.normalize("NFC", letter + "\u031b"), marks.replace("\u031b", "")
    mark = _TO_VNI_MARKS.get(marks)
    if not marks or mark is None:
        return _TO_VNI_ALONE.get(letter, letter) if letter != c or not marks else c
    return _TO_VNI_ALONE.get(letter, letter) + (mark.upper() if letter.isupper() else mark)


def _split_tone(c: str) -> str:
    letters = unicodedata.normalize("NFD", c)
    tones = "".join(m for m in letters if m in "\u0300\u0301\u0303\u0309\u0323")
    rest = unicodedata.normalize("NFC", "".join(m for m in letters if m not in tones))
    return rest + tones


@pytest.mark.parametrize("name", ["TCVN3", "VNI", "VISCII", "windows-1258"])
def test_announcements_come_out_as_they_were_written(name: str) -> None:
    assert len(VIETNAMESE) > 30
    for text in VIETNAMESE:
        data = encode(text, name)
        found = decode_legacy(data)
        assert found is not None, text[:200]
        assert found[1] == name
        known = list(unicodedata.normalize("NFC", text))
        same = [a.lower() == b.lower() or encode(a, name) == b"?" for a, b in zip(known, found[0], strict=True)]
        assert all(same), text[:200]


@pytest.mark.parametrize("name", ["TCVN3", "VNI", "VISCII", "windows-1258"])
def test_one_sentence_is_enough_and_never_another_one(name: str) -> None:
    known = 0
    for sentence in SENTENCES:
        found = decode_legacy(encode(sentence, name))
        known += found is not None
        if found is not None and name != "TCVN3":
            assert unicodedata.normalize("NFC", sentence.strip(" .,;:”“•…"))[-8:].casefold() in found[0].casefold()
            assert found[1] == name, sentence
    assert known > 0.95 * len(SENTENCES)


def test_a_line_in_a_font_of_capitals_is_in_capitals() -> None:
    data = encode("BỘ NỘI VỤ\nChỉ số cải cách hành chính của các tỉnh, thành phố\n", "TCVN3")
    assert decode_legacy(data) == ("BỘ NỘI VỤ\nChỉ số cải cách hành chính của các tỉnh, thành phố\n", "TCVN3")


@pytest.mark.parametrize("name", ["TCVN3", "VNI"])
def test_letters_of_an_old_font_saved_as_western_ones_are_restored(name: str) -> None:
    for text in SENTENCES:
        western = encode(text, name).decode("cp1252", "replace").replace("\ufffd", "?")
        found = restore_vietnamese(western)
        if found is not None:
            assert found[1] == name
            assert found[0][:20].casefold() == unicodedata.normalize("NFC", text)[:20].casefold()


@pytest.mark.parametrize("name", ["TCVN3", "VNI"])
@pytest.mark.parametrize("kind", ["docx", "xlsx", "ods", "html"])
def test_office_files_and_pages_made_with_old_fonts(name: str, kind: str) -> None:
    known = "Bảng xếp hạng\nChỉ số cải cách hành chính của tỉnh đạt 90,1%, đứng thứ 5 trong các tỉnh, thành phố.\n"
    western = encode(known, name).decode("cp1252")
    rows = [line.split(", ") for line in western.splitlines()]
    write = {
        "docx": write_docx,
        "html": write_page,
        "xlsx": lambda _: write_xlsx(rows),
        "ods": lambda _: write_ods(rows),
    }[kind]
    data = write(western)
    if kind == "html":
        data = re.sub(
            "[^\x00-\xff]+", "", data.decode().replace("ả", "").replace("ự", "")
        ).encode()  # its menus are as old
    document = read_document(f"a/a.{kind}", data)
    assert [note.reason_code for note in document.notes] == ["legacy_encoding"]
    if document.tables:
        assert document.tables[0].rows[1][1:] == ("đứng thứ 5 trong các tỉnh", "thành phố.")
    else:
        assert "cải cách hành chính của tỉnh đạt 90,1%, đứng thứ 5 trong các tỉnh" in document.text


@pytest.mark.parametrize("text", [*TEXTS, *SENTENCES])
def test_good_text_is_never_touched(text: str) -> None:
    assert restore_vietnamese(text) is None
    assert read_document("a/a.txt", text.encode()).text == text


@pytest.mark.parametrize(
    "text",
    [
        "Le préfet a été reçu à l'hôtel de ville; les élus y étaient, très fâchés.",
        "Die Präsidentin hörte später größere Säle: müde Gäste, schöne Grüße.",
        "São Paulo não está lá; a administração pública já avançou três posições.",
        "là và bà các má",
        "ÀÁÂÃ ÈÉÊ",
    ],
)
def test_other_languages_are_never_touched(text: str) -> None:
    assert restore_vietnamese(text) is None


@given(st.text(max_size=60))
@example("ï»¿ ®")
def test_text_with_a_letter_of_unicode_vietnamese_is_never_touched(text: str) -> None:
    assert restore_vietnamese(text + " ệ") is None


@given(st.binary(max_size=200))
def test_no_bytes_break_the_recogniser(data: bytes) -> None:
    found = decode_legacy(data)
    assert found is None or isinstance(found[0], str)


@pytest.mark.parametrize("name", ["TCVN3", "VNI", "VISCII", "windows-1258"])
def test_a_file_is_converted_and_says_so(name: str) -> None:
    text = "Chỉ số cải cách hành chính năm 2024 của tỉnh đạt 90,1%, xếp thứ 5 trong 63 tỉnh, thành phố.\n"
    document = read_document("a/a.txt", encode(text, name))
    assert document.text == text
    (note,) = document.notes
    assert (note.subject_type, note.reason_code, note.severity) == ("document", "legacy_encoding", "warn")
    assert name in note.message


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_read_with_and_without_a_mark(encoding: str) -> None:
    text = "Chỉ số cải cách hành chính năm 2024\r\nđạt 90,1%\r\n"
    assert read_document("a/a.txt", text.encode(encoding)).text == text
    table = read_document("a/a.csv", "Tỉnh,Điểm\nHuế,65.5\n".encode(encoding)).tables[0]
    assert table.rows[1] == ("Huế", "65.5")


def test_western_punctuation_alone_is_windows_1252() -> None:
    text = "The province’s index – 63.5 points – is “good”.\n"
    assert read_document("a/a.txt", text.encode("cp1252")).text == text


def test_what_fits_no_encoding_is_held_with_that_reason() -> None:
    for data in (b"Qu\xb6ng Ninh\n", b"a\x81b\xfe\xff c", bytes(range(0xA0, 0x100)) + b" abc"):
        with pytest.raises(ReadFault) as caught:
            read_document("a/a.txt", data)
        assert caught.value.reason_code == "unknown_encoding"
        assert "byte " in caught.value.message


def test_letters_that_were_lost_when_the_file_was_saved_are_not_guessed() -> None:
    data = "Chỉ số cải cách hành chính năm 2024 của thành phố: đạt 90,1%".encode("cp1258", "replace")
    with pytest.raises(ReadFault) as caught:
        read_document("a/a.txt", data)
    assert caught.value.reason_code == "unknown_encoding"
