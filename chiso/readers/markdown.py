"""Markdown: its marks become zero-width spaces, so that every offset stays the file's own and no reader sees a mark."""

from __future__ import annotations

import re

from chiso.model import Heading, Table
from chiso.readers.cells import fill_rows
from chiso.readers.contents import Contents

SUFFIXES = (".md", ".markdown")
_NOTHING = "\u200b"
_LINE_MARKS = re.compile(
    r"""^[ \t]{0,3}(?: \#{1,6}[ \t]+ | (?:>[ \t]?)+ | (?:```|~~~).*$ | (?:-[ \t]*){3,}$ | (?:\*[ \t]*){3,}$ | =+[ \t]*$ )
      | [ \t]\#+[ \t]*$""",
    re.VERBOSE | re.MULTILINE,
)
_INLINE_MARKS = re.compile(  # what may be long has a bound, so that time stays linear
    r"""!\[[^\]\n]{0,300}+\]\([^)\n]{0,1000}+\)     # a picture
      | \[(?=[^\]\n]{0,300}+\]\([^)\n]{0,1000}+\)) | (?<=[^\]\n])\]\([^)\n]{0,1000}+\)   # around the words of a link
      | <https?://[^>\s]{0,500}+> | <!--(?:(?!-->).){0,2000}+--> | </?(?:b|i|u|em|strong|sup|sub|span|br)\b[^>\n]{0,200}+>
      | \*\*+ | __+ | (?<![\w*\\])\*(?=[^\s*]) | (?<=[^\s*\\])\*(?![\w*]) | (?<!\w)_(?=[^\W_]) | (?<=[^\W_])_(?!\w) | `+
      | \\(?=[\\`*_{}\[\]()\#+.!>|~-])""",
    re.VERBOSE | re.DOTALL,
)
_HEADING = re.compile(r"^[ \t]{0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$", re.MULTILINE)
_TABLE = re.compile(  # a header, the line of dashes that makes it one, rows
    r"^(?=[^\n|]*+\|)[^\n]*+\n[ \t]*+\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*+(?:\n(?=[^\n|]*+\|)[^\n]*+)++",
    re.MULTILINE,
)
_CELL_END = re.compile(r"(?<!\\)\|")
_WRAPPED = re.compile(r"(?<=[^\s.:;!?|])\n(?=[^\W\d_][^\n]*)")
_WRAPPED_LENGTH = 60  # characters of a line that an editor may have wrapped


def read_markdown(text: str) -> Contents:
    """The words of a Markdown text at their places, and its tables, which leave their lines.

    >>> read_markdown("**Huế** đạt [65,1](https://x.vn) điểm").text.replace(chr(0x200B), "")
    'Huế đạt 65,1 điểm'
    """
    headings = tuple(Heading(m.start(2), m.end(2), len(m[1])) for m in _HEADING.finditer(text) if m[2])
    tables: list[Table] = []
    for match in _TABLE.finditer(text):
        rows = [_split_row(line) for line in match[0].split("\n")]
        above = text[: match.start()].rstrip("\n").rpartition("\n")[2]
        ordinal = len(tables) + 1
        title = _hide_marks(above).replace(_NOTHING, "").strip()
        tables.append(Table("", fill_rows([rows[0], *rows[2:]]), ordinal=ordinal, title=title, position=match.start()))
    words = _hide_marks(_TABLE.sub(lambda match: re.sub(r"[^\n]", _NOTHING, match[0]), text))
    named = next((words[h.char_start : h.char_end].replace(_NOTHING, "") for h in headings), None)
    return Contents(words, tuple(tables), named, headings=headings)


def _hide_marks(text: str) -> str:
    text = _LINE_MARKS.sub(_hide, text)
    return _WRAPPED.sub(lambda match: _join_lines(text, match), _INLINE_MARKS.sub(_hide, text))


def _hide(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", _NOTHING, match[0])


def _join_lines(text: str, match: re.Match[str]) -> str:
    """A line break within a paragraph is a space, unless the line is so short that it was meant."""
    start = text.rfind("\n", 0, match.start()) + 1
    return " " if match.start() - start >= _WRAPPED_LENGTH and not text.startswith("#", start) else "\n"


def _split_row(line: str) -> list[str]:
    cells = _CELL_END.split(line.strip().removeprefix("|"))
    if cells and not cells[-1].strip():
        cells.pop()
    return [_hide_marks(cell).replace(_NOTHING, "").strip() for cell in cells]
