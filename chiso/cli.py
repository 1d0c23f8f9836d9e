"""The command line: chiso run, chiso explain, chiso query."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Annotated

import typer

from chiso.console import print_fault
from chiso.fault import RunFault
from chiso.paths import RAW, WAREHOUSE

app = typer.Typer(
    help="From announcements of Vietnam's governance indices to a warehouse that can be trusted.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Warehouse = Annotated[Path, typer.Option("--warehouse", help="The DuckDB file.", show_default="warehouse/chiso.duckdb")]


@app.command()
def run(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files or folders.", show_default="raw/")] = None,
    warehouse: Warehouse = WAREHOUSE,
    wait: Annotated[float, typer.Option(help="Seconds to wait for another run of the same warehouse.")] = 60.0,
    verbose: Annotated[bool, typer.Option("--verbose", help="Show Prefect's log as well.")] = False,
) -> None:
    """Read what is new in files or folders into the warehouse."""
    from chiso.collect import check_paths
    from chiso.lock import hold_warehouse
    from chiso.query import open_published
    from chiso.report import print_report
    from flows.server import prepare_prefect

    given = paths or [RAW]
    check_paths(given)
    signal.signal(signal.SIGTERM, _exit_on_signal)
    with hold_warehouse(warehouse, wait):
        if warehouse.exists():
            open_published(warehouse).close()  # one that cannot be used is said now, not after Prefect's start
        prepare_prefect(verbose)
        from flows.ingest import ingest  # Prefect: a second to import, and its settings must stand before

        report = ingest([str(path) for path in given], str(warehouse), 0.0)
    print_report(report)
    for fault in report.faults:
        print_fault(fault)
    if report.faults:
        raise typer.Exit(1)


@app.command()
def explain(
    claim_id: Annotated[str, typer.Argument(help="As in the column claim_id.")],
    warehouse: Warehouse = WAREHOUSE,
) -> None:
    """Show where a claim stands: the passage with the words marked, and who published it."""
    from chiso.explain import explain_claim

    explain_claim(claim_id, warehouse)


@app.command()
def query(
    file: Annotated[Path, typer.Argument(help="A file with one SQL query, as in docs/queries/.")],
    warehouse: Warehouse = WAREHOUSE,
) -> None:
    """Answer a query from the warehouse, read-only."""
    from chiso.query import answer_query

    answer_query(file, warehouse)


def _exit_on_signal(number: int, _frame: object) -> None:
    """Leave as at the end of a run: the work file is dropped and Prefect's server is stopped."""
    raise SystemExit(128 + number)


def main() -> None:
    """The console script: a fault is one line on standard error and exit code 1."""
    try:
        app()
    except RunFault as fault:
        print_fault(str(fault))
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
