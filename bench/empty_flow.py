"""A Prefect flow that does nothing, started as `chiso run` starts its own: what Prefect itself costs."""

from __future__ import annotations

from flows.server import prepare_prefect

prepare_prefect()

from prefect import flow  # noqa: E402  Prefect reads its settings on import


@flow(name="empty", validate_parameters=False, persist_result=False)
def empty() -> None:
    """Do nothing."""


if __name__ == "__main__":
    empty()
