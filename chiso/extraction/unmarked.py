"""Vietnamese written without diacritics: 'Khoi so, ban, nganh: So Noi vu xep thu nhat' gets the marks of the words we know.

A mark changes no length, so the text keeps its offsets. Names of units stay as they are written (the registry knows them
without marks); phrases of the lexicon, of indices and of components are restored by the longest match, and the few words of
unmarked.yml that the grammar needs besides. A text with marks is never touched.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from ahocorasick_rs import AhoCorasick, MatchKind

from chiso.extraction.lexicon import load_lexicon
from chiso.extraction.mentions import has_capital, is_name
from chiso.extraction.tables.words import load_headers
from chiso.fold import Folded, fold, strip_marks

if TYPE_CHECKING:
    from chiso.registry import Registry

FILE = Path(__file__).parent / "unmarked.yml"
_SAMPLE = 4000  # characters that show how a text is written
_MARK = re.compile("[đ\u00e0-\u024f\u1ea0-\u1ef9]")
_TELLING = re.compile(
    r"(?<!\w)(?:huyen|diem|khoi|xep|duoc|chi so|cua|va|voi|nganh|don vi|thanh pho|cac|dat|thu|vi tri|ca nuoc|nguoi dan|cong bo"
    r"|dia phuong|ket qua|so voi|trong do)(?!\w)"
)
_FEWEST = 3  # different words that no other language writes so


def restore_marks(folded: Folded, registry: Registry) -> Folded:
    """The same text with the marks that it left out; any other text as it is."""
    if _MARK.search(folded.text, 0, _SAMPLE):
        return folded
    if len({m.group() for m in _TELLING.finditer(folded.text, 0, _SAMPLE)}) < _FEWEST:
        return folded
    return Folded(_load_writer(registry).write(folded), folded.starts, folded.ends, folded.source)


class _Writer:
    """Phrases without marks and with them; a name of a unit is written as it stands."""

    def __init__(self, registry: Registry) -> None:
        words = yaml.safe_load(FILE.read_text(encoding="utf-8"))
        marked: dict[str, str | None] = {}
        for text in (
            *words,
            *(p.text for p in load_lexicon() if not p.file.startswith("english")),
            *(text for texts in load_headers().values() for text in texts),
            *(fold(p.text) for p in registry.index_phrases()),
            *(fold(p.text) for p in registry.component_phrases()),
        ):
            marked.setdefault(strip_marks(fold(text)), fold(text))
        bare: dict[str, bool] = {}
        for unit in registry.unit_phrases():
            if " " in unit.text:
                text = strip_marks(fold(unit.text))
                marked.setdefault(text, None)
                bare[text] = bare.get(text, True) and unit.bare
        self._texts = list(marked)
        self._bare = [bare.get(text, False) for text in marked]
        self._marked = list(marked.values())
        self._automaton = AhoCorasick(self._texts, matchkind=MatchKind.Standard)

    def write(self, folded: Folded) -> str:
        """The text with marks: from left to right the longest phrase that stands alone."""
        text = folded.text
        found: dict[int, tuple[int, int]] = {}
        for pattern, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            alone = not (start and text[start - 1].isalnum()) and not (end < len(text) and text[end].isalnum())
            if alone and end > found.get(start, (0, 0))[0] and self._fits(folded, pattern, start, end):
                found[start] = (end, pattern)
        out: list[str] = []
        at = 0
        for start in sorted(found):
            end, pattern = found[start]
            if start >= at and self._marked[pattern] is not None:
                out += text[at:start], self._marked[pattern] or ""
                at = end
            elif start >= at:
                out.append(text[at:end])
                at = end
        out.append(text[at:])
        return "".join(out)

    def _fits(self, folded: Folded, pattern: int, start: int, end: int) -> bool:
        """Whether a name is written like one (with capitals), and 'nam' stands before a year."""
        if self._marked[pattern] is None:
            return is_name(folded, start, end) if self._bare[pattern] else has_capital(folded, start, end)
        return self._texts[pattern] != "nam" or re.compile(r" (?:19|20)\d\d(?!\d)").match(folded.text, end) is not None


@cache
def _load_writer(registry: Registry) -> _Writer:
    return _Writer(registry)
