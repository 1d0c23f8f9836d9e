"""What a document speaks of: its indices, editions, jurisdiction, and which passages are no part of the announcement."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from chiso.extraction.mentions import Mention
from chiso.extraction.segments import Sentence, split_paragraphs
from chiso.fold import Folded
from chiso.model import Document

if TYPE_CHECKING:
    from chiso.registry import Registry

_LOCAL_BLOCS = frozenset(
    {"departments", "districts", "communes", "communes_ward", "communes_rural", "central_agencies"}
)
_BEFORE, _AFTER = 120, 60  # how near to the first index the words stand that say whose news this is
_NATIONAL = frozenset({"national", "provinces", "ministries"})
# before the year compared with, where no phrase of the lexicon stands: "gains over 2018", "0.33 percent up on 2022", "kỳ trước (2023)"
_COMPARED = re.compile(
    r"(?<!\w)(?:(?:over|(?:up|down|gain|gains|improvement|better|worse|ahead) on|above|versus|vs\.?) (?:that (?:of|in) |the |those of )?"
    r"|than in (?:the )?(?:[a-z]+ ){0,3}of |(?:previous|last|preceding) [a-z]+(?:,| of| in) |(?:năm|kỳ|lần) trước(?: đó)? ?\()$"
)
_LONGEST_COMPARISON = 60
_LOOKS_BACK = re.compile(r"(?<!\w)năm (?:nay|ngoái|trước)(?!\w)")
_OWNER = re.compile(r"(?:tỉnh|thành phố|tp\.?|ubnd|của|tại|ở|province) ?$")


@dataclass(slots=True)
class Setting:
    """What holds for the whole document."""

    language: str
    published: date | None
    jurisdiction_id: str | None  # the province that the document is about, if there is one
    jurisdiction_from: str  # text, sidecar, outlet
    jurisdiction_text: str | None  # how the text names it
    focus: bool  # the document is about that province, not one that ranks many
    local: bool  # units of a province compete somewhere in it
    two_bases: bool  # it ranks the provinces before and after the mergers of 2025 side by side
    provinces: int  # how many provinces it names
    national: bool  # provinces or ministries compete somewhere in it
    rejected: frozenset[str]  # index codes whose acronym means something else here
    years: dict[str, int]  # index code -> the edition that the document names first
    year: int | None  # the edition year of the document, whatever the index
    compared: frozenset[int] = frozenset()  # years that results are compared with
    looks_back: bool = False  # it sets the year against the one before, without a number: 'năm ngoái', 'last year'
    strong: frozenset[str] = frozenset()  # indices that the document names in full or by their abbreviation


_EDITION = re.compile(r" (?:năm )?(?:19|20)\d\d(?!\d)")


def find_index_code(mention: Mention, folded: Folded, rejected: frozenset[str], provinces: int = 0) -> str | None:
    """The index that a mention names in this text, or None where the acronym stands for something else.

    An acronym needs a word of its field in the text, or several provinces, or one with points of an edition ('Hải Phòng dẫn
    đầu PCI 2024 với 74,84 điểm'): nobody ranks those by arteries.
    """
    named = provinces >= 2 or (
        provinces == 1
        and _EDITION.match(folded.text, mention.end) is not None
        and (_has_word(folded.text, "điểm") or _has_word(folded.text, "points"))
    )
    for ref in mention.refs:
        if ref.index_code in rejected:
            continue
        if (
            not ref.needs
            or (named and ref.kind == "abbreviation")
            or any(_has_word(folded.text, need) for need in ref.needs)
        ):
            return str(ref.index_code)
    return None


@lru_cache(maxsize=64)  # the words that the acronyms of one text need
def _has_word(text: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word.casefold())}(?!\w)", text) is not None


def end_of_article(mentions: Sequence[Mention], sentences: Sequence[Sentence], size: int) -> int:
    """Where the announcement ends: the first line that begins with 'Tin khác', 'Related news' ..."""
    starts = {s.start for s in sentences}
    ends = {s.end for s in sentences}
    for m in mentions:
        if (
            "end_of_article" in m.tags
            and m.start in starts
            and (m.end in ends or m.end + 1 in ends or m.end + 2 in ends)
        ):
            return m.start
    return size


def read_setting(
    document: Document, folded: Folded, mentions: Sequence[Mention], sentences: Sequence[Sentence], registry: Registry
) -> Setting:
    """Read what the whole document says of itself. Order of trust: text, sidecar, outlet (DESIGN.md, context)."""
    sidecar = document.sidecar
    tags = frozenset().union(*(m.tags for m in mentions))
    rejected = frozenset(tag.removeprefix("not_") for tag in tags if tag.startswith("not_"))
    language = read_language(document, folded)
    units = [m for m in mentions if m.kind == "unit"]
    local = bool(tags & _LOCAL_BLOCS) or any(
        m.types <= {"department", "district", "commune", "central_agency"} for m in units if not m.bare
    )
    provinces = len({_province_key(m) for m in units if "province" in m.types})
    provinces += "provinces" in tags  # "63 tỉnh, thành phố": it ranks more than the one it names
    years = _find_years(folded, mentions, rejected, provinces)
    year = Counter(years.values()).most_common(1)[0][0] if years else None
    national = bool(tags & _NATIONAL)
    two_bases = {"basis_63", "basis_34"} <= tags
    home = _find_home(document, registry, year)
    jurisdiction, source = _find_jurisdiction(document, folded, mentions, registry, year, home)
    strong = (
        frozenset(r.index_code for m in mentions if m.kind == "index" for r in m.refs if r.kind != "topic") - rejected
    )
    compared = frozenset(int(m.value or 0) for m in list_compared_years(folded, mentions))
    named = _name_in_text(folded, mentions, registry, jurisdiction, year, sidecar.published)
    return Setting(
        language,
        sidecar.published,
        jurisdiction,
        source,
        named,
        source in ("sidecar", "outlet")
        or (home is not None and jurisdiction == home)
        or (source == "text" and provinces <= 3),
        local,
        two_bases,
        provinces,
        national,
        rejected,
        years,
        year,
        compared,
        _LOOKS_BACK.search(folded.text) is not None or any("compared_previous" in m.tags for m in mentions),
        strong,
    )


def list_compared_years(folded: Folded, mentions: Sequence[Mention]) -> list[Mention]:
    """The years that something is compared with: 'so với năm 2022', 'up from 2022'. `mentions` in order."""
    return [
        b
        for a, b in pairwise(mentions)
        if b.kind == "year"
        and (
            ("compared" in a.tags and b.start - a.end <= 12)
            or _COMPARED.search(folded.text, max(0, b.start - _LONGEST_COMPARISON), b.start)
        )
    ]


_MARKED = re.compile("[ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]")


def read_language(document: Document, folded: Folded) -> str:
    """'vi' or 'en': what the sidecar says, else by the share of letters with diacritics."""
    if document.sidecar.language:
        return document.sidecar.language
    return _guess_language(folded.text[:4000])


@lru_cache(maxsize=2)  # asked more than once of a text
def _guess_language(sample: str) -> str:
    return "vi" if len(_MARKED.findall(sample)) * 25 > len(sample) else "en"


def _find_home(document: Document, registry: Registry, year: int | None) -> str | None:
    """The province whose portal or paper the document comes from."""
    outlet = document.sidecar.url or document.sidecar.outlet
    on = document.sidecar.published or (date(year + 1, 1, 1) if year else None)
    return registry.home_of(outlet, on) if outlet else None


def _find_jurisdiction(
    document: Document,
    folded: Folded,
    mentions: Sequence[Mention],
    registry: Registry,
    year: int | None,
    home: str | None,
) -> tuple[str | None, str]:
    """The province whose paper, portal or announcement this is: the one that the text names as an owner most often."""
    on = document.sidecar.published
    opening: str | None = None  # the province that is named where the first index is
    first_index = next((m.start for m in mentions if m.kind == "index"), 0)
    owners: Counter[str] = Counter()
    bare: Counter[str] = Counter()
    for m in mentions:
        if "province" not in m.types:
            continue
        name = folded.text[m.start : m.end]
        before = folded.text[max(0, m.start - 14) : m.start]
        owner = bool(_OWNER.search(before)) or re.match(r"(?:tỉnh|thành phố|tp) ?", name) is not None
        found = registry.resolve_jurisdiction(_province_key(m), year, on)
        if found.unit_id:
            (owners if owner else bare)[found.unit_id] += 1
            opening = opening or (found.unit_id if -_BEFORE <= m.start - first_index <= _AFTER else None)
    if document.sidecar.jurisdiction:
        found = registry.resolve_jurisdiction(document.sidecar.jurisdiction, year, on)
        if found.unit_id:
            return found.unit_id, "sidecar"
    if owners or bare:
        (first, count), *rest = (owners or bare).most_common()
        if (not rest or count > rest[0][1]) and (home in (None, first) or count >= 2):
            return first, "text" if owners or (len(bare) == 1 and opening) else "mentions"
        (first, count), *rest = (owners + bare).most_common()
        if not rest or count > rest[0][1]:
            return first, "mentions"
    return home, "outlet" if home else "none"


def _name_in_text(
    folded: Folded,
    mentions: Sequence[Mention],
    registry: Registry,
    unit_id: str | None,
    year: int | None,
    on: date | None,
) -> str | None:
    """The first name by which the text calls the province `unit_id`."""
    if unit_id is None:
        return None
    for m in mentions:
        if "province" in m.types:
            start, end = folded.span(m.start, m.end)
            if registry.resolve_jurisdiction(folded.source[start:end], year, on).unit_id == unit_id:
                return folded.source[start:end]
    return None


def _province_key(m: Mention) -> str:
    return str(next(r for r in m.refs if "province" in r.types).text)


def _year_of_heading(folded: Folded, mentions: Sequence[Mention]) -> int:
    """The one year of the line that names an index first, else 0."""
    index = next((m.start for m in mentions if m.kind == "index"), -1)
    line = next(((a, b) for a, b in split_paragraphs(folded) if a <= index < b), (0, 0))
    found = {int(m.value or 0) for m in mentions if m.kind == "year" and line[0] <= m.start and m.end <= line[1]}
    return found.pop() if len(found) == 1 else 0


def _find_years(
    folded: Folded, mentions: Sequence[Mention], rejected: frozenset[str], provinces: int
) -> dict[str, int]:
    """index code -> the year that stands with its first dated mention ("PAR INDEX 2024", "chỉ số CCHC năm 2024")."""
    years: dict[str, int] = {}
    headed = _year_of_heading(folded, mentions)
    undated: set[str] = set()  # named before without a year: what the heading dates
    pending: list[str] = []
    last_end = 0
    for i, m in enumerate(mentions):
        if m.kind == "index":
            code = find_index_code(m, folded, rejected, provinces)
            if code is None:
                continue
            if m.start - last_end > 60 or any(c.isdigit() for c in folded.text[last_end : m.start]):
                undated.update(pending)
                pending = []
            pending.append(code)
            last_end = m.end
        elif m.kind == "year" and not pending:
            following = mentions[i + 1] if i + 1 < len(mentions) else None
            if (
                following is not None
                and following.kind == "index"
                and following.start - m.end <= 24
                and "compared" not in (mentions[i - 1].tags if i else ())
            ):
                code = find_index_code(following, folded, rejected, provinces)
                between = folded.text[m.end : following.start]
                if code is not None and "." not in between and not any(c.isdigit() for c in between):
                    years.setdefault(code, int(m.value or 0))
        elif m.kind == "year" and pending:
            between = folded.text[last_end : m.start]
            broken = "\n" in folded.source[folded.starts[last_end - 1] : folded.starts[m.start]]
            if (
                len(between) <= 60
                and not broken
                and not any(c.isdigit() for c in between)
                and "compared" not in (mentions[i - 1].tags if i else ())
            ):
                for code in pending:
                    year = int(m.value or 0)
                    years.setdefault(code, max(year, headed) if code in undated else year)
            else:
                undated.update(pending)
            pending = []
    return years
