"""Fold once: one spelling for rules, names and text alike, with a way back to the original characters.

Folding composes (NFC), lowers case, makes every run of white space one space, Ð and ð into đ, dashes into '-', curly
quotes into straight ones, and puts tone marks where the older spelling has them (hoà -> hòa). Tone marks are kept.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_PLAIN = {
    "Ð": "đ", "ð": "đ", "ƌ": "đ",
    "–": "-", "—": "-", "‐": "-", "‑": "-", "‒": "-", "−": "-", "\u00ad": "",
    "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "`": "'", "´": "'",
    "\u200b": "", "\u200c": "", "\u200d": "", "\ufeff": "",
}  # fmt: skip
# oa, oe and uy with a tone on the second vowel, at the end of a syllable; after q the first one is a glide (quý keeps its
# tone). The pattern begins with the vowel itself, so that the search skips to it.
_OPEN_PAIR = re.compile(r"(?:o(?<!qo)[àáãảạèéẽẻẹ]|u(?<!qu)[ỳýỹỷỵ])(?![^\W\d_])")


def _move_tone(match: re.Match[str]) -> str:
    """oà -> òa, uý -> úy: the tone goes to the first of the two vowels."""
    pair = unicodedata.normalize("NFD", match.group())  # first vowel, second vowel, tone
    return unicodedata.normalize("NFC", pair[0] + pair[2] + pair[1])


@lru_cache(maxsize=4096)
def _fold_cluster(cluster: str) -> str:
    plain = "".join(_PLAIN.get(c, c) for c in unicodedata.normalize("NFC", cluster))
    return unicodedata.normalize("NFC", plain.casefold())


_SIMPLE: dict[str, str] = {}  # characters met so far that fold alone to one character, with that character
_LONGEST_CLUSTER = 8  # a letter with more marks than any language writes is folded by its first ones
_DOUBLE_SPACE = re.compile(r"\s\s")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and, for each of its characters, the half-open span of the original that it stands for."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    source: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original span (code points, half open) of folded[start:end]; an empty span maps to an empty one."""
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else len(self.source)
            return at, at
        return self.starts[start], self.ends[end - 1]

    def place(self, offset: int) -> int:
        """The folded index of the character that covers original offset `offset`."""
        if isinstance(self.starts, range):  # one to one
            return max(0, min(offset, len(self.starts) - 1))
        return max(0, bisect_right(self.starts, offset) - 1)


def fold_text(text: str) -> Folded:
    """Fold a whole text, keeping offsets. Linear in its length.

    Nearly all characters fold to one character each: stretches of them are folded at once. Between them stand runs of
    white space, letters with combining marks, and the few characters that fold to none or to several.
    """
    characters = set(text)
    special = _find_special(characters)
    plain = text
    for character in characters - special:
        if _SIMPLE[character] != character.casefold():
            plain = plain.replace(character, _SIMPLE[character])
    if special or _DOUBLE_SPACE.search(plain):
        return _fold_pieces(text, plain, "".join(sorted(special)))
    return Folded(_OPEN_PAIR.sub(_move_tone, plain.casefold()), range(len(text)), range(1, len(text) + 1), text)


def _fold_pieces(text: str, plain: str, special: str) -> Folded:
    """Fold a text with these `special` characters; in `plain` all others are replaced where casefold is not enough."""
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for piece in _compile_pieces(special).finditer(text):
        start, end = piece.span()
        folded = " " if text[start].isspace() else _fold_cluster(text[start : min(end, start + _LONGEST_CLUSTER)])
        out += plain[done:start].casefold(), folded
        starts += range(done, start)
        ends += range(done + 1, start + 1)
        starts += [start] * len(folded)
        ends += [end] * len(folded)
        done = end
    out.append(plain[done:].casefold())
    starts += range(done, len(text))
    ends += range(done + 1, len(text) + 1)
    return Folded(_OPEN_PAIR.sub(_move_tone, "".join(out)), starts, ends, text)


def _find_special(characters: set[str]) -> set[str]:
    """Those of the characters that do not fold alone to one character: combining marks, ß, zero-width spaces."""
    for character in characters.difference(_SIMPLE):
        folded = " " if character.isspace() else _fold_cluster(character)
        if len(folded) == 1 and folded == folded.casefold() and not unicodedata.combining(character):
            _SIMPLE[character] = folded
    return characters.difference(_SIMPLE)


@lru_cache(maxsize=256)
def _compile_pieces(special: str) -> re.Pattern[str]:
    """What fold_text has to look at one by one in a text with these special characters."""
    marks = "".join(re.escape(c) for c in special if unicodedata.combining(c))
    others = "".join(re.escape(c) for c in special if not unicodedata.combining(c))
    nothing = "".join(re.escape(c) for c in special if _PLAIN.get(c) == "")  # within white space it parts no two spaces
    clusters = [rf"\S[{marks}]+", rf"[{marks}]"] if marks else []
    return re.compile("|".join([rf"\s[\s{nothing}]+", *clusters, *([f"[{others}]"] if others else [])]))


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Fold a name or a phrase; white space at both ends goes."""
    return fold_text(text).text.strip()


def strip_marks(folded: str) -> str:
    """The folded text without any diacritics, character for character: 'hải phòng' -> 'hai phong'."""
    return "".join(unicodedata.normalize("NFD", c)[0] for c in folded).replace("đ", "d")
