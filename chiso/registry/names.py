"""One spelling for names: what `Sở KH-ĐT`, `sở kh & đt` and `SỞ KH và ĐT` have in common, and ways to write a name.

The key of a name is its folded text without punctuation, without `và`, `and` and a leading `the`; i and y are one
letter after a consonant (Mĩ = Mỹ, Phú Quí = Phú Quý). Tone marks are kept; strip_keys removes them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product

from chiso.fold import fold

_SPLIT = "\n"
_CURLY = str.maketrans({"Ð": "đ", "ð": "đ", "–": "-", "—": "-", "’": "'", "‘": "'", "“": '"', "”": '"'})
_QUOTES = re.compile(r"['\"]")
_MARKS = re.compile(r"[^\w\n]|_")
_DROPPED = re.compile(r"(?<!\S)(?:và|and)(?!\S)|^the(?=[^\S\n])", re.MULTILINE)
_DROPPED_PLAIN = re.compile(r"(?<=[^\S\n])va[^\S\n]")
_BLANKS = re.compile(r"[^\S\n]+")
_GLIDE = re.compile(r"(?<!\w)(h|k|kh|l|m|s|t|th|v|qu|b|d)([yỳýỷỹỵ])(?!\w)")  # Mỹ -> Mĩ; Quý -> Quí
_TONES = re.compile("[\u0300-\u036f]")
_SEPARATOR = re.compile(r"\s*(?:,|&|(?<=\s)-(?=\s)|(?<=\w)-(?=\w)|(?<=\s)và(?=\s)|(?<=\s)and(?=\s))\s*")
_Y_TO_I = dict(zip("yỳýỷỹỵ", "iìíỉĩị", strict=True))
SEPARATORS = (", ", " - ", "-", " và ", " & ", "&", " ")
ABBREVIATION_SEPARATORS = ("&", "-", " & ", " và ", " - ", ",", ", ", "")


def make_keys(folded: str) -> str:
    """The keys of folded names, one a line."""
    text = _MARKS.sub(" ", _QUOTES.sub("", folded))
    text = _BLANKS.sub(" ", _DROPPED.sub(" ", text))
    text = re.sub(r"(?m)^ | $", "", text)
    return _GLIDE.sub(lambda m: m[1] + _Y_TO_I[m[2]], text)


@lru_cache(maxsize=65536)
def make_key(name: str) -> str:
    """'Sở KH-ĐT' -> 'sở kh đt'; any spelling that fold() knows, NFD included."""
    return make_keys(fold(name)).strip()


def make_all_keys(names: list[str]) -> list[str]:
    """The keys of many names of our own data, in one pass; the same as make_key of each (a test proves it)."""
    text = unicodedata.normalize("NFC", _SPLIT.join(names)).translate(_CURLY).casefold()
    return make_keys(place_tones(text)).split(_SPLIT)


_OPEN_PAIR = re.compile(r"(q?)(?:(o)([àáãảạèéẽẻẹ])|(u)([ỳýỹỷỵ]))(?![^\W\d_])")


def place_tones(text: str) -> str:
    """Hoà -> hòa, uý -> úy, as fold() does, over a text in lower case and NFC."""

    def move(match: re.Match[str]) -> str:
        if match[1]:  # quý: the u belongs to q
            return match[0]
        first, second = match[2] or match[4], unicodedata.normalize("NFD", match[3] or match[5])
        return unicodedata.normalize("NFC", first + second[1:]) + second[0]

    return _OPEN_PAIR.sub(move, text)


def strip_keys(keys: str) -> str:
    """Keys without any diacritics and without `va`: 'hải phòng' -> 'hai phong'; one key, or lines of keys."""
    return _DROPPED_PLAIN.sub("", strip_tones(keys))


def strip_tones(text: str) -> str:
    """Without any diacritics."""
    return _TONES.sub("", unicodedata.normalize("NFD", text)).replace("đ", "d").replace("Đ", "D")


def is_plain(key: str) -> bool:
    """Whether a key has no diacritics, so that it may be an unaccented spelling."""
    return key == strip_tones(key)


def vary_separators(name: str, separators: tuple[str, ...] = SEPARATORS) -> Iterator[str]:
    """Ways to write the joints of a name: 'Kế hoạch và Đầu tư', 'Kế hoạch - Đầu tư', 'Kế hoạch Đầu tư'...

    A name with more than two joints is varied with one separator throughout, else it would have hundreds of spellings.
    """
    parts = _SEPARATOR.split(name)
    yield name
    joints = len(parts) - 1
    if not joints:
        return
    choices: Iterable[tuple[str, ...]] = (
        product(separators, repeat=joints) if joints <= 2 else (tuple([s] * joints) for s in separators)
    )
    for choice in choices:
        if any(not s and not (parts[i][-1:].isupper() and parts[i + 1][:1].isupper()) for i, s in enumerate(choice)):
            continue
        varied = parts[0] + "".join(s + p for s, p in zip(choice, parts[1:], strict=True))
        if varied != name:
            yield varied


def is_abbreviation(name: str) -> bool:
    """Whether the last word is written in capitals: 'Sở KH&ĐT', 'BR-VT'."""
    words = re.findall(r"[^\W\d_]+", name)
    return bool(words) and words[-1].isupper() and len(words[-1]) > 1


def squeeze_key(key: str) -> str:
    """'sở kh đt' -> 'sở khđt': how the capitals of an abbreviation are joined varies too much to list."""
    first, _, rest = key.partition(" ")
    return f"{first} {rest.replace(' ', '')}" if rest else key
