"""Real warehouses of a few documents, filled the way the main flow fills them."""

import hashlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from chiso.extraction.numerals import count_numerals
from chiso.model import Claim, Document, Doubt, Extraction, Sidecar
from chiso.reading import Source
from schemas.frames import Reading, build_frames
from schemas.registry_tables import RegistryTables, read_registry_tables
from schemas.validate import validate_frames
from warehouse import load, publish, state, work

START = datetime(2026, 1, 1, tzinfo=UTC)
USUAL: dict[str, Any] = {"index_code": "PCI", "edition_year": 2023, "jurisdiction_id": "vn", "bloc": "provinces"}


def build_claim(kind: str, value: float | None = None, unit: str | None = "quang-ninh", **changes: Any) -> Claim:
    about = {"unit_id": f"province/{unit}", "unit_text": unit} if unit else {}
    return Claim(**{"kind": kind, "rule_id": "test", "quote": "", "value": value, **USUAL, **about, **changes})


def build_reading(
    path: str,
    claims: Sequence[Claim],
    doubts: Sequence[Doubt] = (),
    code: str = "code-1",
    fault: str | None = None,
    **about: Any,
) -> Reading:
    """A document at `path` that states the claims, a line each; `about` goes to its sidecar."""
    placed, text = [], ""
    for claim in claims:
        numbers = " ".join(
            str(v) for v in (claim.kind, claim.unit_text, claim.value, claim.value_text) if v is not None
        )
        quote, start = claim.quote or numbers, len(text)
        placed.append(replace(claim, quote=quote, char_start=start, char_end=start + len(quote)))
        text += quote + "\n"
    sidecar = Sidecar(**{"published": date(2024, 5, 9), **about})
    sidecar_sha = hashlib.sha256(repr(about).encode()).hexdigest() if about else ""
    document_id = hashlib.sha256(text.encode()).hexdigest()
    reading_id = "r" + hashlib.sha256(f"{document_id} {sidecar_sha} {code}".encode()).hexdigest()[:16]
    source = Source(path, path, document_id, sidecar_sha, None, None, reading_id)
    numerals = {"claim": count_numerals(text)}
    extraction = Extraction(document_id, tuple(placed), tuple(doubts), numerals)
    return Reading(source, Document(document_id, path, "txt", text, (), sidecar), extraction, code, fault)


@dataclass
class House:
    """A warehouse and the folder that it is built from, as one reading per path."""

    path: Path
    registry: RegistryTables
    runs: int = 0
    registry_version: str = "registry-1"

    def run(self, *readings: Reading, batches: int = 1) -> load.Settled:
        """One run over a folder that holds exactly these documents."""
        self.runs += 1
        run_id, now = f"run-{self.runs:02}", START + timedelta(days=self.runs)
        job = work.open_work(self.path)
        load.load_registry_tables(job.con, self.registry, self.registry_version)
        before, known = state.fetch_sources(job.con), state.fetch_readings(job.con)
        fresh = list({r.source.reading_id: r for r in readings if r.source.reading_id not in known}.values())
        for number in range(batches):
            frames = build_frames(fresh[number::batches], run_id, now)
            load.load_batch(job.con, validate_frames(frames, self.registry))
        sources = {r.source.path_key: r.source for r in readings}
        load.load_sources(job.con, [s for s in sources.values() if before.get(s.path_key) != s])
        load.withdraw_sources(job.con, sorted(set(before) - set(sources)))
        settled = load.settle_readings(job.con, now)
        accepted, held = state.count_claims(job.con, run_id)
        known_documents = len(sources) - len(fresh)
        state.record_run(
            job.con, state.Run(run_id, now, now, "done", len(fresh), known_documents, 0, accepted, held, "code-1")
        )
        assert publish.check(job.con) == []
        publish.publish(job)
        return settled

    @contextmanager
    def open(self) -> Iterator[duckdb.DuckDBPyConnection]:
        con = duckdb.connect(str(self.path), read_only=True)
        try:
            yield con
        finally:
            con.close()

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        with self.open() as con:
            return con.execute(query).fetchall()

    def ask_all(self, queries: dict[str, str]) -> dict[str, list[tuple[Any, ...]]]:
        with self.open() as con:
            return {name: con.execute(query).fetchall() for name, query in queries.items()}

    def ask_one(self, query: str) -> dict[str, Any]:
        with self.open() as con:
            cursor = con.execute(query)
            names = [column[0] for column in cursor.description or []]
            (row,) = cursor.fetchall()
        return dict(zip(names, row, strict=True))


@pytest.fixture(scope="session")
def registry() -> RegistryTables:
    return read_registry_tables()


@pytest.fixture(scope="session")
def empty_warehouse(tmp_path_factory: pytest.TempPathFactory, registry: RegistryTables) -> Path:
    """A published warehouse without any document."""
    path = tmp_path_factory.mktemp("empty") / "chiso.duckdb"
    job = work.open_work(path)
    load.load_registry_tables(job.con, registry, "registry-1")
    publish.publish(job)
    return path


@pytest.fixture(scope="session")
def make_house(empty_warehouse: Path, registry: RegistryTables) -> Callable[[Path], House]:
    """A new warehouse without any document in a folder."""

    def make(folder: Path) -> House:
        path = folder / "chiso.duckdb"
        shutil.copyfile(empty_warehouse, path)
        return House(path, registry)

    return make


@pytest.fixture
def house(tmp_path: Path, make_house: Callable[[Path], House]) -> House:
    return make_house(tmp_path)


@pytest.fixture(scope="session")
def claim() -> Callable[..., Claim]:
    return build_claim


@pytest.fixture(scope="session")
def reading() -> Callable[..., Reading]:
    return build_reading
