"""Claims from announcements as they are published against trafilatura finding the same texts in web pages, in one process."""

from __future__ import annotations

import html
from pathlib import Path

import trafilatura

from bench.row import Row, time_side_by_side
from chiso.extraction import extract_claims
from chiso.model import Document
from chiso.paths import CORPUS
from chiso.readers import read_document, read_sidecar
from chiso.registry import load_registry

_ROUNDS = 9
# of the labelled corpus; the folder of our own sentences is no sample of what is published
_FOLDERS = ("prov", "national", "english", "negative", "tables")
_MENU = (
    "Trang chủ",
    "Thời sự",
    "Chính trị",
    "Cải cách hành chính",
    "Kinh tế",
    "Đời sống",
    "Pháp luật",
    "Giáo dục",
    "Y tế",
    "Văn bản",
)
_LINKS = {"header": 30, "nav": 40, "aside": 20, "footer": 30}  # part of the page -> links in it, 120 in all


def measure() -> list[Row]:
    """One line: extraction at least 1.5 times as fast."""
    documents = read_corpus()
    pages = [frame_text(document) for document in documents]
    registry = load_registry()

    def extract_all() -> None:
        for document in documents:
            extract_claims(document, registry)

    def find_texts() -> None:
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
    ours, other = time_side_by_side(extract_all, find_texts, _ROUNDS)
    what = f"claims of {len(documents)} announcements"
    return [Row(what, ours, "trafilatura finding their texts in pages", other, bound=1 / 1.5)]


def read_corpus() -> list[Document]:
    """The announcements of the labelled corpus."""
    paths = sorted(path for folder in _FOLDERS for path in CORPUS.glob(f"{folder}/*.txt"))
    return [read_document(str(p), p.read_bytes(), read_sidecar(Path(f"{p}.yml"))) for p in paths]


def frame_text(document: Document) -> str:
    """A page of a news site around the text: menus, a column of other news, and a footer."""
    lines = [line.strip() for line in document.text.splitlines() if line.strip()]
    title, *paragraphs = lines
    parts = {name: _make_links(name, count) for name, count in _LINKS.items()}
    body = "\n".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs or lines)
    return f"""<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>{html.escape(title)}</title>
<meta name="description" content="{html.escape(title)}"><link rel="stylesheet" href="/theme.css"></head>
<body><header class="top">{parts["header"]}</header><nav class="menu">{parts["nav"]}</nav>
<main><article class="detail"><h1>{html.escape(title)}</h1><div class="content">{body}</div></article></main>
<aside class="related">{parts["aside"]}</aside><footer class="footer">{parts["footer"]}</footer></body></html>"""


def _make_links(part: str, count: int) -> str:
    items = (
        f'<li><a href="/{part}/{i}.html" title="{_MENU[i % len(_MENU)]}">{_MENU[i % len(_MENU)]} {i}</a></li>'
        for i in range(count)
    )
    return f"<ul>{''.join(items)}</ul>"
