"""The process in which files from outside are read: limited, without network, one request after the other.

Requests come on standard input, answers go out where standard output was: eight bytes of length, then JSON (of a request:
format, source_path and the size of the bytes that follow).
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

from chiso.readers.contents import Contents, pack_contents
from chiso.readers.fault import ReadFault
from chiso.readers.limits import READER, allow_cpu, apply_limits

_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.spawn", "ctypes.")


def serve_requests(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer until the requests end. A reader that runs out of memory answers that and ends its process."""
    while length := requests.read(8):
        request = json.loads(requests.read(int.from_bytes(length, "big")))
        data = requests.read(request["size"])
        allow_cpu(READER.cpu_seconds)
        source_path = request["source_path"]
        answer: dict[str, Any]
        try:
            answer = {"contents": pack_contents(find_reader(request["format"])(source_path, data))}
        except ReadFault as fault:
            answer = {"fault": [fault.reason_code, fault.message]}
        except MemoryError:
            answer = {"fault": ["document_too_large", f"{source_path}: reading it takes too much memory"], "last": True}
        except RecursionError:
            answer = {"fault": ["document_too_deep", f"{source_path}: its parts are nested too deeply to be read"]}
        except Exception as error:  # noqa: BLE001  whatever a library does with a file from outside is about that file
            found = f"{type(error).__name__}: {str(error)[:160]}"
            answer = {"fault": ["reader_failed", f"{source_path}: the reader broke on this file ({found})"]}
        packed = json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
        answers.write(len(packed).to_bytes(8, "big") + packed)
        answers.flush()
        if "last" in answer:
            return


def find_reader(name: str) -> Callable[[str, bytes], Contents]:
    """The reader of a format; its library is imported when the first file of that format comes."""
    if name == "xlsx":
        from chiso.readers.xlsx import read_workbook

        return read_workbook
    if name == "xls":
        from chiso.readers.xls import read_old_workbook

        return read_old_workbook
    if name == "ods":
        from chiso.readers.ods import read_ods

        return read_ods
    if name == "docx":
        from chiso.readers.docx import read_docx

        return read_docx
    if name == "mhtml":
        from chiso.readers.mhtml import read_mhtml

        return read_mhtml
    from chiso.readers.html import read_html

    return read_html


def _refuse_event(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"{event} is not for a reader")


def main() -> None:
    """Take the pipes, give up everything else, serve."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints is no answer
    apply_limits(READER)
    sys.addaudithook(_refuse_event)
    serve_requests(sys.stdin.buffer, answers)
