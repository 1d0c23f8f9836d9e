"""What lies in the given files and folders, and what of it has to be read.

Collecting needs only names and bytes: nothing is parsed, so a run with nothing new stays cheap.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from chiso.fault import RunFault
from chiso.paths import make_path_key, make_source_path
from chiso.reading import NO_CONVERTER, LayoutChoice, Source, Versions, make_reading_id

# A text is a document when its name says text or table; pages and office files show themselves by their bytes.
DOCUMENT_SUFFIXES = frozenset(
    ["", *".txt .text .md .csv .tsv .tab .xlsx .xlsm .xls .ods .docx .docm .doc .html .htm .mhtml .mht".split()]
)
SIDECAR_SUFFIX = ".yml"
NO_DOCUMENT_SUFFIXES = frozenset([SIDECAR_SUFFIX, ".yaml", ".json"])
ABOUT_DOCUMENTS = frozenset(["LICENCES.md", "README.md"])  # they speak of the documents beside them
_ATTEMPTS = 3  # a network drive may need a second try; a file that is not there or not ours does not


@dataclass(frozen=True, slots=True)
class File:
    """One file that is a document: sha256 of its bytes, and of its sidecar's ('' where there is none)."""

    path: Path
    path_key: str
    source_path: str
    document_id: str
    sidecar_sha: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was left out, and why."""

    path_key: str
    source_path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Collected:
    """What the given paths hold, sorted by path key.

    `folders` are the path keys of folders scanned whole. `unreadable` are documents whose bytes could not be had: they
    are there, so they are not gone. `faults` are lines for the operator about paths that gave nothing at all.
    """

    files: tuple[File, ...]
    skipped: tuple[Skipped, ...]
    unreadable: tuple[Skipped, ...]
    folders: tuple[str, ...]
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run has to do.

    `to_read`: groups of files with the same bytes and sidecar, smallest path key first; each is read once. `known`:
    files at a path that is new or changed, whose very reading is in the warehouse: they only have to be noted.
    `gone`: path keys that disappeared from folders scanned whole.
    """

    to_read: tuple[tuple[File, ...], ...]
    known: tuple[Source, ...]
    gone: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """True when the warehouse already says what the folders hold."""
        return not (self.to_read or self.known or self.gone)

    def make_batches(self, size: int) -> Iterator[tuple[tuple[File, ...], ...]]:
        """The groups to read, `size` at a time."""
        for start in range(0, len(self.to_read), size):
            yield self.to_read[start : start + size]


def collect_files(paths: Sequence[Path]) -> Collected:
    """Look at every path; a path that is missing or holds no document becomes a fault, the others are collected.

    Sidecars, .json and hidden files are no documents. Raises OSError when a folder cannot be listed.
    """
    found: dict[str, File] = {}
    skipped: dict[str, Skipped] = {}
    unreadable: dict[str, Skipped] = {}
    folders: list[str] = []
    faults: list[str] = []
    for path in paths:
        if not path.exists():
            faults.append(f"{path}: no such file or folder; check the path")
            continue
        given = path.is_file()
        if not given:
            folders.append(make_path_key(path))
        here: list[Skipped] = []
        documents = 0
        for name in [path] if given else _walk_folder(path):
            key, source_path = make_path_key(name), make_source_path(name)
            try:
                file = _look_at(name, key, source_path, given)
            except OSError as error:
                file = Skipped(key, source_path, f"{source_path}: {error.strerror or error}; make it readable")
                unreadable[key] = file
                documents += 1
                continue
            if isinstance(file, Skipped):
                here.append(file)
            else:
                found.setdefault(key, file)
                documents += 1
        skipped |= {entry.path_key: entry for entry in here}
        if not documents:
            faults.append(_describe_nothing(path, given, here))
    return Collected(
        tuple(found[key] for key in sorted(found)),
        tuple(skipped[key] for key in sorted(skipped)),
        tuple(unreadable[key] for key in sorted(unreadable)),
        tuple(folders),
        tuple(faults),
    )


def check_paths(paths: Sequence[Path]) -> None:
    """Raise RunFault where no path can hold a document, before anything slow is started."""
    if not any(path.is_file() or next(_walk_folder(path), None) for path in paths if path.exists()):
        raise RunFault("; ".join(collect_files(paths).faults))


def plan_readings(
    collected: Collected, sources: Mapping[str, Source], readings: Collection[str], versions: Versions
) -> Plan:
    """Compare what lies there with what the warehouse holds: `sources` by path key, and the ids of all `readings`.

    A document is unchanged when bytes, sidecar, code and every layout are those of its reading. When only some layout
    changed, a table is opened again to see which layout serves it now; it is extracted again only if that differs.
    """
    groups: dict[tuple[str, str], list[File]] = {}
    known: list[Source] = []
    for file in collected.files:
        source = sources.get(file.path_key)
        if source is not None and _is_current(source, file, versions):
            continue
        prose_id = make_reading_id(file.document_id, file.sidecar_sha, None, versions.code)
        if prose_id in readings:
            known.append(note_file(file, prose_id))
        else:
            groups.setdefault((file.document_id, file.sidecar_sha), []).append(file)
    found = {file.path_key for file in collected.files} | {skipped.path_key for skipped in collected.unreadable}
    gone = sorted(key for key in sources if key not in found and _is_in_folders(key, collected.folders))
    return Plan(tuple(tuple(group) for group in groups.values()), tuple(known), tuple(gone))


