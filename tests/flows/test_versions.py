"""What an operator edits re-reads just what it touches. A copy of this checkout is edited, and its own code runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from chiso.paths import ROOT
from tests.flows.conftest import PROSE, TABLE, copy_document

RUN = """
import sys
from pathlib import Path
from chiso.ingest import ingest_documents
report = ingest_documents([Path("documents")], Path("test.duckdb"))
print(report.read, report.new, report.changed, report.unchanged, report.open_items)
"""
LAYOUT = "layouts/vcci/pci_csv.yml"


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A copy of the code with a folder of one text and two tables, in one a column that nobody knows; already run twice."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("chiso", "flows", "schemas", "warehouse", "layouts"):
        ignored = shutil.ignore_patterns("__pycache__", "*.duckdb*", ".chiso*")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    copy_document(PROSE, folder / "documents")
    copy_document(TABLE, folder / "documents")
    copy_document(TABLE, folder / "documents", "unknown.csv")
    unknown = folder / "documents" / "unknown.csv"
    unknown.write_text(unknown.read_text("utf-8").replace(",PCI,", ",S1,"), "utf-8")
    assert run(folder) == [3, 3, 0, 0, 1]
    assert run(folder) == [0, 0, 0, 3, 1]
    return folder


@pytest.fixture
def checkout(template, tmp_path):
    """The template's copy, to be edited."""
    return shutil.copytree(template, tmp_path / "checkout")


def start(checkout) -> subprocess.CompletedProcess[str]:
    """The copied code at work, not the code that runs this test."""
    environment = os.environ | {"PYTHONPATH": str(checkout), "PYTHONSAFEPATH": "1"}
    command = [sys.executable, "-c", RUN]
    return subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, check=False)


def run(checkout) -> list[int]:
    """[read, new, changed, unchanged, items waiting] of a run."""
    done = start(checkout)
    assert done.returncode == 0, done.stderr
    return [int(number) for number in done.stdout.splitlines()[-1].split()]


def append(path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def test_an_edited_layout_re_reads_the_tables_that_it_serves(checkout):
    append(checkout / LAYOUT, "# edited\n")
    assert run(checkout) == [1, 0, 1, 2, 1]
    assert run(checkout) == [0, 0, 0, 3, 1]


def test_a_new_layout_re_reads_the_table_that_it_fits_and_no_other(checkout):
    layout = (checkout / LAYOUT).read_text("utf-8")
    layout = layout.replace("pci_20[0-9][0-9].csv", "unknown.csv").replace("header: PCI,", "header: S1,")
    (checkout / "layouts/vcci/unknown.yml").write_text(layout, "utf-8")
    assert run(checkout) == [1, 0, 1, 2, 0]
    assert run(checkout) == [0, 0, 0, 3, 0]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("chiso/extraction/__init__.py", "\n# edited\n"),
        ("chiso/registry/data/outlets.csv", "example.vn,Example,paper,,made up for this test\n"),
        ("schemas/validate.py", "\n# edited\n"),
    ],
)
def test_code_and_registry_are_part_of_every_reading(checkout, name, text):
    append(checkout / name, text)
    assert run(checkout)[:4] == [3, 0, 3, 0]


def test_what_only_runs_or_shows_re_reads_nothing(checkout):
    for name in ("chiso/cli.py", "chiso/report.py", "flows/ingest.py"):
        append(checkout / name, "\n# edited\n")
    assert run(checkout) == [0, 0, 0, 3, 1]


def test_a_broken_layout_is_one_line_and_nothing_is_published(checkout):
    before = (checkout / "test.duckdb").read_bytes()
    append(checkout / LAYOUT, "nonsense: true\n")
    done = start(checkout)
    assert "chiso.fault.RunFault: " in done.stderr.splitlines()[-1]
    assert "pci_csv.yml" in done.stderr.splitlines()[-1]
    assert (checkout / "test.duckdb").read_bytes() == before
