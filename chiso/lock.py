"""Two runs never write one warehouse together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from chiso.console import print_line
from chiso.fault import RunFault


@contextmanager
def hold_warehouse(warehouse: Path, wait: float) -> Iterator[None]:
    """Hold the warehouse's lock, waiting up to `wait` seconds for another run; may be nested within one process.

    Raises RunFault when the other run is not done in time, or when the lock file cannot be made. The operating system
    frees the lock of a process that was killed; the empty file <warehouse>.lock stays and means nothing.
    """
    lock = FileLock(f"{warehouse.resolve()}.lock", is_singleton=True)
    try:
        _acquire(lock, warehouse, wait)
    except OSError as error:
        raise RunFault(
            f"{lock.lock_file}: {error.strerror or error}; the warehouse's folder must exist and be writable"
        ) from error
    try:
        yield
    finally:
        lock.release()


def _acquire(lock: FileLock, warehouse: Path, wait: float) -> None:
    try:
        lock.acquire(blocking=False)
    except Timeout:
        if wait > 0:
            print_line(f"another run is writing {warehouse}; waiting up to {wait:g} s for it to end")
        try:
            lock.acquire(timeout=max(wait, 0))
        except Timeout as error:
            raise RunFault(
                f"{warehouse}: another run is still writing it after {wait:g} s; "
                "run again when that one has ended, or wait longer with --wait"
            ) from error
