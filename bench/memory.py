"""Memory while many texts are read: what 20,000 texts take at their end against what they took after a tenth."""

from __future__ import annotations

import gc

import psutil

from bench.prose import read_corpus
from bench.row import Row
from chiso.extraction import extract_claims
from chiso.model import Document
from chiso.registry import load_registry

_TEXTS = 20_000
_WARM = _TEXTS // 10
_MEGABYTE = 1e6


def measure() -> list[Row]:
    """One line; no text is the same as another, so that a cache that grows with the texts would show."""
    registry = load_registry()
    corpus = read_corpus()
    process = psutil.Process()
    early = 0.0
    for number in range(1, _TEXTS + 1):
        document = corpus[number % len(corpus)]
        text = f"{document.text}\n\nBản tin số {number} của ban biên tập Tân Xã {number}, trang {number / 7:.2f}."
        extract_claims(
            Document(document.document_id, document.source_path, "txt", text, (), document.sidecar), registry
        )
        if number == _WARM:
            gc.collect()
            early = process.memory_info().rss / _MEGABYTE
    gc.collect()
    late = process.memory_info().rss / _MEGABYTE
    return [Row(f"memory after {_TEXTS:,} texts", late, f"after {_WARM:,} texts", early, bound=1.1, unit="MB")]
