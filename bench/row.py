"""One line of the benchmark's table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from gc import collect
from statistics import median
from time import perf_counter, process_time


@dataclass(frozen=True, slots=True)
class Row:
    """Ours and what it is compared with, in seconds or another `unit`; ours may be at most `bound` times the other."""

    what: str
    ours: float
    compared_with: str
    other: float
    bound: float | None = None
    unit: str = "s"

    @property
    def ratio(self) -> float:
        """Ours by the other's."""
        return self.ours / self.other

    @property
    def is_broken(self) -> bool:
        """True when the ratio is over the bound."""
        return self.bound is not None and self.ratio > self.bound


def time_side_by_side(ours: Callable[[], object], other: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Median seconds of processor time of both, measured in turns; what else the machine does is not counted."""
    return _take_turns(ours, other, rounds, process_time)


def time_processes_side_by_side(
    ours: Callable[[], object], other: Callable[[], object], rounds: int
) -> tuple[float, float]:
    """Median seconds by the clock of both, which start processes; in turns, so that a busy machine slows both."""
    return _take_turns(ours, other, rounds, perf_counter)


def time_once(function: Callable[[], object], clock: Callable[[], float] = process_time) -> float:
    """Seconds that one call takes; what was thrown away before is no burden to it."""
    collect()
    start = clock()
    function()
    return clock() - start


def _take_turns(
    ours: Callable[[], object], other: Callable[[], object], rounds: int, clock: Callable[[], float]
) -> tuple[float, float]:
    seconds: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for function, times in zip((ours, other), seconds, strict=True):
            times.append(time_once(function, clock))
    return median(seconds[0]), median(seconds[1])
