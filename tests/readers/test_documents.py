"""read_document: the format is found from the bytes; what cannot be read says file, place, reason and remedy."""

from __future__ import annotations

import csv
import hashlib
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiso.model import Document, Sidecar
from chiso.readers import ReadFault, read_document

SHARED = Path(__file__).resolve().parents[3] / "shared"
PROSE = "Năm 2023, chỉ số SIPAS của tỉnh đạt 83,84%, xếp thứ 19/63.\n\nPAR INDEX đạt 86,98%, tăng 2,19%.\n"


def read(folder: Path, name: str, data: bytes) -> Document:
    """Write the file and read it as the pipeline does."""
    path = folder / name
    path.write_bytes(data)
    return read_document(f"{folder.name}/{name}", path.read_bytes())


def fault(folder: Path, name: str, data: bytes) -> ReadFault:
    with pytest.raises(ReadFault) as caught:
        read(folder, name, data)
    assert name in caught.value.message
    assert "\n" not in caught.value.message
    return caught.value


def test_text_keeps_every_code_point(tmp_path: Path) -> None:
    text = "  Ho\u0300a Bi\u0300nh\r\nđạt 83,84 %\u00a0;\tthứ 19\n"  # decomposed letters, CR LF, no-break space
    document = read(tmp_path, "a.txt", text.encode())
    assert (document.format, document.text, document.tables) == ("txt", text, ())
    assert document.document_id == hashlib.sha256(text.encode()).hexdigest()
    assert document.source_path == f"{tmp_path.name}/a.txt"


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    assert read(tmp_path, "a.md", b"\xef\xbb\xbf" + PROSE.encode()).text == PROSE
    assert read(tmp_path, "a.csv", b"\xef\xbb\xbfTinh,Diem\nHue,1\n").tables[0].rows[0] == ("Tinh", "Diem")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(tmp_path: Path, delimiter: str) -> None:
    data = f"Tỉnh{delimiter}Điểm\r\nHuế{delimiter}65.56\r\nHà Nội{delimiter}63.1\r\n".encode()
    document = read(tmp_path, "bang.txt", data)  # a wrong name
    assert document.format == "csv"
    assert document.text.encode() == data
    assert document.tables[0].rows == (("Tỉnh", "Điểm"), ("Huế", "65.56"), ("Hà Nội", "63.1"))
    assert document.tables[0].locate(2, 1) == "B3"


def test_decimal_commas_do_not_make_a_comma_table(tmp_path: Path) -> None:
    document = read(tmp_path, "a.csv", "Tỉnh;Điểm\nHuế;65,56\nHà Nội;63,10\n".encode())
    assert document.tables[0].rows[1] == ("Huế", "65,56")


def test_quoted_cells_hold_delimiters_quotes_and_line_ends(tmp_path: Path) -> None:
    document = read(tmp_path, "a.csv", 'Tỉnh,Ghi chú\n"Bà Rịa, Vũng Tàu","nói ""tốt""\nhai dòng"\nHuế,\n'.encode())
    assert document.tables[0].rows[1] == ("Bà Rịa, Vũng Tàu", 'nói "tốt"\nhai dòng')
    assert document.tables[0].rows[2] == ("Huế", "")


def test_a_title_above_a_table_counts_only_in_a_file_named_as_one(tmp_path: Path) -> None:
    data = "PCI 2010\n\nTỉnh,Điểm\nHuế,65.56\nHà Nội,63.1\n\n\n".encode()
    rows = read(tmp_path, "a.csv", data).tables[0].rows
    assert rows[0] == ("PCI 2010", "")
    assert rows[1] == ("", "")
    assert rows[3] == ("Huế", "65.56")
    assert len(rows) == 5
    assert read(tmp_path, "a.txt", data).format == "txt"
    assert read(tmp_path, "a.csv", "Tỉnh,Điểm\n".encode()).tables[0].rows == (("Tỉnh", "Điểm"),)


def test_prose_is_no_table(tmp_path: Path) -> None:
    same_commas = "Quảng Ninh đứng đầu, tăng 1 bậc.\nGia Lai thứ 19, lùi 3 bậc.\nHuế thứ 4, giữ hạng.\n"
    only_decimals = "SIPAS đạt 83,84%\nPAR INDEX đạt 86,98%\n"
    for text in (PROSE, same_commas, only_decimals, "| a | b |\n| - | - |\n", 'Ông nói: "đạt 5,1', "63\n62\n"):
        assert read(tmp_path, "a.txt", text.encode()).format == "txt"


@pytest.mark.skipif(not SHARED.exists(), reason="needs the labelled announcements of ../shared")
def test_every_labelled_announcement_is_prose() -> None:
    for path in sorted(SHARED.glob("corpus/dev/*/*.txt")):
        document = read_document(str(path), path.read_bytes())
        assert (document.format, document.text) == ("txt", path.read_bytes().decode()), path


CELL = st.text(alphabet=st.sampled_from('abÀđ1.,;|\t" \n-%'), max_size=8)


@given(
    rows=st.integers(2, 5).flatmap(lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), max_size=8)),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
)
def test_what_a_csv_writer_writes_is_read_back(rows: list[list[str]], delimiter: str) -> None:
    header = [f"cot{i}" for i in range(len(rows[0]) if rows else 2)]
    body = [row for row in rows if any(row)]  # an all-empty last row is no row
    written = StringIO()
    csv.writer(written, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([header, header, *body])
    document = read_document("a.csv", written.getvalue().encode())
    assert document.tables[0].rows == tuple(map(tuple, [header, header, *body]))
    assert document.text == written.getvalue()


def test_empty_files(tmp_path: Path) -> None:
    for data in (b"", b" \r\n\t\n", b"\xef\xbb\xbf"):
        assert fault(tmp_path, "a.txt", data).reason_code == "empty_file"


def test_text_in_no_known_encoding_says_where(tmp_path: Path) -> None:
    data = "Tỉnh\nHuế\n".encode() + b"Qu\xb6ng Ninh\n"  # a line of TCVN3 in a file of UTF-8
    error = fault(tmp_path, "a.txt", data)
    assert error.reason_code == "unknown_encoding"
    assert f"byte {data.index(0xB6)} (0xb6, line 3)" in error.message
    assert fault(tmp_path, "b.txt", b"\xef\xbb\xbfab\xff").message.count("byte 5 ") == 1  # offsets count the mark
    assert fault(tmp_path, "a.csv", b"\xff\xfea").reason_code == "unknown_encoding"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b'<?xml version="1.0"?><a/>', "XML"),
        (b"\x1f\x8b\x08\0", "gzip"),
        (bytes(range(256)) * 4, "binary data (byte 0 "),
        (b"chi so\0\0\0", "binary data (byte 6 "),
    ],
)
def test_other_formats_are_named_and_what_is_read_is_listed(tmp_path: Path, data: bytes, said: str) -> None:
    error = fault(tmp_path, "a.txt", data)
    assert error.reason_code == "unknown_format"
    assert said in error.message
    assert "csv" in error.message
    assert "xlsx" in error.message


@given(st.binary(min_size=1, max_size=200))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    try:
        read = read_document("a.bin", data, Sidecar()).text
    except ReadFault as error:
        read = error.message if error.message.startswith("a.bin: ") else ""
    assert read
