"""A run with nothing new against an empty Prefect flow, each a process of its own with an embedded server."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.row import Row, time_processes_side_by_side
from chiso.paths import ROOT

_ROUNDS = 5


def measure() -> list[Row]:
    """Build a warehouse from raw/, then run again and again with nothing new."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PREFECT_HOME": str(Path(folder, "prefect"))}
        environment.pop("PREFECT_API_URL", None)
        run = ["-m", "chiso.cli", "run", "--warehouse", str(Path(folder, "chiso.duckdb"))]

        def start(*arguments: str) -> None:
            command = [sys.executable, *arguments]
            subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)

        start(*run)
        start("-m", "bench.empty_flow")
        ours, empty = time_processes_side_by_side(lambda: start(*run), lambda: start("-m", "bench.empty_flow"), _ROUNDS)
    return [Row("chiso run with nothing new", ours, "empty Prefect flow", empty, bound=1.3)]
