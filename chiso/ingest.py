"""The main job in plain functions: collect -> read -> extract -> validate -> load -> check -> publish.

`ingest_documents` is the order of the stages and takes them as a parameter: plain functions here, Prefect tasks in
flows/ingest.py. It knows nothing of Prefect. What reads and loads documents (pandas, pandera, openpyxl) is imported where
it is needed: a run with nothing new needs none of it.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from chiso.batch import Batch, Engine, extract_batch, read_batch, validate_batch
from chiso.collect import Collected, collect_files, count_documents, plan_readings
from chiso.console import show_progress
from chiso.fault import RunFault
from chiso.reading import Source, Versions, find_versions
from chiso.report import RunReport
from warehouse import publish as publishing
from warehouse import state
from warehouse.work import Work, discard_work, open_work, remove_leftovers

BATCH_SIZE = 200  # documents


def load_registry(work: Work, engine: Engine) -> None:
    """The registry's tables -> warehouse, unless it has them."""
    from warehouse import load

    load.load_registry_tables(work.con, engine.registry_tables, engine.versions.registry)


def load_batch(work: Work, batch: Batch) -> None:
    """Frames -> warehouse, in one transaction."""
    from warehouse import load

    if batch.frames is not None:
        load.load_batch(work.con, batch.frames)


def settle_sources(work: Work, found: Sequence[Source], gone: Sequence[str]) -> int:
    """Note what lies where, and let the readings that hold it be the current ones; gives how many were withdrawn."""
    from warehouse import load

    load.load_sources(work.con, found)
    load.withdraw_sources(work.con, gone)
    return load.settle_readings(work.con, datetime.now(UTC)).withdrawn


def check_work(work: Work) -> None:
    """Raise RunFault when a bug check finds a row: then nothing is published."""
    violations = publishing.check(work.con)
    if violations:
        more = f" (and {len(violations) - 1} more)" if len(violations) > 1 else ""
        raise RunFault(f"{work.warehouse}: nothing published, a check failed: {violations[0]}{more}; report this bug")
    with state.open_transaction(work.con):
        state.note_part(work.con, "checks", state.compute_checks_version())


@dataclass(frozen=True)
class Stages:
    """The stages of a run, as plain functions."""

    collect: Callable[[Sequence[Path]], Collected] = collect_files
    open: Callable[[Path], Work] = open_work
    registry: Callable[[Work, Engine], None] = load_registry
    read: Callable[[Batch, Engine], None] = read_batch
    extract: Callable[[Batch, Engine], None] = extract_batch
    validate: Callable[[Batch, Engine], None] = validate_batch
    load: Callable[[Work, Batch], None] = load_batch
    settle: Callable[[Work, Sequence[Source], Sequence[str]], int] = settle_sources
    check: Callable[[Work], None] = check_work
    publish: Callable[[Work], None] = publishing.publish


PLAIN = Stages()


def ingest_documents(
    paths: Sequence[Path], warehouse: Path, stages: Stages = PLAIN, batch_size: int = BATCH_SIZE
) -> RunReport:
    """Read what is new under `paths` and publish the warehouse; the caller holds its lock.

    Raises RunFault when nothing could be done; what is wrong with single documents or paths stands in the report.
    """
    started_at = datetime.now(UTC)
    report = RunReport(f"{started_at:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}", str(warehouse))
    try:
        with report.measure("collect"):
            collected = stages.collect(paths)
        if not (collected.files or collected.unreadable):
            raise RunFault("; ".join(collected.faults))
        work = None
        try:
            with report.measure("open"):
                work = stages.open(warehouse)
            _fill_work(work, collected, report, started_at, stages, batch_size)
            with report.measure("publish"):
                stages.publish(work)
        except BaseException as error:  # a signal too, at whatever moment: the published file stays, the work file goes
            if work is not None:
                discard_work(work)
            else:
                remove_leftovers(warehouse.resolve())
            cause = error.__cause__
            if isinstance(error, RuntimeError) and cause is not None and not isinstance(cause, Exception):
                raise cause from None  # DuckDB says "Query interrupted" for a signal within a query
            raise
    except OSError as error:
        raise RunFault(f"{error.filename or warehouse}: {error.strerror or error}; nothing was published") from error
    return report


def _fill_work(
    work: Work, collected: Collected, report: RunReport, started_at: datetime, stages: Stages, batch_size: int
) -> None:
    with report.measure("plan"):
        versions = find_versions()
        before = state.fetch_sources(work.con)
        engine = Engine(report.run_id, started_at, versions, state.fetch_readings(work.con))
        plan = plan_readings(collected, before, engine.readings, versions)
    changed = not plan.is_empty or work.created or work.migrated
    if state.fetch_part(work.con, "registry") != versions.registry:
        changed = True
        with report.measure("load"):
            stages.registry(work, engine)
    found = list(plan.known)
    failed = {skipped.path_key: skipped.reason for skipped in collected.unreadable}
    with show_progress(len(plan.to_read)) as advance:
        for groups in plan.make_batches(batch_size):
            batch = Batch(groups, advance)
            with report.measure("read"):
                stages.read(batch, engine)
            with report.measure("extract"):
                stages.extract(batch, engine)
            with report.measure("validate"):
                stages.validate(batch, engine)
            with report.measure("load"):
                stages.load(work, batch)
            found += batch.sources
            failed |= batch.failed
            report.read += len(batch.readings)
    with report.measure("load"):
        if not plan.is_empty:
            report.withdrawn = stages.settle(work, found, plan.gone)
    with report.measure("count"):
        _fill_report(report, work, collected, count_documents(collected, before, found, failed), failed)
        _refuse_unreadable(report, work, collected)
        _record_run(report, work, started_at, versions)
    if changed or state.fetch_part(work.con, "checks") != state.compute_checks_version():
        with report.measure("check"):  # what was published was checked: with nothing new it need not be again
            stages.check(work)


def _fill_report(
    report: RunReport, work: Work, collected: Collected, documents: dict[str, int], failed: dict[str, str]
) -> None:
    report.new, report.changed, report.unchanged = (documents[state] for state in ("new", "changed", "unchanged"))
    report.failed = list(failed.values())
    report.skipped = [f"{skipped.source_path}: {skipped.reason}" for skipped in collected.skipped]
    report.faults = list(collected.faults)
    if report.read:
        report.claims = state.summarize_claims(work.con, report.run_id)
        report.accepted, report.held = state.count_claims(work.con, report.run_id)
    items = work.con.execute("select count(*) from review_items where state = 'open'").fetchall()
    report.open_items = int(items[0][0])


def _refuse_unreadable(report: RunReport, work: Work, collected: Collected) -> None:
    """A run that was given only what cannot be read could not do its job, now and whenever it is given that again."""
    unreadable = state.fetch_failed(work.con)
    sources = state.fetch_sources(work.con)
    if all(file.path_key not in sources or sources[file.path_key].reading_id in unreadable for file in collected.files):
        first = f": {report.failed[0]}" if report.failed else ", as before"
        report.faults.append(f"nothing readable, all {len(collected.files)} documents failed{first}")


def _record_run(report: RunReport, work: Work, started_at: datetime, versions: Versions) -> None:
    run = state.Run(
        run_id=report.run_id,
        started_at=started_at,
        ended_at=datetime.now(UTC),
        outcome="done",
        documents_new=report.new + report.changed,
        documents_unchanged=report.unchanged,
        documents_failed=len(report.failed),
        claims_accepted=report.accepted,
        claims_held=report.held,
        code_version=versions.code,
    )
    state.record_run(work.con, run)
