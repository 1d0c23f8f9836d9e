"""Tables made in a folder, a layout for them, the real registry."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from chiso.model import Extraction, Sidecar
from chiso.readers import read_document
from chiso.registry import Registry, load_registry
from chiso.tabulation import find_layout, tabulate_claims
from chiso.tabulation.layout import parse_layout

LAYOUT = Path(__file__).with_name("bang.yml").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def registry() -> Registry:
    return load_registry()


@pytest.fixture
def tabulate(tmp_path: Path, registry: Registry) -> Callable[..., Extraction]:
    """tabulate(text, layout=..., name=...) writes the table, reads it from its bytes and tabulates it."""

    def run(text: str | bytes, layout: str = LAYOUT, name: str = "bang.csv", **sidecar: str) -> Extraction:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        document = read_document(f"vcci/{name}", path.read_bytes(), Sidecar(**sidecar))  # type: ignore[arg-type]
        return tabulate_claims(document, find_layout(document, [parse_layout("test/bang", layout.encode())]), registry)

    return run
