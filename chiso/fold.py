"""Fold once: one spelling for rules, names and text alike, with a way back to the original characters.

Folding composes (NFC), lowers case, makes every run of white space one space, Ð and ð into đ, dashes into '-', curly
quotes into straight ones, and puts tone marks where the older spelling has them (hoà -> hòa). Tone marks are kept.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"  # grave, acute, tilde, hook above, dot below
_PLAIN = {
    "Ð": "đ", "ð": "đ", "ƌ": "đ",
    "–": "-", "—": "-", "‐": "-", "‑": "-", "‒": "-", "−": "-", "\u00ad": "",
    "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "`": "'", "´": "'",
    "\u200b": "", "\u200c": "", "\u200d": "", "\ufeff": "",
}  # fmt: skip
_OPEN_PAIR = re.compile("(?<!q)(o)([aeàáãảạèéẽẻẹ])(?![^\\W\\d_])|(u)([yỳýỹỷỵ])(?![^\\W\\d_])")


def _move_tone(match: re.Match[str]) -> str:
    """oà -> òa, uý -> úy at the end of a syllable: the tone goes to the first of the two vowels."""
    first = match.group(1) or match.group(3)
    second = unicodedata.normalize("NFD", match.group(2) or match.group(4))
    tone = "".join(c for c in second if c in _TONES)
    return unicodedata.normalize("NFC", first + tone + "".join(c for c in second if c not in _TONES))


@lru_cache(maxsize=4096)
def _fold_cluster(cluster: str) -> str:
    plain = "".join(_PLAIN.get(c, c) for c in unicodedata.normalize("NFC", cluster))
    return unicodedata.normalize("NFC", plain.casefold())


def _place_tones(folded: str) -> str:
    # uy after q is the glide (quý keeps its tone); oa/oe/uy only when they end the syllable
    return _OPEN_PAIR.sub(
        lambda m: m.group(0) if m.group(3) and m.start() and folded[m.start() - 1] == "q" else _move_tone(m), folded
    )


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and, for each of its characters, the half-open span of the original that it stands for."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    source: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original span (code points, half open) of folded[start:end]; an empty span maps to an empty one."""
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else len(self.source)
            return at, at
        return self.starts[start], self.ends[end - 1]

    def place(self, offset: int) -> int:
        """The folded index of the character that covers original offset `offset`."""
        return max(0, bisect_right(self.starts, offset) - 1)


def fold_text(text: str) -> Folded:
    """Fold a whole text, keeping offsets. Linear in its length."""
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    i, n = 0, len(text)
    while i < n:
        c = text[i]
        j = i + 1
        if c.isspace():
            while j < n and text[j].isspace():
                j += 1
            out.append(" ")
            starts.append(i)
            ends.append(j)
        else:
            while j < n and unicodedata.combining(text[j]):
                j += 1
            for f in _fold_cluster(text[i:j] if j - i <= 8 else text[i : i + 8]):
                out.append(f)
                starts.append(i)
                ends.append(j)
        i = j
    return Folded(_place_tones("".join(out)), tuple(starts), tuple(ends), text)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Fold a name or a phrase; white space at both ends goes."""
    return fold_text(text).text.strip()


def strip_marks(folded: str) -> str:
    """The folded text without any diacritics, character for character: 'hải phòng' -> 'hai phong'."""
    return "".join(unicodedata.normalize("NFD", c)[0] for c in folded).replace("đ", "d")
