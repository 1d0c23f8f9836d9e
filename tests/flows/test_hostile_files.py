"""Files made to break a reader: each is one review item with its reason, the parent lives, the others are loaded."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from xlwt.CompoundDoc import XlsDoc

from tests.flows.conftest import WORKBOOK, ask
from tests.readers.writing import (
    pack_ods,
    pack_parts,
    replace_part,
    write_docx,
    write_ods,
    write_page,
    write_web_archive,
    write_xlsx,
)

TEXT = "Kết quả PCI 2024\nNăm 2024, Hải Phòng đứng thứ nhất cả nước về chỉ số PCI, đạt 74,84 điểm.\n"
ROWS = (("Tỉnh", "Điểm"), ("Huế", "65,1"))
ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("bcdefghi", "cdefghij", strict=True))
    + "]><a>&j;</a>"
)
FILE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
SHEET = "xl/worksheets/sheet1.xml"
ITEMS = "select reason_code, message from review_items where state = 'open' and source_path like ? order by all"
OTHERS = "select count(*) from claims where status = 'accepted' and source_path not like '%hostile%'"


def write_bomb() -> bytes:
    """A workbook of under a megabyte that would unpack to a gigabyte."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open(SHEET, "w", force_zip64=True) as part:
            for _ in range(1024):
                part.write(b"0" * (1 << 20))
    assert len(buffer.getvalue()) < 1 << 20
    return buffer.getvalue()


def write_lying_bomb() -> bytes:
    """The same, but the container declares a small part."""
    data = bytearray(write_bomb())
    size = (1 << 30).to_bytes(4, "little")
    at = data.rindex(size)  # in the list of parts, which is what a reader believes
    data[at : at + 4] = (1000).to_bytes(4, "little")
    return bytes(data)


HOSTILE = {
    "bomb.xlsx": (write_bomb, "document_too_large"),
    "lying-bomb.xlsx": (write_lying_bomb, "damaged_document"),
    "entities.xlsx": (lambda: replace_part(write_xlsx(ROWS), SHEET, ENTITIES), "damaged_document"),
    "entities.ods": (lambda: pack_ods(ENTITIES), "damaged_document"),
    "entities.docx": (lambda: replace_part(write_docx(TEXT), "word/document.xml", ENTITIES), "damaged_document"),
    "file.docx": (lambda: replace_part(write_docx(TEXT), "word/document.xml", FILE), "damaged_document"),
    "file-utf-16.docx": (
        lambda: replace_part(write_docx(TEXT), "word/document.xml", FILE.encode("utf-16")), "damaged_document"
    ),
    "file.ods": (lambda: pack_ods(FILE), "damaged_document"),
    "styles.xlsx": (lambda: replace_part(write_xlsx(ROWS), "xl/styles.xml", ENTITIES), "damaged_document"),
    "nested.html": (lambda: b"<html>" + b"<div>" * 200_000 + TEXT.encode(), "document_too_deep"),
    "nested.docx": (
        lambda: replace_part(write_docx(TEXT), "word/document.xml", "<a>" * 200_000 + "</a>" * 200_000), "damaged_document"
    ),
    "nested.ods": (lambda: pack_ods("<a>" * 200_000 + "</a>" * 200_000), "damaged_document"),
    "empty.xlsx": (lambda: b"", "empty_file"),
    "empty.html": (lambda: b" \n", "empty_file"),
    "truncated.xlsx": (lambda: WORKBOOK.read_bytes()[:5000], "damaged_document"),
    "truncated.ods": (lambda: write_ods(ROWS)[:-30], "damaged_document"),
    "truncated.docx": (lambda: write_docx(TEXT)[:9000], "damaged_document"),
    "truncated.doc": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 300, "damaged_document"),
    "cut.mhtml": (lambda: write_web_archive(write_page(TEXT))[:150], "damaged_document"),
    "picture.docx": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "unknown_format"),
    "archive.xlsx": (lambda: pack_parts({"a.txt": "x"}), "unknown_format"),
}  # fmt: skip


