"""Where the project keeps its things, found from the package and never from the working directory."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RAW = ROOT / "raw"  # announcements and tables as received
LAYOUTS = ROOT / "layouts"  # how known tables are laid out
REVIEW = ROOT / "review"  # what people decided
QUERIES = ROOT / "docs" / "queries"  # the README's SQL
CORPUS = ROOT / "tests" / "corpus"  # labelled announcements, a folder each
WAREHOUSE = ROOT / "warehouse" / "chiso.duckdb"  # built, never committed


def make_path_key(path: Path) -> str:
    """What identifies a path across runs and clones: relative to the repository inside it, else absolute.

    A file that is a link keeps its own name; links among its folders are followed.
    """
    resolved = path.resolve() if path.is_dir() else path.parent.resolve() / path.name
    return resolved.relative_to(ROOT).as_posix() if resolved.is_relative_to(ROOT) else resolved.as_posix()


def make_source_path(path: Path) -> str:
    """The path as given, with at least its folder and its file name: '001.txt' given inside seed/ is 'seed/001.txt'.

    An absolute path inside the repository is told from its root ('raw/mic/2022/dti_2022.csv'), wherever the clone stands.
    """
    if path.is_absolute() and path.is_relative_to(ROOT):
        path = path.relative_to(ROOT)
    parts = path.parts
    if len(parts) >= 2 and parts[-2] not in ("..", ".", path.anchor):
        return path.as_posix()
    resolved = path.resolve()
    return f"{resolved.parent.name}/{resolved.name}"
