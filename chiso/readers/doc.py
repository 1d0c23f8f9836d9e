"""Word documents of 1997 to 2003 (.doc), through LibreOffice where it is installed: it writes them anew as .docx."""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from chiso.paths import ROOT
from chiso.readers.fault import ReadFault

_MAX_SECONDS = 180
_ENCRYPTED = 0x01  # fEncrypted in the second byte of the flags, [MS-DOC] 2.5.2 FibBase
_LIMIT = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from chiso.readers.limits import main; main()"
_NO_MACROS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
</oor:items>
"""


@cache
def find_converter() -> str | None:
    """LibreOffice's program, or None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def convert_document(source_path: str, data: bytes) -> bytes:
    """The .docx that LibreOffice makes of a .doc: limited, without network, macros off, in a folder of its own.

    Raises ReadFault needs_libreoffice, password_protected, damaged_document.
    """
    if _is_encrypted(data):
        raise ReadFault(
            "password_protected", f"{source_path}: the document is protected by a password; save it without one"
        )
    program = find_converter()
    if program is None:
        raise ReadFault(
            "needs_libreoffice",
            f"{source_path}: a .doc needs LibreOffice, which is not installed; install it "
            "(on Debian: apt-get install libreoffice-writer) and run again, or save the file as .docx",
        )
    with TemporaryDirectory(prefix="chiso-doc-") as folder:
        source, profile = Path(folder, "in.doc"), Path(folder, "profile")
        source.write_bytes(data)
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_NO_MACROS, encoding="utf-8")
        command = [
            sys.executable, "-I", "-c", _LIMIT, program, "--headless", "--norestore", "--nolockcheck",
            f"-env:UserInstallation={profile.as_uri()}", "--infilter=MS Word 97", "--convert-to", "docx", "--outdir", folder, str(source),
        ]  # fmt: skip
        try:
            subprocess.run(command, check=False, capture_output=True, timeout=_MAX_SECONDS, stdin=subprocess.DEVNULL)
        except subprocess.TimeoutExpired as error:
            message = f"{source_path}: LibreOffice did not finish in {_MAX_SECONDS} s; save the file as .docx"
            raise ReadFault("reader_failed", message) from error
        made = Path(folder, "in.docx")
        if not made.exists():
            message = f"{source_path}: LibreOffice cannot read the document; it is damaged or cut off: get it again"
            raise ReadFault("damaged_document", message)
        return made.read_bytes()


def _is_encrypted(data: bytes) -> bool:
    """Does the header of the text, the first bytes of the stream WordDocument, say so?"""
    import olefile

    try:
        with olefile.OleFileIO(data) as container, container.openstream("WordDocument") as stream:
            header = stream.read(12)
    except Exception:  # noqa: BLE001  the converter says what is wrong with it
        return False
    return len(header) == 12 and bool(header[11] & _ENCRYPTED)