@pytest.fixture(scope="module")
def hostile_run(tmp_path_factory: pytest.TempPathFactory):
    """All of them in one run, with a good announcement among them."""
    from chiso.ingest import ingest_documents
    from tests.flows.conftest import PROSE, copy_document

    folder = tmp_path_factory.mktemp("documents")
    copy_document(PROSE, folder / "good")
    (folder / "hostile").mkdir()
    for name, (make, _) in HOSTILE.items():
        (folder / "hostile" / name).write_bytes(make())
    warehouse = folder / "test.duckdb"
    return ingest_documents([folder / "good", folder / "hostile"], warehouse), warehouse


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_one_item_with_its_reason(hostile_run, name):
    _, warehouse = hostile_run
    ((code, message),) = ask(warehouse, ITEMS, f"%hostile/{name}")
    assert code == HOSTILE[name][1]
    assert name in message
    assert "\n" not in message


def test_the_rest_of_the_run_is_loaded(hostile_run):
    report, warehouse = hostile_run
    same_bytes = 1  # two empty files may be one document
    assert len(HOSTILE) - same_bytes <= len(report.failed) <= len(HOSTILE)
    assert ask(warehouse, OTHERS)[0][0] > 0


def test_a_file_under_a_wrong_name_is_read_and_noted(documents, ingest, warehouse):
    (documents / "bang.doc").write_bytes(WORKBOOK.read_bytes())
    (documents / "trang.xls").write_bytes(write_page(TEXT))
    (documents / "luu.aspx").write_bytes(write_page(TEXT + "Quảng Ninh đứng thứ hai.\n"))
    report = ingest(documents)
    assert report.failed == []
    found = dict(ask(warehouse, "select source_path, format from documents"))
    assert {path.rpartition("/")[2]: kind for path, kind in found.items() if "/bang" in path or "/trang" in path or "/luu" in path} == {
        "bang.doc": "xlsx", "trang.xls": "html", "luu.aspx": "html",
    }  # fmt: skip
    notes = ask(
        warehouse, "select source_path, severity from review_items where reason_code = 'other_format' order by 1"
    )
    assert [(path.rpartition("/")[2], severity) for path, severity in notes] == [
        ("bang.doc", "warn"),
        ("trang.xls", "warn"),
    ]


def test_a_page_gives_claims_from_its_text_and_keeps_its_tables(documents, ingest, warehouse):
    (documents / "trang.html").write_bytes(write_page(TEXT, ROWS))
    report = ingest(documents)
    assert report.failed == []
    claims = (
        "select unit_name, value from claims where status = 'accepted' and source_path like '%trang.html' order by all"
    )
    assert ("Thành phố Hải Phòng", 74.84) in ask(warehouse, claims) or ("Hải Phòng", 74.84) in ask(warehouse, claims)
    again = ingest(documents)
    assert (again.new, again.changed, again.read) == (0, 0, 0)


def write_doc(number: int) -> bytes:
    """The container of an old Word document; what is in it only LibreOffice would look at."""
    buffer = BytesIO()
    XlsDoc().save(buffer, bytes([number]) * 5000)
    names = [name.encode("utf-16-le") for name in ("Workbook", "WordDocument")]
    entries = [name.ljust(64, b"\0") + (len(name) + 2).to_bytes(2, "little") for name in names]
    assert entries[0] in buffer.getvalue()
    return buffer.getvalue().replace(*entries)


def test_without_libreoffice_a_run_says_so_once_and_reads_the_files_when_it_is_there(
    documents, ingest, warehouse, monkeypatch
):
    for number in (2, 4, 6):  # an odd one would say that it has a password
        (documents / f"{number}.doc").write_bytes(write_doc(number))
    monkeypatch.setattr("chiso.readers.doc.find_converter", lambda: None)
    monkeypatch.setattr("chiso.readers.find_converter", lambda: None)
    report = ingest(documents)
    assert len(report.failed) == 3
    (said,) = [line for line in report.list_files() if "LibreOffice" in line]
    assert "2.doc and 2 more: " in said
    held = "select count(*) from review_items where state = 'open' and reason_code = 'needs_libreoffice'"
    assert ask(warehouse, held) == [(3,)]
    assert ingest(documents).read == 0
    monkeypatch.setattr("chiso.readers.doc.find_converter", lambda: "/bin/false")  # now there is one
    monkeypatch.setattr("chiso.readers.find_converter", lambda: "/bin/false")
    assert ingest(documents).read == 3
    assert ask(warehouse, held) == [(0,)]
