"""An announcement says the same whether it comes as a text, a web page or a Word document."""

from __future__ import annotations

from dataclasses import astuple, replace
from pathlib import Path
from typing import Any

import pytest

from chiso.extraction import extract_claims
from chiso.model import Sidecar
from chiso.paths import CORPUS, RAW
from chiso.readers import read_document, read_sidecar
from chiso.registry import load_registry
from tests.readers.writing import write_docx, write_page, write_web_archive

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed" / "001.txt"
WRITERS = {
    "html": write_page,
    "mhtml": lambda text: write_web_archive(write_page(text)),
    "docx": write_docx,
}
ANNOUNCEMENTS = [
    *sorted(RAW.glob("*/*/*.txt")),
    *(
        path
        for folder in ("prov", "national", "english", "negative")
        for path in sorted(CORPUS.glob(f"{folder}/*.txt"))
    ),
]


def find_claims(source_path: str, data: bytes, sidecar: Sidecar) -> set[Any]:
    """Claims and their doubts, without their places; quotes without the spaces that a format joins."""
    document = read_document(source_path, data, sidecar)
    return {
        (" ".join(claim.quote.split()), astuple(replace(claim, quote="", char_start=None, char_end=None, doubts=())))
        for claim in extract_claims(document, load_registry()).claims
        if not claim.doubts
    }


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("path", [SEED, *ANNOUNCEMENTS], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_claims_do_not_depend_on_the_format(path: Path, name: str) -> None:
    if not path.exists():
        pytest.skip("the seed announcement is not beside this clone")
    sidecar = read_sidecar(Path(f"{path}.yml"))
    text = path.read_text(encoding="utf-8")
    said = find_claims(f"a/{path.name}", path.read_bytes(), sidecar)
    assert find_claims(f"a/{path.stem}.{name}", WRITERS[name](text), sidecar) == said
