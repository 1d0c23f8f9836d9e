"""Claims from announcements as they are published against trafilatura finding the same texts in web pages, in one process."""

from __future__ import annotations

from pathlib import Path

import trafilatura

from bench.page import frame_text, list_links_around
from bench.row import Row, time_side_by_side
from chiso.extraction import extract_claims
from chiso.model import Document
from chiso.paths import CORPUS
from chiso.readers import read_document, read_sidecar
from chiso.registry import load_registry

_ROUNDS = 9
# of the labelled corpus; what we wrote ourselves is no sample of what is published
_FOLDERS = ("prov", "national", "english", "negative", "tables")


def measure() -> list[Row]:
    """One line: extraction at least 1.5 times as fast; and one with the barest of pages, which no site has, to compare."""
    documents = read_corpus()
    pages, bare = ([frame(document) for document in documents] for frame in (frame_text, list_links_around))
    registry = load_registry()

    def extract_all() -> None:
        for document in documents:
            extract_claims(document, registry)

    def find_texts(pages: list[str]) -> None:
        for page in pages:
            trafilatura.extract(page)

    found = sum(
        max(document.text.splitlines(), key=len).strip()[:60] in (trafilatura.extract(page) or "")
        for document, page in zip(documents, pages, strict=True)
    )
    if found < len(documents) * 0.8:
        raise RuntimeError(
            f"trafilatura finds only {found} of {len(documents)} texts: the pages do not look like pages"
        )
    extract_all()
    what = f"claims of {len(documents)} announcements"
    ours, other = time_side_by_side(extract_all, lambda: find_texts(pages), _ROUNDS)
    again, least = time_side_by_side(extract_all, lambda: find_texts(bare), _ROUNDS)
    return [
        Row(what, ours, "trafilatura finding their texts in pages", other, bound=1 / 1.5),
        Row(what, again, "trafilatura, pages of bare links", least),
    ]


def read_corpus() -> list[Document]:
    """The announcements of the labelled corpus."""
    paths = sorted(path for folder in _FOLDERS for path in CORPUS.glob(f"{folder}/*.txt"))
    return [read_document(str(p), p.read_bytes(), read_sidecar(Path(f"{p}.yml"))) for p in paths]
