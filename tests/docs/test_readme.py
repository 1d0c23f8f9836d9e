"""What README.md shows is what the warehouse of raw/ answers."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from chiso.ingest import ingest_documents
from chiso.paths import QUERIES, RAW, ROOT

SPEC = importlib.util.spec_from_file_location("answer_readme", ROOT / "scripts" / "answer_readme.py")
assert SPEC is not None
assert SPEC.loader is not None
answer_readme = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(answer_readme)
README = (ROOT / "README.md").read_text("utf-8")


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("readme") / "chiso.duckdb"
    ingest_documents([RAW], file)
    return file


def test_every_query_is_shown() -> None:
    shown = answer_readme.list_queries(README)
    assert sorted(shown) == sorted(path.relative_to(ROOT).as_posix() for path in QUERIES.glob("*.sql"))
    assert len(shown) >= 5


def test_answers_are_those_of_the_warehouse(warehouse: Path) -> None:
    assert answer_readme.write_answers(README, warehouse) == README, "run scripts/answer_readme.py after `make run`"


def test_linked_files_exist() -> None:
    import re

    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), f"README.md links to {target}, which is not there"
