"""The main job in plain functions: collect -> read -> extract -> validate -> load -> check -> publish.

`ingest_documents` is the order of the stages and takes them as a parameter: plain functions here, Prefect tasks in
flows/ingest.py. It knows nothing of Prefect.
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
from chiso.reading import Versions, find_versions
from chiso.report import RunReport
from schemas.frames import Source
from warehouse import load as loading
from warehouse import publish as publishing
from warehouse.work import Work, open_work, remove_leftovers

BATCH_SIZE = 200  # documents


def load_registry(work: Work, engine: Engine) -> bool:
    """The registry's tables -> warehouse, when they are not those that it has; True when they were replaced."""
    if loading.fetch_part(work.con, "registry") == engine.versions.registry:
        return False
    return loading.load_registry_tables(work.con, engine.registry_tables, engine.versions.registry)


def load_batch(work: Work, batch: Batch) -> None:
    """Frames -> warehouse, in one transaction."""
    if batch.frames is not None:
        loading.load_batch(work.con, batch.frames)


def settle_sources(work: Work, found: Sequence[Source], gone: Sequence[str]) -> loading.Settled:
    """Note what lies where, and let the readings that hold it be the current ones."""
    loading.load_sources(work.con, found)
    loading.withdraw_sources(work.con, gone)
    return loading.settle_readings(work.con, datetime.now(UTC))


def check_work(work: Work) -> None:
    """Raise RunFault when a bug check finds a row: then nothing is published."""
    violations = publishing.check(work.con)
    if violations:
        more = f" (and {len(violations) - 1} more)" if len(violations) > 1 else ""
        raise RunFault(f"{work.warehouse}: nothing published, a check failed: {violations[0]}{more}; report this bug")


@dataclass(frozen=True)
class Stages:
    """The stages of a run, as plain functions."""

    collect: Callable[[Sequence[Path]], Collected] = collect_files
    open: Callable[[Path], Work] = open_work
    registry: Callable[[Work, Engine], bool] = load_registry
    read: Callable[[Batch, Engine], None] = read_batch
    extract: Callable[[Batch, Engine], None] = extract_batch
    validate: Callable[[Batch, Engine], None] = validate_batch
    load: Callable[[Work, Batch], None] = load_batch
    settle: Callable[[Work, Sequence[Source], Sequence[str]], loading.Settled] = settle_sources
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
                work.con.close()
            remove_leftovers(warehouse)
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
        before = loading.fetch_sources(work.con)
        engine = Engine(report.run_id, started_at, versions, loading.fetch_readings(work.con))
        plan = plan_readings(collected, before, engine.readings, versions)
    with report.measure("load"):
        replaced = stages.registry(work, engine)
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
            report.withdrawn = stages.settle(work, found, plan.gone).withdrawn
    with report.measure("count"):
        _fill_report(report, work, collected, count_documents(collected, before, found, failed), failed)
        _refuse_unreadable(report, work, collected)
        _record_run(report, work, started_at, versions)
    if not plan.is_empty or replaced or work.created or work.migrated:
        with report.measure("check"):  # what was published was checked: with nothing new it need not be again
            stages.check(work)


def _fill_report(
    report: RunReport, work: Work, collected: Collected, documents: dict[str, int], failed: dict[str, str]
) -> None:
    report.new, report.changed, report.unchanged = (documents[state] for state in ("new", "changed", "unchanged"))
    report.failed = list(failed.values())
    report.skipped = [f"{skipped.source_path}: {skipped.reason}" for skipped in collected.skipped]
    report.faults = list(collected.faults)
    report.claims = loading.summarize_claims(work.con, report.run_id)
    report.accepted, report.held = loading.count_claims(work.con, report.run_id)
    items = work.con.execute("select count(*) from review_items where state = 'open'").fetchall()
    report.open_items = int(items[0][0])


def _refuse_unreadable(report: RunReport, work: Work, collected: Collected) -> None:
    """A run that was given only what cannot be read could not do its job, now and whenever it is given that again."""
    unreadable = loading.fetch_failed(work.con)
    sources = loading.fetch_sources(work.con)
    if all(file.path_key not in sources or sources[file.path_key].reading_id in unreadable for file in collected.files):
        first = f": {report.failed[0]}" if report.failed else ", as before"
        report.faults.append(f"nothing readable, all {len(collected.files)} documents failed{first}")


def _record_run(report: RunReport, work: Work, started_at: datetime, versions: Versions) -> None:
    run = loading.Run(
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
    loading.record_run(work.con, run)
