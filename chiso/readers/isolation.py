"""Readers of binary formats and pages run in child processes: what breaks one costs one document.

A child reads many files and is replaced when it dies, hangs or says too much; its limits are its own (limits.py).
"""

from __future__ import annotations

import atexit
import json
import os
import selectors
import signal
import subprocess
import sys
import time
from contextlib import suppress
from threading import Lock

from chiso.paths import ROOT
from chiso.readers.contents import Contents, unpack_contents
from chiso.readers.fault import ReadFault

MAX_ANSWER = 256 * 1024**2  # bytes; the largest sheet that is read needs a tenth
MAX_SECONDS = 180  # of the clock, for a child that waits instead of working: CPU time is limited in the child
MAX_DOCUMENTS = 1000  # then a fresh child, so that what a library keeps never adds up
READERS_AT_ONCE = max(2, min(4, os.cpu_count() or 1))  # so many files are read side by side, each in a child of its own
_SERVE = (
    f"import sys; sys.path.insert(0, {str(ROOT)!r}); from chiso.readers.child import main; main()"  # this very code
)
_PIECE = 1 << 20


class Child:
    """One process that reads files, one after the other."""

    def __init__(self) -> None:
        self.documents = 0
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-B", "-c", _SERVE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"OPENBLAS_NUM_THREADS": "1", "LANG": "C.UTF-8", "PATH": os.defpath},
            start_new_session=True,  # Ctrl-C is for the run, which ends its children itself
        )

    def ask(self, name: str, source_path: str, data: bytes) -> bytes:
        """The answer to one request. Raises ReadFault where there is none; the child has ended then."""
        self.documents += 1
        request = json.dumps({"format": name, "source_path": source_path, "size": len(data)}).encode()
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(len(request).to_bytes(8, "big") + request + data)
            self.process.stdin.flush()
            length = int.from_bytes(self._receive(8), "big")
            if length > MAX_ANSWER:
                raise ReadFault("document_too_large", f"{source_path}: what it holds is more than {MAX_ANSWER:,} bytes")
            return self._receive(length)
        except (OSError, EOFError, TimeoutError) as error:
            self.end()
            raise ReadFault(
                "reader_failed", f"{source_path}: {self._describe_end(error)}; get the file again"
            ) from error
        except ReadFault:
            self.end()
            raise

    def end(self) -> None:
        """End the process, whatever it does."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                pipe.close()  # type: ignore[union-attr]

    def _receive(self, size: int) -> bytes:
        assert self.process.stdout is not None
        file, parts, until = self.process.stdout.fileno(), [], time.monotonic() + MAX_SECONDS
        with selectors.DefaultSelector() as selector:
            selector.register(file, selectors.EVENT_READ)
            while size:
                if not selector.select(max(0.0, until - time.monotonic())):
                    raise TimeoutError
                part = os.read(file, min(size, _PIECE))
                if not part:
                    self.process.wait(MAX_SECONDS)
                    raise EOFError
                parts.append(part)
                size -= len(part)
        return b"".join(parts)

    def _describe_end(self, error: Exception) -> str:
        if isinstance(error, TimeoutError):
            return f"reading it took more than {MAX_SECONDS} s"
        if self.process.returncode == -signal.SIGXCPU:
            return "reading it took more CPU time than a document may take"
        return f"its reader crashed (exit {self.process.returncode})"


class ReaderPool:
    """Children that wait for the next file; as many as are asked at the same time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._idle: list[Child] = []
        self._owner = os.getpid()

    def read(self, name: str, source_path: str, data: bytes) -> Contents:
        """The contents of a file of the format `name`. Raises ReadFault."""
        child = self._take()
        answer = json.loads(child.ask(name, source_path, data))
        if "last" in answer or child.documents >= MAX_DOCUMENTS:
            child.end()
        else:
            with self._lock:
                self._idle.append(child)
        if "fault" in answer:
            raise ReadFault(*answer["fault"])
        return unpack_contents(answer["contents"])

    def close(self) -> None:
        """End all children that wait."""
        with self._lock:
            if self._owner == os.getpid():
                while self._idle:
                    self._idle.pop().end()

    def _take(self) -> Child:
        with self._lock:
            if self._owner != os.getpid():  # after a fork: they are the other process's
                self._idle, self._owner = [], os.getpid()
            while self._idle:
                child = self._idle.pop()
                if child.process.poll() is None:
                    return child
                child.end()
        return Child()


READERS = ReaderPool()
atexit.register(READERS.close)
