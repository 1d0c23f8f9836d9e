"""Web pages: the article without its frame, its tables with every cell, what the page says of itself."""

from __future__ import annotations

from datetime import date

import pytest

from chiso.model import Document, Sidecar, Span
from chiso.readers import ReadFault, read_document
from tests.readers.writing import write_page, write_table, write_web_archive

TEXT = (
    "Hải Phòng dẫn đầu PCI 2024\nNăm 2024, Hải Phòng đạt 74,84 điểm, đứng thứ nhất cả nước, theo công bố của VCCI.\n"
    "Quảng Ninh đứng thứ hai với 73,20 điểm sau nhiều năm liền dẫn đầu bảng xếp hạng này.\nBảng xếp hạng như sau:\n"
)
ROWS = (("TT", "Tỉnh", "Điểm"), ("1", "Hải Phòng", "74,84"), ("2", "Quảng Ninh", "73,20"))
HEAD = (
    '<meta property="article:published_time" content="2025-05-06T08:00:00+07:00"><meta name="author" content="Nguyễn An">'
    '<link rel="canonical" href="https://baoquangninh.vn/pci-2024.html">'
)


def read(page: bytes | str, name: str = "a/a.html", sidecar: Sidecar | None = None) -> Document:
    return read_document(name, page.encode() if isinstance(page, str) else page, sidecar or Sidecar())


def wrap(body: str) -> str:
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>PCI</title></head><body>{body}</body></html>"


def test_the_article_is_the_text_and_the_frame_is_not() -> None:
    document = read(write_page(TEXT, ROWS))
    assert document.format == "html"
    assert document.text == TEXT
    assert [document.text[h.char_start : h.char_end] for h in document.headings] == ["Hải Phòng dẫn đầu PCI 2024"]
    (table,) = document.tables  # the calendar of the side column is none
    assert table.rows == ROWS
    assert table.title == "Bảng xếp hạng như sau:"
    assert table.position == len(TEXT)
    assert table.locate(2, 1) == "table 1 row 3 column 2"


def test_a_web_archive_reads_as_its_page() -> None:
    page = read(write_page(TEXT, ROWS))
    archived = read(write_web_archive(write_page(TEXT, ROWS)), "a/a.mht")
    assert (archived.format, archived.text, archived.tables) == ("mhtml", page.text, page.tables)


def test_what_a_page_says_of_itself_fills_what_the_sidecar_leaves_open() -> None:
    document = read(write_page(TEXT, head=HEAD))
    assert (document.title, document.author) == ("Hải Phòng dẫn đầu PCI 2024", "Nguyễn An")
    assert document.published == document.sidecar.published == date(2025, 5, 6)
    assert document.sidecar.url == "https://baoquangninh.vn/pci-2024.html"
    assert document.of_page == ("title", "published", "url")
    known = Sidecar(title="Khác", published=date(2024, 1, 1))
    document = read(write_page(TEXT, head=HEAD), sidecar=known)
    assert (document.sidecar.title, document.sidecar.published) == (known.title, known.published)
    assert document.published == date(2025, 5, 6)
    assert document.of_page == ("url",)


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta name="pubdate" content="15/03/2025 08:30">', date(2025, 3, 15)),
        ('<script type="application/ld+json">[{"@type":"NewsArticle","datePublished":"2025-03-15"}]</script>', date(2025, 3, 15)),
        ('<script type="application/ld+json">{"@graph":[{"datePublished":"20250315"}]}</script>', date(2025, 3, 15)),
        ('<script type="application/ld+json">{broken</script>', None),
        ('<meta name="date" content="2025-13-45">', None),
    ],
)  # fmt: skip
def test_the_day_of_publication(head: str, day: date | None) -> None:
    assert read(write_page(TEXT, head=head)).published == day


def test_merged_cells_stand_where_the_page_shows_them() -> None:
    table = (
        "<table><caption>DDCI 2024</caption>"
        "<tr><th rowspan=2>Đơn vị</th><th colspan='2'>Năm</th></tr><tr><th>2023</th><th>2024</th></tr>"
        "<tr><td rowspan=0>Huế<br>(TP)</td><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>"
    )
    (found,) = read(wrap(f"<p>{TEXT}</p>{table}")).tables
    assert found.rows == (
        ("Đơn vị", "Năm", ""), ("", "2023", "2024"), ("Huế\n(TP)", "1", "2"), ("", "3", "4"),
    )  # fmt: skip
    assert set(found.spans) == {Span(0, 0, 2, 1), Span(0, 1, 1, 2), Span(2, 0, 2, 1)}
    assert found.expand_rows()[3] == ("Huế\n(TP)", "3", "4")
    assert found.title == "DDCI 2024"


def test_absurd_spans_are_cut() -> None:
    body = "<table><tr><td colspan=99999999 rowspan=-1>a</td><td rowspan=88888>2</td></tr><tr><td>b</td><td>1</td></tr></table>"
    (table,) = read(wrap(TEXT + body)).tables
    assert table.rows == (("a", "2", ""), ("b", "", "1"))


def test_a_table_that_only_places_paragraphs_is_prose() -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in TEXT.splitlines())
    document = read(wrap(f"<table><tr><td><a href='/'>Trang chủ</a></td></tr><tr><td>{paragraphs}</td></tr></table>"))
    assert document.tables == ()
    assert "Quảng Ninh đứng thứ hai với 73,20 điểm" in document.text


def test_a_page_of_nothing_but_a_table_keeps_it() -> None:
    document = read(write_table(ROWS), "a/bang.xls")  # as many portals export their workbooks
    assert document.format == "html"
    assert document.tables[0].rows == ROWS
    assert [note.reason_code for note in document.notes] == ["other_format"]


def test_numbered_and_dashed_lists_keep_their_marks() -> None:
    items = "".join(
        f"<li>{name} đạt 70,5 điểm trong bảng xếp hạng năm nay</li>" for name in ("Huế", "Hà Nội", "Cần Thơ")
    )
    text = read(wrap(f"<article><p>{TEXT * 3}</p><ol>{items}</ol><p>{TEXT}</p><ul>{items}</ul></article>")).text
    assert "\n2. Hà Nội đạt 70,5" in text
    assert "\n- Cần Thơ đạt 70,5" in text


@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td", "ul><li"])
def test_200_000_nested_tags_are_held(tag: str) -> None:
    with pytest.raises(ReadFault) as caught:
        read(wrap(f"<{tag}>" * 200_000 + TEXT))
    assert caught.value.reason_code == "document_too_deep"
    assert read(write_page(TEXT)).text == TEXT


@pytest.mark.parametrize("declared", ["windows-1258", "utf-8", ""])
def test_pages_in_an_old_encoding(declared: str) -> None:
    page = write_page(TEXT, ROWS).decode().replace('charset="utf-8"', f'charset="{declared}"')
    spelt = "".join(_split_tone(c) for c in page).encode("cp1258")
    document = read(spelt)
    assert document.text == TEXT
    assert document.tables[0].rows == ROWS


def _split_tone(c: str) -> str:
    import unicodedata

    letters = unicodedata.normalize("NFD", c)
    tones = "".join(m for m in letters if m in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", "".join(m for m in letters if m not in tones)) + tones


def test_a_web_archive_that_is_cut_off_is_held() -> None:
    data = write_web_archive(write_page(TEXT))
    with pytest.raises(ReadFault) as caught:
        read(data[: data.index(b"text/html") - 20], "a/a.mhtml")
    assert caught.value.reason_code == "damaged_document"
