"""With a standing Prefect server: the run uses it, starts none of its own, and is seen there with its report."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from tests.flows.conftest import ask

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]  # a real server takes its time to start


@pytest.fixture
def standing_server(environment, tmp_path):
    """The address of a real `prefect server start` on a free port of this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "prefect",
        "server",
        "start",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--no-ui",
    ]
    home = {"PREFECT_HOME": str(tmp_path / "prefect"), "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}
    with (tmp_path / "server.log").open("w") as log:
        server = subprocess.Popen(
            command, env=environment | home, start_new_session=True, stdout=log, stderr=subprocess.STDOUT
        )
    url = f"http://127.0.0.1:{port}/api"
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{url}/health", timeout=5).close()
            break
        except OSError:
            assert server.poll() is None, (tmp_path / "server.log").read_text()
            time.sleep(0.2)
    yield url
    os.killpg(server.pid, signal.SIGTERM)
    server.wait(timeout=60)


def post(url: str, **body: object) -> list[dict[str, object]]:
    request = urllib.request.Request(
        url, json.dumps(body).encode(), {"Content-Type": "application/json"}, method="POST"
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return list(json.load(answer))


def test_a_run_uses_the_standing_server(documents, chiso, warehouse, standing_server, tmp_path):
    home = tmp_path / "home without a server"
    for _ in range(2):
        result = chiso(
            "run", documents, "--warehouse", warehouse, PREFECT_API_URL=standing_server, PREFECT_HOME=str(home)
        )
        assert (result.returncode, result.stderr) == (0, "")
    assert not list(home.glob("prefect.db*"))  # none was started for these runs
    runs = post(f"{standing_server}/flow_runs/filter")
    assert [run["state_type"] for run in runs] == ["COMPLETED", "COMPLETED"]
    tasks = post(f"{standing_server}/task_runs/filter", flow_runs={"id": {"any_": [runs[0]["id"], runs[1]["id"]]}})
    names = {str(task["name"]).rpartition("-")[0] for task in tasks}
    assert names >= {"collect", "read", "extract", "validate", "load", "settle", "check", "publish"}
    reports = post(f"{standing_server}/artifacts/filter", sort="CREATED_DESC")
    assert [report["key"] for report in reports] == ["chiso-run", "chiso-run"]
    assert "* documents: 0 new, 0 changed, 2 unchanged" in str(reports[0]["data"])
    assert "| PCI | score | 704 | 0 |" in str(reports[1]["data"])
    assert ask(warehouse, "select count(*) from runs") == [(2,)]
