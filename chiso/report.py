"""What a run did, told on a terminal, in a log and as a Prefect artifact."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter

from rich import box
from rich.table import Table

from chiso.console import OUT, print_line

_LISTED = 20  # files listed by name in a summary; the rest are counted


@dataclass
class RunReport:
    """What a run did; `claims` counts what was read in it.

    `faults` are the lines that make it end with exit code 1 although the rest was loaded.
    """

    run_id: str
    warehouse: str
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    read: int = 0
    failed: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    claims: list[tuple[str, str, int, int]] = field(default_factory=list)  # index, kind, accepted, held
    accepted: int = 0
    held: int = 0
    open_items: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def measure(self, stage: str) -> Iterator[None]:
        """Add the time spent inside to a stage."""
        start = perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + perf_counter() - start

    def describe_documents(self) -> str:
        """One line: how many documents were what."""
        counts = {
            "new": self.new,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "withdrawn": self.withdrawn,
            "failed": len(self.failed),
            "skipped": len(self.skipped),
        }
        return "documents: " + ", ".join(f"{count} {name}" for name, count in counts.items())

    def describe_outcome(self) -> str:
        """One line: what was read and what waits for a person."""
        if not (self.read or self.withdrawn or self.changed):
            return f"nothing new: no document was read again; {self.open_items} items wait for review"
        return f"claims: {self.accepted} accepted, {self.held} held; {self.open_items} items wait for review"

    def describe_seconds(self) -> str:
        """One line: seconds by stage."""
        total = sum(self.seconds.values())
        return f"seconds: {', '.join(f'{name} {s:.1f}' for name, s in self.seconds.items())}; all {total:.1f}"

    def list_files(self) -> list[str]:
        """One line for each document that failed or was skipped, up to a limit."""
        lines = []
        for title, entries in (("failed", self.failed), ("skipped", self.skipped)):
            grouped = _group_by_reason(entries)
            lines += [f"{title}: {entry}" for entry in grouped[:_LISTED]]
            if len(grouped) > _LISTED:
                lines.append(f"{title}: and {len(grouped) - _LISTED} more")
        return lines


def _group_by_reason(entries: list[str]) -> list[str]:
    """'path: reason' lines; a reason that several files share is said once, with their number.

    >>> _group_by_reason(["a.doc: x", "b.txt: y", "c.doc: x"])
    ['a.doc and 1 more: x', 'b.txt: y']
    """
    paths: dict[str, list[str]] = {}
    for entry in entries:
        path, _, reason = entry.partition(": ")
        paths.setdefault(reason, []).append(path)
    return [
        f"{first}{f' and {len(others)} more' if others else ''}{': ' if reason else ''}{reason}"
        for reason, (first, *others) in paths.items()
    ]


def print_report(report: RunReport) -> None:
    """The run summary: a table on a terminal, plain lines in a log."""
    print_line(f"run {report.run_id} -> {report.warehouse}")
    for line in (*report.list_files(), report.describe_documents(), report.describe_outcome()):
        print_line(line)
    if report.claims and OUT.is_terminal:
        table = Table("index", "kind", "accepted", "held", box=box.SIMPLE)
        for column in table.columns[2:]:
            column.justify = "right"
        for index_code, kind, accepted, held in report.claims:
            table.add_row(index_code, kind, str(accepted), str(held))
        OUT.print(table)
    else:
        for index_code, kind, accepted, held in report.claims:
            print_line(f"  {index_code:<10} {kind:<12} {accepted:>7} accepted {held:>6} held")
    print_line(report.describe_seconds())


def format_markdown(report: RunReport) -> str:
    """The run report as markdown, for Prefect's artifact."""
    rows = [f"| {index} | {kind} | {accepted} | {held} |" for index, kind, accepted, held in report.claims]
    table = ["", "| index | kind | accepted | held |", "|---|---|---:|---:|", *rows, ""] if rows else [""]
    lines = [
        f"# Run {report.run_id}",
        *(f"* {line}" for line in (report.describe_documents(), report.describe_outcome())),
        *table,
        *(f"* {line}" for line in (*report.faults, *report.list_files(), report.describe_seconds())),
    ]
    return "\n".join(lines) + "\n"
