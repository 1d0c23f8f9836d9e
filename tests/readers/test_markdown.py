"""Markdown: marks are hidden without moving a letter, tables are tables."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiso.extraction import extract_claims
from chiso.paths import CORPUS, RAW
from chiso.readers import read_document, read_sidecar
from chiso.readers.markdown import read_markdown
from chiso.registry import load_registry

ANNOUNCEMENTS = [
    *sorted(RAW.glob("*/*/*.txt")),
    *(path for folder in ("prov", "national", "english") for path in sorted(CORPUS.glob(f"{folder}/*.txt"))),
]


def show(text: str) -> str:
    return read_markdown(text).text.replace("\u200b", "")


@pytest.mark.parametrize(
    ("marked", "shown"),
    [
        ("**Huế** đạt __65,1__ *điểm*, _thứ_ 5", "Huế đạt 65,1 điểm, thứ 5"),
        ("xem [PCI 2024](https://x.vn/a_b_2023 'c') và <https://x.vn/7>", "xem PCI 2024 và "),
        ("![Ảnh 1](a1.png) Huế", " Huế"),
        ("> Huế `thứ` 5\n\n---\n\n## Kết quả ##\n", "Huế thứ 5\n\n\n\nKết quả\n"),
        ("1. Huế\n2. Hà Nội\n- Cần Thơ\n* Đà Nẵng", "1. Huế\n2. Hà Nội\n- Cần Thơ\n* Đà Nẵng"),
        (r"5\*3, a_b_c, 2 * 3 = 6, #1", "5*3, a_b_c, 2 * 3 = 6, #1"),
        ("Huế", "Huế"),
    ],
)
def test_marks_are_hidden(marked: str, shown: str) -> None:
    assert show(marked) == shown
    assert len(read_markdown(marked).text) == len(marked)


def test_a_wrapped_paragraph_is_one_line_and_short_lines_stay() -> None:
    long = "Năm 2024, chỉ số cải cách hành chính của thành phố Huế trực thuộc trung ương\nđạt 90,1%, đứng thứ năm."
    assert show(long) == long.replace("\n", " ")
    assert show("Huế 90,1\nHà Nội 89,2\n") == "Huế 90,1\nHà Nội 89,2\n"


def test_headings_and_tables() -> None:
    text = "# PCI 2024\n\nBảng **xếp hạng**\n\n| TT | Tỉnh | Điểm |\n|:--|---|--:|\n| 1 | **Huế** | 65,1 |\n| 2 | Hà Nội |\n\nHết.\n"
    document = read_document("a/a.md", text.encode())
    assert (document.format, document.title) == ("md", "PCI 2024")
    assert [document.text[h.char_start : h.char_end] for h in document.headings] == ["PCI 2024"]
    (table,) = document.tables
    assert table.rows == (("TT", "Tỉnh", "Điểm"), ("1", "Huế", "65,1"), ("2", "Hà Nội", ""))
    assert (table.title, table.position) == ("Bảng xếp hạng", text.index("| TT"))
    assert "65,1" not in document.text
    assert len(document.text) == len(text)


@given(st.text(alphabet=st.sampled_from("aế5 \n*_[](){}|-#>`!\\<:/.h"), max_size=80))
def test_no_text_moves(text: str) -> None:
    found = read_markdown(text)
    assert len(found.text) == len(text)
    assert all(a == b or a == "\u200b" or (a, b) == (" ", "\n") for a, b in zip(found.text, text, strict=True))


@pytest.mark.parametrize(
    "piece", ["[", "![a](", "<b ", "<!--", "**", "a_", "|", "| a |\n", "|---", "- ", "`", "# ", "\\"]
)
def test_hostile_marks_are_read_at_once(piece: str) -> None:
    text = piece * (400_000 // len(piece))
    assert len(read_markdown(text).text) == len(text)


@pytest.mark.parametrize("path", ANNOUNCEMENTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_an_announcement_with_marks_says_what_it_said_without(path: Path) -> None:
    sidecar, text = read_sidecar(Path(f"{path}.yml")), path.read_text(encoding="utf-8")
    marked = re.sub(r"(\d+,\d+%?)", r"**\1**", text)
    marked = re.sub(r"\b(PAR INDEX|SIPAS|PCI|DDCI|DTI|SIPAS)\b", r"[\1](https://x.vn/chi-so_2019)", marked)
    plain, rich = (
        {
            (
                claim.kind,
                claim.index_code,
                claim.edition_year,
                claim.unit_id,
                claim.unit_text,
                claim.value,
                claim.out_of,
            )
            for claim in extract_claims(read_document(name, data.encode(), sidecar), load_registry()).claims
        }
        for name, data in (("a/a.txt", text), ("a/a.md", marked))
    )
    assert rich == plain
