"""The lexicon: phrases with their meaning and an example, read from lexicon/*.yml.

A line of a lexicon file is `- {phrase: ..., example: ...}` under the meaning it has. The example stands under FRAME; the
generic test of tests/extraction proves that the example is read because of the phrase. A phrase may be a cue (it stands
before or around a value), a measure (it stands after a number) and a grade at once; listed twice in one of these roles it is
a load error.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from chiso.fold import fold
from chiso.strict_yaml import YamlFault, parse_yaml

FRAME = "Chỉ số cải cách hành chính (PAR INDEX) năm 2024 của tỉnh Quảng Ninh"
FRAME_ENGLISH = "The Public Administration Reform Index (PAR Index) of 2024"
FOLDER = Path(__file__).parent / "lexicon"


class LexiconFault(ValueError):
    """A lexicon file that cannot be used; the message names file, phrase and remedy."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One line of the lexicon. `text` is folded; `role` is cue, measure or grade."""

    text: str
    meaning: str
    role: str
    example: str
    file: str

    @property
    def frame(self) -> str:
        """The heading that the example stands under."""
        return FRAME_ENGLISH if self.file.startswith("english") else FRAME


@cache
def load_lexicon(folder: Path = FOLDER) -> tuple[Phrase, ...]:
    """All phrases of the lexicon, by file, in order. Raises LexiconFault for a line that is malformed or listed twice."""
    phrases: list[Phrase] = []
    seen: dict[tuple[str, str], Phrase] = {}
    for path in sorted(folder.glob("*.yml")):
        try:
            sections = parse_yaml(path.read_bytes())
        except YamlFault as fault:
            raise LexiconFault(f"{path.name}: {fault}") from fault
        if not isinstance(sections, dict):
            raise LexiconFault(f"{path.name}: expected 'meaning:' sections with one phrase a line")
        for meaning, lines in sections.items():
            role = "measure" if meaning.startswith("measure_") else "grade" if meaning == "grade" else "cue"
            for line in lines or ():
                if not isinstance(line, dict) or set(line) != {"phrase", "example"}:
                    raise LexiconFault(f"{path.name}, {meaning}: {line!r} is not {{phrase: ..., example: ...}}")
                phrase = Phrase(fold(str(line["phrase"])), str(meaning), role, str(line["example"]), path.name)
                if phrase.text not in fold(phrase.example):
                    raise LexiconFault(f"{path.name}, {meaning}: the example of {phrase.text!r} does not have it")
                earlier = seen.setdefault((phrase.text, role), phrase)
                if earlier is not phrase:
                    raise LexiconFault(
                        f"{path.name}, {meaning}: {phrase.text!r} already stands in {earlier.file}, {earlier.meaning}; delete one"
                    )
                phrases.append(phrase)
    return tuple(phrases)
