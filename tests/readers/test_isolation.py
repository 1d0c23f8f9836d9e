"""What breaks a reader costs one document: the child dies, the parent says why, the next file is read."""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator

import pytest

from chiso.readers import ReadFault, isolation
from chiso.readers.isolation import Child, ReaderPool
from chiso.readers.limits import READER
from tests.readers.writing import write_page, write_xlsx

TEXT = "PCI 2024\n" + "".join(
    f"Huế đạt 65,{i} điểm trong bảng xếp hạng, theo công bố của VCCI lần thứ {i}.\n" for i in range(8)
)


@pytest.fixture
def pool() -> Iterator[ReaderPool]:
    found = ReaderPool()
    yield found
    found.close()


def read_page(pool: ReaderPool) -> str:
    return pool.read("html", "a/a.html", write_page(TEXT)).text


def test_one_child_reads_many_files(pool: ReaderPool) -> None:
    assert read_page(pool) == TEXT
    child = pool._idle[0]
    assert pool.read("xlsx", "a/a.xlsx", write_xlsx((("Huế", "1"),))).tables[0].rows == (("Huế", "1"),)
    assert pool._idle == [child]
    assert child.documents == 2


def test_a_child_that_is_killed_costs_one_document(pool: ReaderPool) -> None:
    read_page(pool)
    pool._idle[0].process.send_signal(signal.SIGSTOP)  # it hangs
    os.kill(pool._idle[0].process.pid, signal.SIGKILL)
    pool._idle[0].process.wait()
    assert read_page(pool) == TEXT


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        (lambda pid: os.kill(pid, signal.SIGKILL), "crashed"),
        (lambda pid: os.kill(pid, signal.SIGSEGV), "crashed"),
        (lambda pid: os.kill(pid, signal.SIGXCPU), "CPU time"),
    ],
    ids=["killed", "broken", "out of CPU time"],
)
def test_what_ended_a_child_is_said(ends: Callable[[int], None], said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    child = Child()
    receive = Child._receive

    def end_and_receive(self: Child, size: int) -> bytes:
        ends(self.process.pid)
        return receive(self, size)

    monkeypatch.setattr(Child, "_receive", end_and_receive)
    with pytest.raises(ReadFault) as caught:
        child.ask("html", "a/a.html", b"<p>" + b"x" * 5_000_000)
    assert caught.value.reason_code == "reader_failed"
    assert said in caught.value.message
    assert child.process.returncode is not None


def test_a_child_that_waits_for_ever_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    child = Child()
    monkeypatch.setattr(isolation, "MAX_SECONDS", 0.2)
    child.process.send_signal(signal.SIGSTOP)
    with pytest.raises(ReadFault) as caught:
        child.ask("html", "a/a.html", write_page(TEXT))
    assert "more than" in caught.value.message
    assert child.process.returncode == -signal.SIGKILL


def test_an_answer_that_is_too_long_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    child = Child()
    monkeypatch.setattr(isolation, "MAX_ANSWER", 100)
    with pytest.raises(ReadFault) as caught:
        child.ask("html", "a/a.html", write_page(TEXT))
    assert caught.value.reason_code == "document_too_large"
    assert child.process.returncode == -signal.SIGKILL


def test_a_child_is_replaced_after_many_documents(pool: ReaderPool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "MAX_DOCUMENTS", 1)
    read_page(pool)
    assert pool._idle == []
    assert read_page(pool) == TEXT


def test_memory_that_runs_out_costs_one_document(pool: ReaderPool) -> None:
    with pytest.raises(ReadFault) as caught:
        pool.read("html", "a/a.html", b"<p>a" * 3_000_000)
    assert caught.value.reason_code == "document_too_large"
    assert read_page(pool) == TEXT


@pytest.mark.skipif(sys.platform != "linux", reason="reads the limits of another process, which only Linux shows")
def test_the_limits_of_a_child_are_set_in_it(pool: ReaderPool) -> None:
    read_page(pool)
    pid = pool._idle[0].process.pid
    limits = {
        kind: resource.prlimit(pid, kind)
        for kind in (resource.RLIMIT_AS, resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE, resource.RLIMIT_CORE)
    }
    assert limits[resource.RLIMIT_AS][1] <= READER.memory
    assert limits[resource.RLIMIT_FSIZE] == (0, 0)
    assert limits[resource.RLIMIT_NOFILE][1] <= READER.open_files
    assert limits[resource.RLIMIT_CORE] == (0, 0)
    assert 0 < resource.prlimit(pid, resource.RLIMIT_CPU)[0] <= 2 * READER.cpu_seconds


def test_a_reader_cannot_start_programs_or_talk_to_others() -> None:
    import subprocess

    code = (
        "import sys, socket, subprocess, os\n"
        "from chiso.readers.child import _refuse_event\n"
        "from chiso.readers.limits import READER, apply_limits\n"
        "apply_limits(READER); sys.addaudithook(_refuse_event)\n"
        "for attempt in (lambda: socket.socket(), lambda: subprocess.run(['true']), lambda: os.system('true'),\n"
        "                lambda: os.fork(), lambda: open('/tmp/chiso-written', 'w').write('x' * 9999)):\n"
        "    try:\n        attempt()\n    except OSError:\n        print('refused')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["refused"] * 5
