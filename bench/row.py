"""One line of the benchmark's table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter


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
    """Median seconds of both, measured in turns so that a busy machine slows both."""
    seconds: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for function, times in zip((ours, other), seconds, strict=True):
            start = perf_counter()
            function()
            times.append(perf_counter() - start)
    return median(seconds[0]), median(seconds[1])
