"""All output of the command line: rich on a terminal, plain lines in a log."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

OUT = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
ERR = Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)
_LOG_SECONDS = 10.0  # a log gets a line of progress at most this often


def print_line(text: str) -> None:
    """One line of output."""
    OUT.print(text)


def print_fault(text: str) -> None:
    """One line on standard error, for what went wrong."""
    ERR.print(f"chiso: {text}", style="bold red" if ERR.is_terminal else None)


@contextmanager
def show_progress(total: int) -> Iterator[Callable[[], None]]:
    """Give a function that is called once per document read: a bar on a terminal, now and then a line in a log."""
    if not total:
        yield lambda: None
    elif OUT.is_terminal:
        columns = (TextColumn("reading documents"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=OUT, transient=True) as bar:
            task = bar.add_task("reading", total=total)
            yield lambda: bar.advance(task)
    else:
        yield _make_line_counter(total)


def _make_line_counter(total: int) -> Callable[[], None]:
    done, last = 0, time.monotonic()

    def advance() -> None:
        nonlocal done, last
        done += 1
        if done == total or time.monotonic() - last >= _LOG_SECONDS:
            last = time.monotonic()
            print_line(f"read {done} of {total} documents")

    return advance
