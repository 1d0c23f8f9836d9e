"""No search for reference cycles while a text is read: a reading makes none, and every search would walk all its mentions."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def pause_cycle_search() -> Iterator[None]:
    """Hold Python's cycle collector off; reference counts free what a reading lets go.

    The collector starts anew with every few hundred objects and walks what lives: a text of a million characters, all of
    whose mentions live until its end, would take half as long again. Nested pauses end with the first that began.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
