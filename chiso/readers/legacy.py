"""Vietnamese as it was written before Unicode: TCVN3 (ABC fonts), VNI for Windows, VISCII and windows-1258.

Sources of the tables: TCVN 5712:1993, part VN3; RFC 1456 (VISCII 1.1); VNI's own table of its Windows fonts;
windows-1258 is Python's. A text is taken for such an encoding only where nearly all of its words that have marks become
syllables that Vietnamese can have, and under no other table: what is doubtful stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from contextlib import suppress

ENOUGH_WORDS = 3  # words with marks; fewer prove nothing
_VALID_SHARE = 0.9  # of the words with marks
_MARGIN = 0.15  # between the best table and the next

_TCVN3: dict[str, str] = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
_VISCII = {
    **dict(zip("\x02\x05\x06\x14\x19\x1e", "ẲẴẪỶỸỴ", strict=True)),
    **dict(
        zip(
            map(chr, range(0x80, 0x100)),
            "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡư"
            "àáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ",
            strict=True,
        )
    ),
}
_VNI_ALONE = dict(zip("ñÑìíæóòÌÍÆÓÒôÔöÖîÎ", "đĐìíỉĩịÌÍỈĨỊơƠưƯỵỴ", strict=True))
_VNI_MARKS = dict(  # a mark stands behind its letter: aø = à, aê = ă, eá = ế, ôù = ớ
    zip(
        "øùûõïâàáåãäêèéúüë",
        "̀,́,̉,̃,̣,̂,̂̀,̂́,̂̉,̂̃,̣̂,̆,̆̀,̆́,̆̉,̆̃,̣̆".split(","),
        strict=True,
    )
)
_VNI_PAIR = re.compile(r"([aeouyôöAEOUYÔÖ])([øùûõïâàáåãäêèéúüëØÙÛÕÏÂÀÁÅÃÄÊÈÉÚÜË])|([" + "".join(_VNI_ALONE) + "])")
_WORD = re.compile(r"[^\W\d_]+")
_ABBREVIATION = re.compile(r"[B-DF-HK-NP-TV-XĐƯƠ]{2,7}")  # QĐ, HĐND, TƯ
_MARKED = re.compile(r"[^\x00-\x7f]")
_UNICODE_VIETNAMESE = re.compile(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u0300-\u0323\u1ea0-\u1ef9]"
)
_SYLLABLE = re.compile(
    r"""(?:ngh?|[ck]h|gh|gi|nh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?
        (?: (?:a|ă|â|e|ê|i|o|ô|ơ|u|ư|y|iê|yê|oa|oă|oe|uâ|uê|uô|uơ|ươ|uy|uyê|oo|uă) (?:c|ch|m|n|ng|nh|p|t)
          | a|e|ê|i|o|ô|ơ|u|ư|y|ia|ya|ua|ưa|uya|oa|oe|uê|uơ|uy|ai|ao|au|ay|âu|ây|eo|êu|iu|iêu|yêu|oi|ôi|ơi|oai|oay|oao|oeo
          | ui|uôi|ưi|ươi|ưu|ươu|uây|uyu|uao|uay|uai|iê|yê|ươ|uô )""",
    re.VERBOSE,
)
_COMMON = frozenset(  # words that hardly any Vietnamese sentence is without; they decide between tables
    "của và là các có được không cho đã với để đến này người những một về trong tại số năm chỉ điểm đạt thứ xếp hạng tỉnh thành "
    "phố huyện xã sở bộ hành chính cải cách công quốc hội đồng nhân dân việc tăng giảm cao nhất đứng đầu ngày đơn vị".split()
)
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_CLOSED = re.compile(r"(?:c|ch|p|t)$")


def decode_legacy(data: bytes) -> tuple[str, str] | None:
    """(text, name of the encoding) of bytes in one of the old encodings, NFC; None where none fits well.

    >>> decode_legacy(b"ViÖt Nam: c¶i c¸ch hµnh chÝnh".decode("utf-8").encode("latin-1"))
    ('Việt Nam: cải cách hành chính', 'TCVN3')
    """
    letters = data.decode("latin-1")
    found = {
        "TCVN3": _decode_tcvn3(letters),
        "VNI": _decode_vni(letters),
        "VISCII": _replace_letters(letters, _VISCII),
    }
    with suppress(UnicodeDecodeError):
        found["windows-1258"] = unicodedata.normalize("NFC", data.decode("cp1258"))
    scores = {name: _score_syllables(text) for name, text in found.items()}
    ranked = sorted(scores, key=lambda name: -sum(scores[name]))
    (valid, common), other = scores[ranked[0]], scores[ranked[1]]
    if valid < _VALID_SHARE or valid + common - sum(other) < _MARGIN:
        return None
    best = ranked[0]
    return found[best], best


def restore_vietnamese(text: str) -> tuple[str, str] | None:
    """(text, name) where letters of an old font were saved as if they were Western ones ('Vieät Nam'); None for good text.

    Office files and pages made with ABC or VNI fonts are like that. A text with a single letter that only Vietnamese in
    Unicode has is good.
    """
    name = find_old_font(text)
    return (convert_old_font(text, name), name) if name else None


def find_old_font(text: str) -> str | None:
    """'TCVN3' or 'VNI' where the letters of a text are those of such a font; None for good text."""
    if text.isascii() or _UNICODE_VIETNAMESE.search(text) or _score_syllables(text)[0] >= _VALID_SHARE:
        return None
    found = decode_legacy(_recover_bytes(text))
    return found[1] if found is not None and found[1] in _OLD_FONTS else None


def convert_old_font(text: str, name: str) -> str:
    """A text, or a part of one, whose letters are those of a font that find_old_font named."""
    return text if text.isascii() else _OLD_FONTS[name](_recover_bytes(text).decode("latin-1"))


def _recover_bytes(text: str) -> bytes:
    """The bytes that were taken for Western letters."""
    return b"".join(c.encode("cp1252", "ignore") or (c.encode("latin-1") if c < "\u0100" else b"?") for c in text)


def _decode_tcvn3(letters: str) -> str:
    """The capitals with tones are the small ones in a font of capitals: a line without small ASCII letters is in one."""
    text = _replace_letters(_read_punctuation(letters), _TCVN3)
    return "".join(_raise_line(line) for line in text.splitlines(keepends=True))


def _replace_letters(letters: str, table: dict[str, str]) -> str:
    return letters.translate({ord(old): new for old, new in table.items()})


def _raise_line(line: str) -> str:
    capitals = sum("A" <= c <= "Z" for c in line)
    return line.upper() if capitals >= 2 and not re.search("[a-z]", line) else line


def _decode_vni(letters: str) -> str:
    return unicodedata.normalize("NFC", _VNI_PAIR.sub(_join_vni, _read_punctuation(letters)))


def _join_vni(match: re.Match[str]) -> str:
    letter, mark, alone = match.groups()
    if alone:
        return _VNI_ALONE[alone]
    return _VNI_ALONE.get(letter, letter) + _VNI_MARKS[mark.lower()]


def _read_punctuation(letters: str) -> str:
    """Quotes, dashes and bullets stand where windows-1252 has them."""
    return re.sub("[\x80-\x9f]", lambda c: c[0].encode("latin-1").decode("cp1252", "replace"), letters)


def _score_syllables(text: str) -> tuple[float, float]:
    """The shares of the words with marks that are Vietnamese syllables, and common ones; 0 where there are too few."""
    words = {word for word in _WORD.findall(text) if _MARKED.search(word) and not _ABBREVIATION.fullmatch(word)}
    if len(words) < ENOUGH_WORDS:
        return 0.0, 0.0
    valid = sum(map(_is_syllable, words))
    return valid / len(words), sum(word.lower() in _COMMON for word in words) / len(words)


def _is_syllable(word: str) -> bool:
    if not (word.islower() or word.isupper() or word[1:].islower()):
        return False
    letters = unicodedata.normalize("NFD", word.lower())
    tones = [c for c in letters if c in _TONES]
    base = unicodedata.normalize("NFC", "".join(c for c in letters if c not in _TONES))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(base):
        return False
    return not (_CLOSED.search(base) and tones and tones[0] not in "\u0301\u0323")


_OLD_FONTS: dict[str, Callable[[str], str]] = {"TCVN3": _decode_tcvn3, "VNI": _decode_vni}
