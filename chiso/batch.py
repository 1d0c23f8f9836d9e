"""A batch of documents on its way from file to warehouse: read, extracted, validated."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING

from chiso.collect import SIDECAR_SUFFIX, File, note_file
from chiso.fault import RunFault
from chiso.model import Claim, Document, Doubt, Extraction, Sidecar
from chiso.paths import ROOT
from chiso.reading import NO_CONVERTER, NO_LAYOUT, LayoutChoice, Source, Versions, make_reading_id

if TYPE_CHECKING:
    from chiso.readers import ReadFault
    from chiso.registry import Registry
    from chiso.tabulation import Layout
    from schemas.frames import Frames, Reading
    from schemas.registry_tables import RegistryTables


_OF_PAGE = (("published", "published date"), ("url", "outlet"), ("title", "title"))  # field -> what is inferred from it


class Engine:
    """What reading needs besides the documents; each part is made when a document first needs it.

    `readings` are the ids of all readings made so far, in the warehouse or in this run: none is made twice.
    """

    def __init__(self, run_id: str, started_at: datetime, versions: Versions, readings: set[str]) -> None:
        self.run_id = run_id
        self.started_at = started_at
        self.versions = versions
        self.readings = readings

    @cached_property
    def registry(self) -> Registry:
        """Who is ranked and by what. Raises RunFault where its files contradict each other."""
        from chiso.registry import RegistryFault, load_registry

        try:
            return load_registry()
        except RegistryFault as fault:
            raise RunFault(str(fault)) from fault

    @cached_property
    def registry_tables(self) -> RegistryTables:
        """The registry as validated frames. Raises RegistryTableFault, which is a RunFault."""
        from schemas.registry_tables import read_registry_tables

        return read_registry_tables()

    @cached_property
    def layouts(self) -> tuple[Layout, ...]:
        """All table layouts. Raises RunFault where one cannot be used."""
        from chiso.tabulation import LayoutFault, load_layouts

        try:
            return load_layouts()
        except LayoutFault as fault:
            raise RunFault(str(fault)) from fault


@dataclass(frozen=True, slots=True)
class _Opened:
    """A document that has been read and waits for extraction."""

    source: Source
    document: Document
    layout: Layout | None
    fault: ReadFault | None


@dataclass(slots=True)
class Batch:
    """Some documents and what has become of them so far; each stage fills in its part.

    `advance` is called once per document.
    """

    groups: Sequence[tuple[File, ...]]
    advance: Callable[[], None]
    opened: list[_Opened] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    frames: Frames | None = None
    sources: list[Source] = field(default_factory=list)  # every file of the batch, with the reading that holds it
    failed: dict[str, str] = field(default_factory=dict)  # document_id -> why it could not be read


def read_batch(batch: Batch, engine: Engine) -> None:
    """Files -> documents. A file that cannot be read becomes a fault of its document; none stops the others."""
    from chiso.readers import READERS_AT_ONCE

    with ThreadPoolExecutor(READERS_AT_ONCE) as pool:
        for group, found in zip(batch.groups, pool.map(_try_open, (group[0] for group in batch.groups)), strict=True):
            if isinstance(found, OSError):
                why = f"{group[0].source_path}: {found.strerror or found}; the next run takes it"
                batch.failed[group[0].document_id] = why
                batch.advance()
                continue
            document, fault = found
            opened = len(batch.opened)
            for file in group:
                _note_reading(batch, engine, file, replace(document, source_path=file.source_path), fault)
            if len(batch.opened) == opened:
                batch.advance()  # a table whose layout is still the same


def extract_batch(batch: Batch, engine: Engine) -> None:
    """Documents -> claims: by grammar from the text, from the tables by layout; a page may have both."""
    from chiso.extraction.numerals import count_numerals
    from schemas.frames import Reading

    for opened in batch.opened:
        fault = opened.fault
        extraction = Extraction(opened.document.document_id)
        if fault is None:
            try:
                extraction = _extract_document(opened.document, opened.layout, engine)
            except RunFault:
                raise
            except Exception as error:  # noqa: BLE001  one document that breaks the grammar must not stop the others
                fault = _describe_crash(opened.document, error)
        if fault is not None:
            batch.failed[opened.document.document_id] = fault.message
            doubt = Doubt("document", fault.reason_code, fault.message)
            extraction = Extraction(opened.document.document_id, doubts=(doubt,))
        if not extraction.numerals:  # those of a table have locators, those of a file that broke wait for a person
            rest = count_numerals(opened.document.text)
            extraction = replace(extraction, numerals={"unread" if fault else "cell": rest})
        code = fault.reason_code if fault else None
        batch.readings.append(Reading(opened.source, opened.document, extraction, engine.versions.code, code))
        batch.advance()


def validate_batch(batch: Batch, engine: Engine) -> None:
    """Claims -> frames that keep the contracts, each claim with its verdict."""
    from schemas.frames import build_frames
    from schemas.validate import validate_frames

    frames = build_frames(batch.readings, engine.run_id, engine.started_at)
    batch.frames = validate_frames(frames, engine.registry_tables)


def _try_open(file: File) -> tuple[Document, ReadFault | None] | OSError:
    """What _open_document gives or raises."""
    try:
        return _open_document(file)
    except OSError as error:
        return error


def _open_document(file: File) -> tuple[Document, ReadFault | None]:
    """The document, or an empty one with its fault. Raises OSError when the bytes are not those that were collected."""
    from chiso.readers import ReadFault, parse_sidecar, read_document

    data = file.path.read_bytes()
    if hashlib.sha256(data).hexdigest() != file.document_id:
        raise OSError("the file changed while the run was reading")
    sidecar = Sidecar()
    try:
        if file.sidecar_sha:
            path = file.path.with_name(file.path.name + SIDECAR_SUFFIX)
            sidecar = parse_sidecar(file.source_path + SIDECAR_SUFFIX, path.read_bytes())
        return read_document(file.source_path, data, sidecar), None
    except ReadFault as fault:
        return Document(file.document_id, file.source_path, "unknown", "", (), sidecar), fault


def _note_reading(batch: Batch, engine: Engine, file: File, document: Document, fault: ReadFault | None) -> None:
    layout: Layout | None = None
    choice: LayoutChoice | None = None
    if document.tables:
        from chiso.tabulation import find_layout

        layout = find_layout(document, engine.layouts)
        choice = LayoutChoice(
            layout.layout_id if layout else None, layout.version if layout else NO_LAYOUT, engine.versions.layouts
        )
    elif fault is not None and fault.reason_code == "needs_libreoffice":
        choice = LayoutChoice(None, NO_CONVERTER, engine.versions.layouts)
    version = choice.version if choice else None
    reading_id = make_reading_id(file.document_id, file.sidecar_sha, version, engine.versions.code)
    source = note_file(file, reading_id, choice)
    batch.sources.append(source)
    if reading_id not in engine.readings:
        engine.readings.add(reading_id)
        batch.opened.append(_Opened(source, document, layout, fault))


def _extract_document(document: Document, layout: Layout | None, engine: Engine) -> Extraction:
    parts = []
    if document.text and document.format != "csv":  # the text of a CSV is its table
        from chiso.extraction import LexiconFault, extract_claims

        try:
            parts.append(extract_claims(document, engine.registry))
        except LexiconFault as fault:
            raise RunFault(str(fault)) from fault
    if document.tables:
        from chiso.tabulation import tabulate_claims

        parts.append(tabulate_claims(document, layout, engine.registry))
    return Extraction(
        document.document_id,
        tuple(_name_origin(document, claim) for part in parts for claim in part.claims),
        document.notes + tuple(doubt for part in parts for doubt in part.doubts),
        parts[0].numerals if parts else {},
    )


def _name_origin(document: Document, claim: Claim) -> Claim:
    """The claim; where it was inferred from what the page says of itself and no sidecar, it says so."""
    inferred = claim.inferred
    for field_name, context in _OF_PAGE:
        if inferred and field_name in document.of_page:
            inferred = inferred.replace(f": {context}", f": page's {context}")
    return claim if inferred == claim.inferred else replace(claim, inferred=inferred)


def _describe_crash(document: Document, error: Exception) -> ReadFault:
    """A fault that says where in chiso a document broke, so that it can be reported and mended."""
    from chiso.readers import ReadFault

    ours = [frame for frame in extract_tb(error.__traceback__) if Path(frame.filename).is_relative_to(ROOT / "chiso")]
    place = f"{Path(ours[-1].filename).relative_to(ROOT)}:{ours[-1].lineno}" if ours else "an unknown place"
    return ReadFault(
        "extraction_failed",
        f"{document.source_path}: chiso broke on this document at {place} ({type(error).__name__}: {error}); "
        "this is a fault of chiso: report it with the file",
    )
