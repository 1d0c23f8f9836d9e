"""Processor time against length: a text 100 times as long costs at most 120 times as much, whatever stands in it."""

from __future__ import annotations

import signal
from collections.abc import Callable
from statistics import median

from bench.row import Row, time_once
from chiso.extraction import extract_claims
from chiso.model import Document
from chiso.paths import CORPUS
from chiso.registry import load_registry

TIMES = 100
_BOUND = 120
_ROUNDS = 5  # before the long text, and as many after it
_SIZE = 1_000_000  # characters of a hostile text
_HEADING = "Chỉ số cải cách hành chính (PAR INDEX) năm 2024 của tỉnh Quảng Ninh\n\n"
HOSTILE = {
    "ranks": "thứ 2, thứ 3, ",
    "digits": "0123456789",
    "numbers": "12 345 6,7 ",
    "brackets": "((([[[)))]]]",
    "one unit's name": "Quảng Ninh ",
    "one endless sentence": "Quảng Ninh xếp thứ 3 với 87,12% và Hải Phòng tăng 2 bậc so với năm 2023, ",
    "an acronym": "PCI ",
    "years": "năm 2019, năm 2020 ",
    "unknown units": "huyện Xyz, ",
    "legal documents": "482/QĐ-UBND ngày 17/2/2024, ",
}


def measure() -> list[Row]:
    """One line for an announcement repeated, one for each hostile text."""
    registry = load_registry()

    def extract(text: str) -> Callable[[], object]:
        document = Document("0" * 64, "bench/text.txt", "txt", text)
        return lambda: extract_claims(document, registry)

    text = max((path.read_text(encoding="utf-8") for path in CORPUS.glob("prov/*.txt")), key=len)
    texts = {"an announcement": (text, "\n\n".join([text] * TIMES))}
    for name, part in HOSTILE.items():
        short, long = (_HEADING + (part * (size // len(part) + 1))[:size] for size in (_SIZE // TIMES, _SIZE))
        texts[name] = (short, long)
    return [_compare(name, extract(short), extract(long)) for name, (short, long) in texts.items()]


def _compare(name: str, extract_short: Callable[[], object], extract_long: Callable[[], object]) -> Row:
    extract_short()
    before = [time_once(extract_short) for _ in range(_ROUNDS)]
    limit = 3 * _BOUND * median(before)  # what is far beyond the bound is not waited for
    signal.signal(signal.SIGPROF, _give_up)
    signal.setitimer(signal.ITIMER_PROF, limit)
    try:
        long = time_once(extract_long)
    except TimeoutError:
        long = limit
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    short = median(before + [time_once(extract_short) for _ in range(_ROUNDS)])  # before and behind: in turns
    return Row(f"{name}, {TIMES} times as long", long, f"{name}", short, bound=_BOUND)


def _give_up(_signal: int, _frame: object) -> None:
    raise TimeoutError
