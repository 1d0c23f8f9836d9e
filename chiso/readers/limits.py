"""What a process that reads a file from outside may use: set in that process, for its whole life.

Enforced on every system: CPU time, the size of files it writes, the number of open files, no core dump. Memory is limited
where the system knows RLIMIT_AS (Linux; macOS ignores it). Network: where Linux lets an ordinary user have a network
namespace of their own, the process has no network at all, C libraries included; elsewhere only what goes through Python is
stopped (an audit hook, in chiso.readers.child).
"""

from __future__ import annotations

import ctypes
import os
import resource
import sys
from dataclasses import dataclass

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000  # <linux/sched.h>


@dataclass(frozen=True, slots=True)
class Limits:
    """What one process may use; `processes` None leaves their number alone."""

    cpu_seconds: int
    memory: int  # bytes of address space
    file_size: int  # bytes of each file that it writes
    open_files: int
    processes: int | None = None


READER = Limits(cpu_seconds=60, memory=1536 * 1024**2, file_size=0, open_files=64, processes=0)
CONVERTER = Limits(cpu_seconds=120, memory=4 * 1024**3, file_size=256 * 1024**2, open_files=1024)


def apply_limits(limits: Limits) -> None:
    """Limit this process and all that it starts; none of it can be taken back. The CPU time counts from now."""
    _leave_network()
    _set_limit(resource.RLIMIT_AS, limits.memory)
    _set_limit(resource.RLIMIT_FSIZE, limits.file_size)
    _set_limit(resource.RLIMIT_NOFILE, limits.open_files)
    _set_limit(resource.RLIMIT_CORE, 0)
    if limits.processes is not None:
        _set_limit(resource.RLIMIT_NPROC, limits.processes)
    allow_cpu(limits.cpu_seconds)


def allow_cpu(seconds: int) -> None:
    """From now on the process may use so many seconds more; then the system ends it (SIGXCPU)."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    allowed = int(usage.ru_utime + usage.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (allowed if hard == resource.RLIM_INFINITY else min(allowed, hard), hard))


def _set_limit(kind: int, value: int) -> None:
    _, hard = resource.getrlimit(kind)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    try:
        resource.setrlimit(kind, (value, value))
    except (OSError, ValueError):  # a limit that this system does not know
        if sys.platform == "linux":
            raise


def _leave_network() -> None:
    """Into a network namespace without a device, where the system allows it."""
    if sys.platform != "linux":
        return
    unshare = getattr(ctypes.CDLL(None), "unshare", None)
    if unshare is not None and unshare(_NEW_NETWORK) != 0:
        unshare(_NEW_USER | _NEW_NETWORK)


def main() -> None:
    """Limit this process as a converter, then become the program that its arguments name."""
    apply_limits(CONVERTER)
    os.execvp(sys.argv[1], sys.argv[1:])
