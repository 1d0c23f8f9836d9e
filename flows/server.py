"""Prefect as chiso uses it: quiet, without telemetry, with a home of its own, and leaving no server behind.

This module does not import Prefect: `prepare_prefect` has to come first, because Prefect reads its settings on import.
"""

from __future__ import annotations

import os
import urllib.error
import urllib.request

import psutil

from chiso.fault import RunFault
from chiso.paths import WAREHOUSE

_OWNER = "CHISO_SERVER_OWNER"  # inherited by the embedded server: pid and start time of the run that started it
_SERVER = "prefect.server.api.server:create_app"
_CLOCK_SLACK = 2.0  # seconds that two readings of one process's start time may differ

SETTINGS = {
    "PREFECT_HOME": str(WAREHOUSE.parent / ".chiso-prefect"),  # run history; not the operator's own ~/.prefect
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",  # its first start makes a database; Prefect's 20 are few
}
_QUIET = {"PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL"}  # the log still goes to Prefect's server


def prepare_prefect(verbose: bool = False) -> None:
    """Settle Prefect's environment (what the operator has set stays) and end servers that killed runs left behind.

    Raises RunFault when PREFECT_API_URL names a server that does not answer.
    """
    for name, value in SETTINGS.items() | ({} if verbose else _QUIET).items():
        os.environ.setdefault(name, value)
    end_leftover_servers()
    process = psutil.Process()
    os.environ[_OWNER] = f"{process.pid}:{process.create_time():.3f}"
    _check_server()


def end_leftover_servers() -> int:
    """End embedded servers whose run is gone (it was killed, so nothing stopped them); gives their number.

    A server carries the mark of its run in its environment from its first moment, so none is missed and no server of
    anybody else is touched. A run that lives keeps its server.
    """
    leftovers = [process for process in psutil.process_iter() if _is_leftover(process)]
    for process in leftovers:
        process.terminate()
    for process in psutil.wait_procs(leftovers, timeout=5)[1]:
        process.kill()
    return len(leftovers)


def _is_leftover(process: psutil.Process) -> bool:
    try:
        if _SERVER not in process.cmdline():
            return False
        owner = process.environ().get(_OWNER)
    except psutil.Error:
        return False
    if owner is None:
        return False
    pid, _, started = owner.partition(":")
    try:
        run = psutil.Process(int(pid))
        return run.status() == psutil.STATUS_ZOMBIE or abs(run.create_time() - float(started)) > _CLOCK_SLACK
    except psutil.NoSuchProcess:
        return True


def _check_server() -> None:
    url = os.environ.get("PREFECT_API_URL")
    if not url:
        return
    try:
        urllib.request.urlopen(f"{url.rstrip('/')}/health", timeout=10).close()
    except urllib.error.HTTPError:
        return  # it answers; what it thinks of us (a login, say) is between it and Prefect
    except (OSError, ValueError) as error:
        raise RunFault(
            f"PREFECT_API_URL={url}: no Prefect server answers ({getattr(error, 'reason', error)}); "
            "start it, or unset PREFECT_API_URL to use the embedded one"
        ) from error
