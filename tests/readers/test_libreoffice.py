"""What LibreOffice writes is read as what was meant; .doc is read through it, and held with one line where it is absent."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from chiso.readers import ReadFault, find_converter, read_document
from tests.readers.writing import write_docx, write_xlsx

TEXT = "Kết quả PCI 2024\nNăm 2024, Hải Phòng đứng thứ nhất cả nước về chỉ số PCI, đạt 74,84 điểm.\nBảng xếp hạng\n"
ROWS = (("TT", "Tỉnh", "Điểm"), ("1", "Hải Phòng", "74,84"), ("2", "Quảng Ninh", "73,20"))
FILTERS = {
    "a.doc": "MS Word 97",
    "a.xls": "MS Excel 97",
    "a.ods": "calc8",
}
_SCRIPT = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Main
{}
End Sub
Sub Save(source, target, filter)
  Dim none()
  Dim how(1) As New com.sun.star.beans.PropertyValue
  document = StarDesktop.loadComponentFromURL(source, "_blank", 0, none())
  how(0).Name = "FilterName"
  how(0).Value = filter
  how(1).Name = "Password"
  how(1).Value = "mật khẩu"
  document.storeToURL(target, how())
  document.close(True)
End Sub
</script:module>
"""
needs_libreoffice = pytest.mark.skipif(find_converter() is None, reason="LibreOffice is not installed")


def convert(folder: Path, data: bytes, name: str, target: str) -> bytes:
    """The file as LibreOffice writes it in another format."""
    program = find_converter()
    assert program is not None
    (folder / name).write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, "--headless", profile, "--convert-to", target, "--outdir", str(folder), str(folder / name)]
    subprocess.run(command, check=True, capture_output=True, timeout=200)
    return (folder / f"{Path(name).stem}.{target.partition(':')[0]}").read_bytes()


@needs_libreoffice
@pytest.mark.slow
@pytest.mark.timeout(300)
def test_an_old_word_document_reads_as_its_successor(tmp_path: Path) -> None:
    modern = write_docx(TEXT, ROWS)
    old = read_document("a/a.doc", convert(tmp_path, modern, "a.docx", "doc"))
    new = read_document("a/a.docx", modern)
    assert old.format == "doc"
    assert old.text == new.text == TEXT
    assert [table.rows for table in old.tables] == [table.rows for table in new.tables] == [ROWS]
    assert old.tables[0].title == "Bảng xếp hạng"


@needs_libreoffice
@pytest.mark.slow
@pytest.mark.timeout(300)
def test_an_old_word_document_that_is_cut_off_is_held(tmp_path: Path) -> None:
    data = convert(tmp_path, write_docx(TEXT, ROWS), "a.docx", "doc")
    with pytest.raises(ReadFault) as caught:
        read_document("a/a.doc", data[:3000])
    assert caught.value.reason_code == "damaged_document"


@needs_libreoffice
@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("target", ["ods", "xls", "xlsx"])
def test_spreadsheets_that_libreoffice_writes(tmp_path: Path, target: str) -> None:
    (table,) = read_document(f"a/a.{target}", convert(tmp_path, write_xlsx(ROWS), "in.xlsx", target)).tables
    assert (table.name, table.rows) == ("Sheet1", ROWS)


@needs_libreoffice
@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("target", ["docx", "html"])
def test_texts_that_libreoffice_writes(tmp_path: Path, target: str) -> None:
    document = read_document(f"a/a.{target}", convert(tmp_path, write_docx(TEXT * 2, ROWS), "in.docx", target))
    assert "Hải Phòng đứng thứ nhất cả nước về chỉ số PCI, đạt 74,84 điểm." in document.text
    assert [table.rows for table in document.tables] == [ROWS]


@needs_libreoffice
@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", FILTERS)
def test_files_with_a_password_are_held(protected: Path, name: str) -> None:
    with pytest.raises(ReadFault) as caught:
        read_document(f"a/{name}", (protected / name).read_bytes())
    assert caught.value.reason_code == "password_protected"


@pytest.fixture(scope="module")
def protected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of files saved with a password, which LibreOffice does only for a script."""
    folder = tmp_path_factory.mktemp("protected")
    convert(folder, write_docx(TEXT), "text.docx", "odt")  # makes the profile
    (folder / "sheet.xlsx").write_bytes(write_xlsx(ROWS))
    saved = "\n".join(
        f'Save("{(folder / ("text.docx" if name == "a.doc" else "sheet.xlsx")).as_uri()}", '
        f'"{(folder / name).as_uri()}", "{filter_}")'
        for name, filter_ in FILTERS.items()
    )
    library = folder / "profile" / "user" / "basic" / "Standard"
    (library / "Module1.xba").write_text(_SCRIPT.format(saved))
    listed = (library / "script.xlb").read_text()
    if "Module1" not in listed:
        head, _, _ = listed.partition("</library:library>")
        head = head.replace('library:passwordprotected="false"/>', 'library:passwordprotected="false">')
        (library / "script.xlb").write_text(f'{head}<library:element library:name="Module1"/></library:library>')
    program = find_converter()
    assert program is not None
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, "--headless", profile, "macro:///Standard.Module1.Main"]
    subprocess.run(command, check=True, capture_output=True, timeout=200)
    return folder


def test_without_libreoffice_a_doc_is_held_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chiso.readers.doc.find_converter", lambda: None)
    monkeypatch.setattr("chiso.readers.document.detect_format", lambda path, data: "doc")
    with pytest.raises(ReadFault) as caught:
        read_document("a/a.doc", b"x")
    assert caught.value.reason_code == "needs_libreoffice"
    assert "install" in caught.value.message