def count_documents(
    collected: Collected, before: Mapping[str, Source], found: Iterable[Source], failed: Collection[str]
) -> Counter[str]:
    """How many of the collected documents are 'new', 'changed' and 'unchanged'; the `failed` ones are none of these.

    `found` are the files whose row of `sources` was written. A second path of the same document changes nothing.
    """
    held = {(source.document_id, source.reading_id) for source in before.values()}
    documents = {document_id for document_id, _ in held}
    states = {file.document_id: "unchanged" for file in collected.files if file.document_id not in failed}
    for source in found:
        if source.document_id not in states or (source.document_id, source.reading_id) in held:
            continue
        seen = source.path_key in before or source.document_id in documents
        if states[source.document_id] != "changed":
            states[source.document_id] = "changed" if seen else "new"
    return Counter(states.values())


def note_file(file: File, reading_id: str, layout: LayoutChoice | None = None) -> Source:
    """The row of `sources` that says which reading holds what this file says; `layout` for a document with tables."""
    return Source(
        file.path_key,
        file.source_path,
        file.document_id,
        file.sidecar_sha,
        layout.layout_id if layout else None,
        layout.version if layout else None,
        reading_id,
        layout.offered if layout else None,
    )


def _is_current(source: Source, file: File, versions: Versions) -> bool:
    if (source.document_id, source.sidecar_sha) != (file.document_id, file.sidecar_sha):
        return False
    if source.layout_version == NO_CONVERTER:
        from chiso.readers import find_converter

        if find_converter():
            return False
    if source.layouts_version not in (None, versions.layouts):
        return False
    return source.reading_id == make_reading_id(
        file.document_id, file.sidecar_sha, source.layout_version, versions.code
    )


def _is_in_folders(path_key: str, folders: Iterable[str]) -> bool:
    return any(folder == "." or path_key.startswith(folder.rstrip("/") + "/") for folder in folders)


def _walk_folder(folder: Path) -> Iterator[Path]:
    """Every file below, hidden ones left out, sorted. Raises OSError where a folder cannot be listed."""

    def refuse(error: OSError) -> None:
        raise error

    for parent, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            if not name.startswith((".", "~$")) and path.suffix.lower() not in NO_DOCUMENT_SUFFIXES:
                yield path


def _look_at(path: Path, key: str, source_path: str, given: bool) -> File | Skipped:
    data = _read_bytes(path)
    reason = _refuse_file(path, data, given)
    if reason:
        return Skipped(key, source_path, reason)
    sidecar = path.with_name(path.name + SIDECAR_SUFFIX)
    return File(
        path, key, source_path, _hash_bytes(data), _hash_bytes(_read_bytes(sidecar)) if sidecar.is_file() else ""
    )


def _refuse_file(path: Path, data: bytes, given: bool) -> str | None:
    """Why a file is no document, or None. One that was given by name is left to its reader, which knows better why."""
    suffix = path.suffix.lower()
    if suffix in NO_DOCUMENT_SUFFIXES:
        return f"a {suffix} file is no document"
    if given or (suffix in DOCUMENT_SUFFIXES and path.name not in ABOUT_DOCUMENTS):
        return None
    if path.name in ABOUT_DOCUMENTS:
        return "it speaks of the documents beside it"
    from chiso.readers import ReadFault, detect_format  # only where a name says nothing

    try:
        return None if detect_format(str(path), data) != "text" else f"unknown kind ({suffix})"
    except ReadFault:
        return f"unknown kind ({suffix})"


def _describe_nothing(path: Path, given: bool, skipped: list[Skipped]) -> str:
    if given:
        return f"{path}: {skipped[0].reason if skipped else 'no document'}; name a text, a table or a workbook"
    if skipped:
        reasons = ", ".join(sorted({entry.reason for entry in skipped}))
        return f"{path}: no documents in this folder ({len(skipped)} skipped: {reasons}); put announcements into it"
    return f"{path}: no documents in this folder; put announcements into it or name another one"


def _read_bytes(path: Path) -> bytes:
    for attempt in range(_ATTEMPTS):
        try:
            return path.read_bytes()
        except (FileNotFoundError, PermissionError, IsADirectoryError):
            raise
        except OSError:
            if attempt == _ATTEMPTS - 1:
                raise
            time.sleep(0.1 * (attempt + 1))
    raise AssertionError("unreachable")


def _hash_bytes(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
