"""Run every benchmark (or those named), print one table, exit 1 when a bound is broken."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table

_NO_BENCHMARKS = frozenset(["__init__", "__main__", "row", "page", "empty_flow"])


def main(names: list[str]) -> int:
    """`python -m bench [NAME ...]`."""
    found = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem not in _NO_BENCHMARKS)
    rows = [row for name in names or found for row in importlib.import_module(f"bench.{name}").measure()]
    table = Table("what", "ours", "compared with", "other", "ratio", "at most", box=box.SIMPLE)
    for row in rows:
        bound = f"{row.bound:.2f}{'  BROKEN' if row.is_broken else ''}" if row.bound else ""
        ours, other = f"{row.ours:.3f} {row.unit}", f"{row.other:.3f} {row.unit}"
        table.add_row(row.what, ours, row.compared_with, other, f"{row.ratio:.2f}", bound)
    Console(width=None if sys.stdout.isatty() else 140).print(table)
    return int(any(row.is_broken for row in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
