"""Words that bad copying has glued together: 'PhuHoa', 'Hoadistrict', 'blockof', 'onaverage'.

English pages lose spaces where a line broke. A space is put back, in the folded text only, where a capital stands within a
word, before a type word, and where what is left of a little word, or both halves of a phrase, are known words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from chiso.extraction.lexicon import load_lexicon
from chiso.extraction.mentions import ORDINALS_ENGLISH
from chiso.fold import Folded

_WORD = re.compile(r"[^\W\d_]{6,}")
_LETTERS = re.compile(r"[^\W\d_]+")
_LITTLE = ("of", "and", "the")
_TYPES = re.compile(r"(?<!^sub)(?<!^inter)(?:districts?|provinces?|departments?)$")
_WHOLE = frozenset({"thereof", "whereof"})
_SHORTEST_LEFT, _SHORTEST_RIGHT = 4, 5  # letters of a known word before and after a little word


def mend_glued_words(folded: Folded) -> Folded:
    """The folded text with the spaces that were lost; each stands for nothing in the original."""
    cuts = list(_find_cuts(folded))
    if not cuts:
        return folded
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    begin = 0
    for cut in (*cuts, len(folded.text)):
        text.append(folded.text[begin:cut])
        starts.extend(folded.starts[begin:cut])
        ends.extend(folded.ends[begin:cut])
        if cut < len(folded.text):
            text.append(" ")
            starts.append(folded.starts[cut])
            ends.append(folded.starts[cut])
        begin = cut
    return Folded("".join(text), starts, ends, folded.source)


def _find_cuts(folded: Folded) -> Iterator[int]:
    """Where a space was lost, in order."""
    own = frozenset(_LETTERS.findall(folded.text))
    for word in _WORD.finditer(folded.text):
        capital = _find_capital(folded, word.start(), word.end())
        size = capital - word.start() if capital else _split_word(word.group(), own)
        if size:
            yield word.start() + size


def _find_capital(folded: Folded, start: int, end: int) -> int:
    """Where a capital follows a small letter within a word: before the H of 'PhuHoa'; 0 if nowhere."""
    word = folded.source[folded.starts[start] : folded.ends[end - 1]]
    if word.islower() or word.istitle():
        return 0
    for i in range(start + 2, end - 1):
        letter = folded.source[folded.starts[i]]
        if (
            letter.isupper()
            and folded.source[folded.starts[i - 1]].islower()
            and folded.source[folded.starts[i + 1]].islower()
        ):
            return i
    return 0


def _split_word(word: str, own: frozenset[str]) -> int:
    """How many letters of a word stand before the lost space; 0 if it is one word. `own` are the words of its text."""
    if word in _WHOLE:
        return 0
    typed = _TYPES.search(word)
    if typed and typed.start() >= 2:
        return typed.start()
    known = _list_known_words()
    for little in _LITTLE:
        left, right = word.removesuffix(little), word.removeprefix(little)
        if left != word and len(left) >= _SHORTEST_LEFT and (left in own or left in known):
            return len(left)
        if right != word and len(right) >= _SHORTEST_RIGHT and (right in own or right in known):
            return len(little)
    return _list_joined_phrases().get(word, 0)


@cache
def _list_known_words() -> frozenset[str]:
    """The words of the English phrases, and the ordinals."""
    phrases = (p.text for p in load_lexicon() if p.file.startswith("english"))
    return frozenset(word for phrase in phrases for word in phrase.split()) | frozenset(ORDINALS_ENGLISH)


@cache
def _list_joined_phrases() -> dict[str, int]:
    """English phrases of two words without their space ('onaverage') and how long the first word is."""
    pairs = (p.text.split() for p in load_lexicon() if p.file.startswith("english") and p.text.count(" ") == 1)
    return {"".join(words): len(words[0]) for words in pairs if len("".join(words)) > 7}
