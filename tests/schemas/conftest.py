"""Documents made of one sentence per claim, judged by the real contracts against the real registry."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from chiso.model import Claim, Document, Extraction, Sidecar
from chiso.reading import Source
from schemas.frames import Frames, Reading, build_frames
from schemas.registry_tables import RegistryTables, read_registry_tables
from schemas.validate import validate_frames

USUAL: dict[str, Any] = {
    "index_code": "PCI",
    "edition_year": 2023,
    "jurisdiction_id": "vn",
    "bloc": "provinces",
}
PUBLISHED = date(2024, 5, 9)


def build_reading(claims: Sequence[Claim], path: str = "vccI/pci.txt", published: date | None = PUBLISHED) -> Reading:
    """A document that states the claims, each in a line of its own."""
    placed, text = [], ""
    for number, claim in enumerate(claims):
        start, quote = len(text), claim.quote or f"câu {number}"
        placed.append(replace(claim, quote=quote, char_start=start, char_end=start + len(quote)))
        text += quote + "\n"
    document_id = hashlib.sha256((path + text).encode()).hexdigest()
    reading_id = "r" + hashlib.sha256(document_id.encode()).hexdigest()[:16]
    source = Source(path, path, document_id, "", None, None, reading_id)
    document = Document(document_id, path, "txt", text, (), Sidecar(published=published, publisher="VCCI"))
    return Reading(source, document, Extraction(document_id, tuple(placed)), "code-1")


@pytest.fixture(scope="session")
def registry() -> RegistryTables:
    return read_registry_tables()


@pytest.fixture(scope="session")
def make_claim() -> Callable[..., Claim]:
    """A claim about PCI 2023 of Quảng Ninh, with what the test says of it."""

    def make(kind: str, value: float | None = None, unit: str | None = "quang-ninh", **changes: Any) -> Claim:
        about = {"unit_id": f"province/{unit}", "unit_text": unit} if unit else {}
        return Claim(**{"kind": kind, "rule_id": "test", "quote": "", "value": value, **USUAL, **about, **changes})

    return make


@pytest.fixture(scope="session")
def judge(registry: RegistryTables) -> Callable[..., Frames]:
    """What the contracts say of documents with these claims, each document a list of claims or (claims, published)."""

    def judge_claims(*documents: Sequence[Claim] | tuple[Sequence[Claim], date | None]) -> Frames:
        pairs = [document if isinstance(document, tuple) else (document, PUBLISHED) for document in documents]
        readings = [build_reading(claims, f"vcci/{n}.txt", published) for n, (claims, published) in enumerate(pairs)]
        return validate_frames(build_frames(readings, "run-1", datetime(2026, 1, 1, tzinfo=UTC)), registry)

    return judge_claims


@pytest.fixture(scope="session")
def make_reading() -> Callable[..., Reading]:
    return build_reading
