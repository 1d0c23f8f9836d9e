"""The main job as a Prefect flow: collect -> read -> extract -> validate -> load -> check -> publish.

The order stands in chiso/ingest.py; here each stage becomes a Prefect task, and a batch of documents is one task per
stage. Only stages that touch files or the database are tried again; what is wrong with one document is a review item,
however often it is read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import duckdb
from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.utilities.annotations import quote

from chiso.ingest import PLAIN, Stages, ingest_documents
from chiso.lock import hold_warehouse
from chiso.paths import RAW, WAREHOUSE
from chiso.report import RunReport, format_markdown

# publish is not among them: its first step closes the file, so it cannot be done twice
_RETRIES = {"collect": 2, "open": 2, "registry": 2, "load": 2, "settle": 2}


@flow(name="ingest", validate_parameters=False, persist_result=False)
def ingest(paths: Sequence[str] = (), warehouse: str | None = None, wait: float = 60.0) -> RunReport:
    """Read what is new under `paths` (default: raw/) into the warehouse (default: warehouse/chiso.duckdb).

    Waits up to `wait` seconds for another run of the same warehouse. Raises RunFault with one line for the operator.
    """
    target = Path(warehouse) if warehouse else WAREHOUSE
    with hold_warehouse(target, wait):
        report = ingest_documents([Path(path) for path in paths] or [RAW], target, make_tasks(PLAIN))
    create_markdown_artifact(format_markdown(report), key="chiso-run", description=report.describe_documents())
    return report


def make_tasks(stages: Stages) -> Stages:
    """The same stages, each as a Prefect task."""
    return replace(
        stages, **{field.name: _make_task(field.name, getattr(stages, field.name)) for field in fields(stages)}
    )


def _make_task(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """quote() keeps Prefect from looking into every value of a batch."""
    make_step = task(
        name=name,
        retries=_RETRIES.get(name, 0),
        retry_delay_seconds=1,
        retry_condition_fn=_is_passing,
        cache_policy=NO_CACHE,
        persist_result=False,
    )
    step = make_step(function)
    return lambda *values: step(*(quote(value) for value in values))


def _is_passing(_task: object, _run: object, state: State[Any]) -> bool:
    """True for faults of files and of the database that may be over in a second."""
    try:
        state.result()
    except (OSError, duckdb.IOException):
        return True
    except Exception:  # noqa: BLE001  whatever else a stage raises would be raised again
        return False
    return False
