"""A table says the same whether it is copied as text or comes as a sheet, a page, a Word document or a CSV."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import astuple, replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from chiso.extraction import extract_claims
from chiso.model import Claim, Document, Sidecar
from chiso.paths import CORPUS
from chiso.readers import read_document, read_sidecar
from chiso.registry import Registry
from chiso.tabulation import tabulate_claims
from tests.readers.writing import Rows, write_docx, write_ods, write_page, write_xlsx

TEXTS = sorted((CORPUS / "tables").glob("*.txt"))
WITH_ROWS = [
    path for path in TEXTS if path.stem in ("001", "008", "016", "020")
]  # a row for each unit, in a known year
Write = Callable[[str, Rows], bytes]


def write_csv(title: str, rows: Rows) -> bytes:
    """The title as a record of its own."""
    buffer = StringIO()
    csv.writer(buffer, delimiter=";").writerows([[title, *[""] * (len(rows[0]) - 1)], *rows])
    return buffer.getvalue().encode()


def _put_title_above(write: Callable[..., bytes]) -> Write:
    return lambda title, rows: write([[title], *rows])


WRITERS: dict[str, Write] = {
    "csv": write_csv,
    "xlsx": _put_title_above(write_xlsx),
    "ods": _put_title_above(write_ods),
    "html": write_page,
    "docx": write_docx,
}


def read_claims(name: str, data: bytes, registry: Registry, sidecar: Sidecar | None = None) -> list[Claim]:
    """All claims of a file, of its text and of its tables."""
    document: Document = read_document(f"tables/{name}", data, sidecar or Sidecar())
    claims: list[Claim] = []
    if document.text and document.format != "csv":
        claims += extract_claims(document, registry).claims
    return [*claims, *tabulate_claims(document, None, registry).claims]


def list_said(claims: list[Claim]) -> set[Any]:
    """What claims say, without where."""
    bare = {"quote": "", "char_start": None, "char_end": None, "locator": None, "rule_id": "", "component_text": None}
    return {astuple(replace(c, **bare, doubts=(), inferred=None)) for c in claims if not c.doubts}  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["xlsx", "ods"])
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_copied_table_pasted_into_a_sheet(path: Path, name: str, registry: Registry) -> None:
    """One line of the text in one cell of the sheet: the flattened table is read as the text is."""
    text = path.read_text(encoding="utf-8")
    sidecar = read_sidecar(Path(f"{path}.yml"))
    rows = [[line.strip()] for line in text.splitlines() if line.strip()]
    said = list_said(read_claims(path.name, text.encode(), registry, sidecar))
    data = {"xlsx": write_xlsx, "ods": write_ods}[name](rows)
    assert list_said(read_claims(f"{path.stem}.{name}", data, registry, sidecar)) == said


def make_rows(claims: list[Claim], registry: Registry) -> tuple[str, Rows]:
    """A title and a table with cells that states these claims of one index and edition, a unit a row."""
    index, year = claims[0].index_code, claims[0].edition_year
    score = "Giá trị" if any(c.unit_measure == "ratio" for c in claims) else "Điểm"
    measures = {"rank": "Xếp hạng", "grade": "Xếp loại", "score": score, "not_rated": score}

    def name_column(claim: Claim) -> str:
        component = registry.components[claim.component_id].name if claim.component_id else ""
        words = component if component and claim.kind != "rank" else f"{measures[claim.kind]} {component}".strip()
        scale = next((c.scale_max for c in claims if c.component_id == claim.component_id and c.scale_max), None)
        return f"{words} (Thang điểm {scale:g})" if scale and claim.kind in ("score", "not_rated") else words

    columns = list(dict.fromkeys(name_column(c) for c in claims))
    units = list(dict.fromkeys(c.unit_text or "" for c in claims))
    cells = {(c.unit_text, name_column(c)): c.value_text or f"{c.value:.{c.decimals or 0}f}" for c in claims}
    home = next((registry.units[c.jurisdiction_id].name for c in claims if c.jurisdiction_id not in (None, "vn")), None)
    title = f"Kết quả {registry.indices[index or ''].name} ({index}) năm {year}" + (f" của {home}" if home else "")
    rows = [["Đơn vị", *columns], *([u, *(cells.get((u, c), "") for c in columns)] for u in units)]
    return title, rows


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("path", WITH_ROWS, ids=lambda path: path.stem)
def test_a_table_with_cells(path: Path, name: str, registry: Registry) -> None:
    sidecar = read_sidecar(Path(f"{path}.yml"))
    claims = [
        c for c in read_claims(path.name, path.read_bytes(), registry, sidecar)
        if c.kind in ("rank", "score", "grade", "not_rated") and c.unit_id and not c.doubts and c.char_start is not None
        and c.rule_id == "text_table:row"
    ]  # fmt: skip
    claims = [c for c in claims if (c.index_code, c.edition_year) == (claims[0].index_code, claims[0].edition_year)]
    title, rows = make_rows(claims, registry)
    data = WRITERS[name](title, rows)
    assert list_said(read_claims(f"{path.stem}.{name}", data, registry, sidecar)) == list_said(claims)
