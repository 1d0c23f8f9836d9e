"""Document -> claims: mentions by one automaton, tokens, a grammar over sentences, and the discourse that carries scope."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chiso.extraction.conservation import Conservation
from chiso.extraction.cycles import pause_cycle_search
from chiso.extraction.discourse import end_of_article, find_index_code, read_language, read_setting
from chiso.extraction.glue import mend_glued_words
from chiso.extraction.legal import find_legal_references
from chiso.extraction.lexicon import LexiconFault
from chiso.extraction.mentions import load_scanner
from chiso.extraction.merge import merge_repeats
from chiso.extraction.questions import ask_once
from chiso.extraction.reader import Reader
from chiso.extraction.segments import split_sentences
from chiso.extraction.tables import read_text_tables
from chiso.extraction.unmarked import restore_marks
from chiso.fold import fold_text
from chiso.model import Document, Doubt, Extraction

if TYPE_CHECKING:
    from chiso.registry import Registry

__all__ = ["LexiconFault", "extract_claims"]


@pause_cycle_search()
def extract_claims(document: Document, registry: Registry) -> Extraction:
    """All claims that the prose of a document states. Never raises for a text, whatever it holds."""
    folded = restore_marks(fold_text(document.text), registry)
    if read_language(document, folded) == "en":
        folded = mend_glued_words(folded)
    mentions = load_scanner(registry).scan(folded)
    sentences = split_sentences(folded)
    size = end_of_article(mentions, sentences, len(folded.text))
    mentions = [m for m in mentions if m.start < size]
    sentences = [s for s in sentences if s.start < size]
    setting = read_setting(document, folded, mentions, sentences, registry)
    tables = read_text_tables(document, folded, mentions, size, setting, registry)
    sentences = [s for s in sentences if not tables.covers(s.start, s.end)]
    named = any(m.kind == "index" and find_index_code(m, folded, setting.rejected, setting.provinces) for m in mentions)
    if not named and not tables.claims:
        message = "No index that the registry knows is named: nothing was read; set the file aside or name its index."
        doubt = Doubt("document", "no_index", message)
        references = tuple(find_legal_references(folded, mentions, setting))
        conserved = Conservation(folded, mentions, size, references)
        conserved.place(sentences, (), tables)
        return Extraction(document.document_id, references, (doubt,), conserved.count_reasons())
    reader = Reader(folded, mentions, sentences, setting, registry)
    claims = [*tables.claims, *reader.read()]
    conserved = Conservation(folded, mentions, size, claims)
    conserved.place(sentences, {f.sentence.start for f in reader.framed}, tables)
    doubts = (*tables.doubts, *conserved.doubts)
    settled = ask_once(merge_repeats(claims), folded, mentions, setting)
    return Extraction(document.document_id, tuple(settled), doubts, conserved.count_reasons())
