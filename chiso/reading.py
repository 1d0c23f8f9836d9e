"""A reading is (bytes, sidecar, layout, code and registry version): when all are equal, nothing is read again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from chiso.paths import LAYOUTS, ROOT

# Whatever can change what is read in a document or accepted of it, code and data: all but what only runs or shows.
# A module that is named here by mistake leaves stale readings, one that is forgotten only costs time.
_FOLDERS = ("chiso", "schemas")
_SUFFIXES = frozenset([".py", ".csv", ".yml"])
_NEVER_READ = tuple(
    f"chiso/{name}"
    for name in (
        "cli.py", "collect.py", "console.py", "evaluation/", "explain.py", "fault.py", "ingest.py", "lock.py",
        "paths.py", "query.py", "report.py",
    )
)  # fmt: skip
NO_CONVERTER = "no converter"  # a file that waits for a program: it is read again as soon as that is installed
NO_LAYOUT = "none"  # a table that no layout serves is a reading too: it says so


@dataclass(frozen=True, slots=True)
class Versions:
    """What, besides the document itself, decides what is read: the code with its data (the registry's tables are part
    of it), and all layouts together."""

    code: str
    layouts: str
    registry: str


def find_versions() -> Versions:
    """The versions of this checkout, from names and bytes: nothing is imported or parsed for it."""
    registry = ROOT / "chiso" / "registry" / "data"
    return Versions(
        code=compute_code_version(),
        layouts=hash_files(LAYOUTS.rglob("*.yml"), LAYOUTS),
        registry=hash_files(registry.glob("*.csv"), registry),
    )


@cache
def compute_code_version() -> str:
    """sha256 over the names and bytes of all code and data that can change a reading, shortened to 16 digits."""
    files = (path for folder in _FOLDERS for path in (ROOT / folder).rglob("*") if path.suffix in _SUFFIXES)
    return hash_files((f for f in files if not f.relative_to(ROOT).as_posix().startswith(_NEVER_READ)), ROOT)


def hash_files(files: Iterable[Path], root: Path) -> str:
    """One version for many files: changes with any name (relative to `root`) or byte, not with time or order."""
    digest = hashlib.sha256()
    for name, path in sorted((path.relative_to(root).as_posix(), path) for path in files):
        data = path.read_bytes()
        digest.update(f"{name}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()[:16]


def make_reading_id(document_id: str, sidecar_sha: str, layout_version: str | None, code_version: str) -> str:
    """The stable id of a reading. `layout_version`: None for prose, NO_LAYOUT for a table that no layout serves."""
    key = "\0".join((document_id, sidecar_sha, layout_version or "", code_version))
    return "r" + hashlib.sha256(key.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class LayoutChoice:
    """Which layout serves a table, and the version of all layouts (`offered`) that it was chosen from.

    Only `version` is part of the reading: a layout that serves other tables changes nothing here.
    """

    layout_id: str | None
    version: str
    offered: str


@dataclass(frozen=True, slots=True)
class Source:
    """One file at one path, and the reading that holds what it says: a row of `sources`.

    The same bytes under two paths are two sources of one document. `layout_id` and `layout_version` are None for prose,
    `layouts_version` (all layouts together, when this table's was last looked for) too.
    """

    path_key: str
    source_path: str
    document_id: str
    sidecar_sha: str  # '' where there is no sidecar
    layout_id: str | None
    layout_version: str | None
    reading_id: str
    layouts_version: str | None = None
