"""Whether a figure is of the whole index or of the part that the sentences before spoke of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from chiso.extraction.segments import Sentence
from chiso.extraction.tokens import Token
from chiso.fold import Folded
from chiso.model import INDEX_KINDS, Claim, Doubt

if TYPE_CHECKING:
    from chiso.registry import Registry

_OVERALL = re.compile(r"(?<!\w)(?:overall|chung|tổng)(?!\w)")
_SHARE_OF_WHOLE = 5  # a score over a fifth of the index's scale is too large for one of its parts


class PartMemory:
    """Remembers, over the sentences of a document, which part of the index is spoken of."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.part: Claim | None = None  # the last claim of a part, where the last figures were of one part
        self.part_only = False  # the last sentence with figures spoke of a part of the index only
        self.said_of_whole: set[str | None] = set()  # indices of which the text has given a figure

    def settle(self, claims: list[Claim], tokens: Sequence[Token], folded: Folded, sentence: Sentence) -> list[Claim]:
        """The claims of a sentence, each of the part that it is of, or with a doubt where that is not clear."""
        named = any(t.kind in ("index", "component", "bloc") for t in tokens)
        if self.part_only and not named:
            listed = any(
                c.subset for c in claims
            )  # "Trong 14 tỉnh miền núi phía Bắc, Hà Giang xếp thứ 12": of provinces, no parts
            if listed or any(self._is_whole(c) for c in claims):
                return claims
            if (
                self.part is not None
                and not _OVERALL.search(folded.text, sentence.start, sentence.end)
                and any(t.kind == "unit" for t in tokens)
            ):
                return [self._carry_part(c) for c in claims]
            start, end = folded.span(sentence.start, sentence.end)
            return [self._doubt_part(c, folded.source[start:end], start) for c in claims]
        placed = [c for c in claims if c.kind in INDEX_KINDS]
        if placed:
            self.part_only = all(c.component_text for c in placed)
            self.said_of_whole |= {c.index_code for c in placed if not c.component_text}
            known = self.part_only and len({(c.index_code, c.component_id) for c in placed}) == 1
            self.part = placed[-1] if known and placed[-1].component_id else None
            if self.part is not None and self.part.index_code in self.said_of_whole:
                self.part = None
        elif any(t.kind == "component" for t in tokens) and any(t.kind in ("rank", "score", "number") for t in tokens):
            self.part_only, self.part = True, None
        return claims

    def _is_whole(self, claim: Claim) -> bool:
        """Whether a score is too large for a part of its index."""
        scale = self.registry.indices[claim.index_code].scale_max if claim.index_code else None
        return (
            claim.kind == "score"
            and claim.value is not None
            and scale is not None
            and claim.value > scale / _SHARE_OF_WHOLE
        )

    def _carry_part(self, claim: Claim) -> Claim:
        """'Soc Trang leads in control of corruption. Other members of the top 10 are ...': a text that has given no figure of
        the whole index goes on with the part that it began with."""
        assert self.part is not None
        if claim.component_text or claim.kind not in INDEX_KINDS or claim.index_code != self.part.index_code:
            return claim
        inferred = "; ".join(filter(None, (claim.inferred, "component: the sentences before")))
        return replace(
            claim, component_id=self.part.component_id, component_text=self.part.component_text, inferred=inferred
        )

    def _doubt_part(self, claim: Claim, words: str, start: int) -> Claim:
        """A figure after a sentence on one part of the index may be of that part: the scale of the whole decides, or a person,
        once for all that the sentence says."""
        if claim.component_text or claim.kind not in INDEX_KINDS:
            return claim
        message = (
            "The sentence before speaks of one part of the index: say whether this is of the part or of the whole."
        )
        doubt = Doubt("claim", "unclear_part", message, words, start, start + len(words))
        return replace(claim, doubts=(*claim.doubts, doubt))
