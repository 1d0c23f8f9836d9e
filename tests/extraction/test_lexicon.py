"""Every phrase of the lexicon is read in its own example, and nothing is read there without it."""

from __future__ import annotations

import re

import pytest

from chiso.extraction import extract_claims
from chiso.extraction.lexicon import LexiconFault, Phrase, load_lexicon
from chiso.extraction.mentions import load_scanner
from chiso.fold import fold, fold_text
from chiso.model import Document
from chiso.registry import load_registry

PHRASES = load_lexicon()


def read(text: str) -> set[tuple[object, ...]]:
    """What is claimed of a text, without its words and places."""
    document = Document("0" * 64, "lexicon/example.txt", "txt", text)
    claims = extract_claims(document, load_registry()).claims
    return {
        (c.kind, c.value, c.value_max, c.value_text, c.bloc, c.bloc_part, c.subset, c.unit_id or c.unit_text, c.aggregation,
         c.unit_measure, c.baseline_year, c.comparator, c.tied, c.component_text, c.jurisdiction_id, c.out_of, c.edition_variant)
        for c in claims
    }  # fmt: skip


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda p: f"{p.file}:{p.meaning}:{p.text}")
def test_example_is_read_because_of_its_phrase(phrase: Phrase) -> None:
    folded = fold_text(phrase.example)
    mentions = load_scanner(load_registry()).scan(folded)
    found = [m for m in mentions if folded.text[m.start : m.end] == phrase.text and phrase.meaning in m.tags]
    assert found, f"{phrase.text!r} is not found as {phrase.meaning!r} in its example"
    mention = found[0]
    start, end = folded.span(mention.start, mention.end)
    without = re.sub(r" {2,}", " ", phrase.example[:start] + phrase.example[end:])
    with_it, without_it = read(f"{phrase.frame}\n\n{phrase.example}"), read(f"{phrase.frame}\n\n{without}")
    assert with_it != without_it, f"{phrase.text!r} changes nothing in its example: {phrase.example!r} -> {with_it}"


def test_phrase_listed_twice_is_a_load_error(tmp_path) -> None:
    (tmp_path / "a.yml").write_text(
        'first:\n  - {phrase: dẫn đầu, example: "Sở Nội vụ dẫn đầu."}\nlast:\n  - {phrase: Dẫn đầu, example: "Sở Y tế dẫn đầu."}\n',
        encoding="utf-8",
    )
    with pytest.raises(LexiconFault, match=r"already stands in a\.yml, first"):
        load_lexicon(tmp_path)


def test_example_without_its_phrase_is_a_load_error(tmp_path) -> None:
    (tmp_path / "a.yml").write_text('first:\n  - {phrase: dẫn đầu, example: "Sở Nội vụ xếp cuối."}\n', encoding="utf-8")
    with pytest.raises(LexiconFault, match="does not have it"):
        load_lexicon(tmp_path)


def test_meaning_that_stands_twice_is_a_load_error(tmp_path) -> None:
    line = '  - {phrase: dẫn đầu, example: "Sở Nội vụ dẫn đầu."}\n'
    (tmp_path / "a.yml").write_text(f"first:\n{line}first:\n{line}", encoding="utf-8")
    with pytest.raises(LexiconFault, match="'first' stands twice"):
        load_lexicon(tmp_path)


def test_phrases_are_folded_once() -> None:
    assert all(p.text == fold(p.text) for p in PHRASES)
