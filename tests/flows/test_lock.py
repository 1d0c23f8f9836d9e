"""Two runs never write one warehouse together."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from chiso.fault import RunFault
from chiso.lock import hold_warehouse

HOLD = """
import sys, time
from pathlib import Path
from chiso.lock import hold_warehouse
with hold_warehouse(Path(sys.argv[1]), 0):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


@pytest.fixture
def hold(warehouse):
    """Another process that holds the warehouse's lock for so many seconds."""
    started = []

    def start(seconds: float) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(warehouse), str(seconds)], stdout=subprocess.PIPE, text=True
        )
        started.append(process)
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


def test_the_second_waits_as_long_as_it_was_told_and_says_so_in_one_line(warehouse, hold, capsys):
    hold(60)
    start = time.monotonic()
    with (
        pytest.raises(RunFault, match=r"another run is still writing it after 0\.5 s; .*--wait"),
        hold_warehouse(warehouse, 0.5),
    ):
        pass
    assert 0.5 <= time.monotonic() - start < 5
    assert capsys.readouterr().out == f"another run is writing {warehouse}; waiting up to 0.5 s for it to end\n"


def test_the_second_goes_on_when_the_first_has_ended(warehouse, hold):
    hold(0.5)
    with hold_warehouse(warehouse, 30):
        pass


def test_a_killed_run_holds_nothing(warehouse, hold):
    process = hold(60)
    process.kill()
    process.wait()
    with hold_warehouse(warehouse, 0):
        pass


def test_one_process_may_hold_it_twice_and_under_two_spellings(warehouse):
    spelled = warehouse.parent / "x" / ".." / warehouse.name
    with hold_warehouse(warehouse, 0), hold_warehouse(spelled, 0):
        pass


def test_a_place_where_no_file_can_be_made_is_said_in_one_line(tmp_path):
    (tmp_path / "out").write_text("a file, not a folder")
    place = tmp_path / "out" / "w.duckdb"
    with (
        pytest.raises(RunFault, match=r"out/w\.duckdb\.lock: .*; the warehouse's folder must"),
        hold_warehouse(place, 0),
    ):
        pass
