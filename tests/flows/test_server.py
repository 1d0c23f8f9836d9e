"""Servers of killed runs are ended, those of living runs and of others are not."""

from __future__ import annotations

import os
import subprocess
import sys

import psutil
import pytest

from chiso.fault import RunFault
from flows import server


@pytest.fixture
def start_server():
    """A process that looks like Prefect's embedded server, started by the run with that mark."""
    started = []

    def start(owner: str | None) -> subprocess.Popen[bytes]:
        environment = dict(os.environ)
        environment.pop("CHISO_SERVER_OWNER", None)
        if owner:
            environment["CHISO_SERVER_OWNER"] = owner
        command = [sys.executable, "-c", "input()", "prefect.server.api.server:create_app"]
        started.append(subprocess.Popen(command, stdin=subprocess.PIPE, env=environment))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


def find_dead_owner() -> str:
    process = subprocess.Popen([sys.executable, "-c", ""])
    owner = f"{process.pid}:{psutil.Process(process.pid).create_time():.3f}"
    process.wait()
    return owner


def test_a_server_whose_run_is_gone_is_ended(start_server):
    process = start_server(find_dead_owner())
    assert server.end_leftover_servers() == 1
    process.wait(timeout=10)  # raises where it goes on


def test_a_number_that_was_given_to_another_process_does_not_save_it(start_server):
    process = start_server(f"{os.getpid()}:{psutil.Process().create_time() - 1000:.3f}")
    assert server.end_leftover_servers() == 1
    process.wait(timeout=10)  # raises where it goes on


def test_servers_of_living_runs_and_of_others_go_on(start_server):
    mine = start_server(f"{os.getpid()}:{psutil.Process().create_time():.3f}")
    theirs = start_server(None)
    assert server.end_leftover_servers() == 0
    assert (mine.poll(), theirs.poll()) == (None, None)


def test_a_standing_server_that_does_not_answer_is_said_in_one_line(monkeypatch):
    for name in [*server.SETTINGS, "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "CHISO_SERVER_OWNER"]:
        monkeypatch.setenv(name, os.environ.get(name, "restored after the test"))
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    with pytest.raises(
        RunFault, match=r"^PREFECT_API_URL=http://127.0.0.1:9/api: no Prefect server answers .*; start it"
    ):
        server.prepare_prefect()
