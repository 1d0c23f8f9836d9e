"""Lists that belong together: 'A, B and C scored 1, 2 and 3 points respectively' is A 1 point; B 2 points; C 3 points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from chiso.extraction.tokens import Token

_JOINT = re.compile(
    r"(?:[ ,;\"']|(?<!\w)(?:and|và|the|in|for|on|of|provinces?|cit(?:y|ies)|points?|năm|chỉ số)(?!\w))*"
)
_SEPARATORS = frozenset({"comma", "and", "semicolon"})
_CLASSES = {
    "unit": "unit", "component": "component", "index": "index", "year": "year",
    "score": "value", "number": "value", "change": "value",
}  # fmt: skip


@dataclass(slots=True)
class Run:
    """Tokens of one class that follow each other in a list: tokens[first:stop]."""

    kind: str  # unit, component, index, value, place
    first: int
    stop: int
    members: list[Token]


def pair_lists(tokens: Sequence[Token], text: str, english: bool) -> list[Token]:
    """The tokens of a sentence with the lists that 'respectively' or 'lần lượt' joins told pair by pair; others are as they were.

    Where 'lần lượt' joins indices, parts or years with lists of another length, nothing says which value is whose.
    """
    orders = [t for t in tokens if t.kind == "order"]
    if not orders and not english:
        return list(tokens)
    runs = list(_find_runs(tokens, text))
    values = [r for r in runs if r.kind in ("value", "place")]
    names = [r for r in runs if r.kind in ("component", "index", "year") or (r.kind == "unit" and english)]
    for run in reversed(names if orders else []):
        joined = [r for r in values if len(r.members) == len(run.members)]
        if joined:
            return _write_pairs(tokens, run, joined)
    if english and any(text.startswith("respectively", t.start) for t in orders):
        return [t for t in tokens if t.kind not in ("number", "score", "change", "ranks")]  # who has which stays unsaid
    if orders and names and not any(r.kind == "unit" for r in runs):
        unsaid = {i for r in values if r.first > names[0].stop for i in range(r.first, r.stop)}
        return [t for i, t in enumerate(tokens) if i not in unsaid]
    for i, units in enumerate(runs if english else []):  # "A and B came second and third with 92.68 and 90.32 percent"
        said = [r for r in runs[i + 1 : i + 3] if r.kind in ("place", "value") and len(r.members) == len(units.members)]
        if units.kind == "unit" and said and said[0].first == units.stop and said[0].kind != said[-1].kind:
            return _write_pairs(tokens, units, said)
        if units.kind == "unit" and said and said[0].first == units.stop and said[0].kind == "value":
            return _write_pairs(tokens, units, said[:1])
    return list(tokens)


def _find_runs(tokens: Sequence[Token], text: str) -> Iterator[Run]:
    """The lists of a sentence, of two members or more."""
    i = 0
    while i < len(tokens):
        t = tokens[i]
        if t.kind == "ranks":
            place = replace(t, kind="rank", values=(), flavour="number", more={"paired": True})
            yield Run("place", i, i + 1, [replace(place, value=v) for v in t.values])
        elif t.kind == "scores":
            yield Run("value", i, i + 1, [replace(t, kind="score", values=(), value=v) for v in t.values])
        elif t.kind == "rank" and t.flavour == "number":
            places = _read_places(tokens, i)
            if len(places) > 1:
                yield Run("place", i, i + 2 * len(places) - 1, places)
        listed = _CLASSES.get(t.kind)
        if listed is None:
            i += 1
            continue
        members, stop = [t], i + 1
        for j in range(i + 1, len(tokens)):
            n = tokens[j]
            if _CLASSES.get(n.kind) == listed and _JOINT.fullmatch(text, members[-1].end, n.start):
                members.append(n)
                stop = j + 1
            elif n.kind not in _SEPARATORS:
                break
        if len(members) > 1 and listed != "value":
            yield Run(listed, i, stop, members)
        elif len(members) > 1:
            scores = _read_scores(members)
            if scores:
                yield Run(listed, i, stop, scores)
        i = stop


def _read_places(tokens: Sequence[Token], i: int) -> list[Token]:
    """'xếp thứ 17, 10 và 2': places that do not rise are no list elsewhere."""
    places = [replace(tokens[i], more={"paired": True})]
    for separator, n in zip(tokens[i + 1 :: 2], tokens[i + 2 :: 2], strict=False):
        if separator.kind not in _SEPARATORS or n.kind != "number" or n.decimals or n.measure is not None:
            break
        places.append(replace(places[0], start=n.start, end=n.end, value=n.value))
    return places


def _read_scores(numbers: Sequence[Token]) -> list[Token]:
    """Numbers of a list as scores; '71.25, 70.94 and 70.34 points' gives all of them the measure of the last."""
    measure = numbers[-1].measure
    if numbers[0].kind == "change":  # "saw declines, by 0.49 percent, 0.51 percent and 1.94 percent"
        sign = 1.0 if (numbers[0].value or 0.0) > 0 else -1.0
        same = measure is not None and all(t.measure in (None, measure) for t in numbers)
        return (
            [replace(t, kind="change", measure=measure, value=sign * abs(t.value or 0.0)) for t in numbers]
            if same
            else []
        )
    if all(t.measure in ("points", "percent") for t in numbers):
        return [replace(t, kind="score") for t in numbers]
    if measure == "places" or any(t.measure not in (None, measure) for t in numbers):
        return []
    if measure is None and not all(t.decimals for t in numbers):
        return []
    return [replace(t, kind="score", measure=measure) for t in numbers]


def _write_pairs(tokens: Sequence[Token], names: Run, joined: Sequence[Run]) -> list[Token]:
    """What stands before and between the lists, then name and values one by one, then what stands after."""
    first = min(r.first for r in (names, *joined))
    stop = max(r.stop for r in (names, *joined))
    inside = {i for r in (names, *joined) for i in range(r.first, r.stop)}
    between = [
        tokens[i] for i in range(first, stop) if i not in inside and tokens[i].kind not in (*_SEPARATORS, "order")
    ]
    out = [*tokens[:first], *between]
    subject = next((t for t in reversed(out) if t.kind == "unit"), None) if names.kind != "unit" else None
    for i, name in enumerate(names.members):
        if i or names.kind == "year":
            out.append(Token("semicolon", name.start, name.start))
        leads = names.kind in ("index", "year")
        if leads:
            out.append(name)
        if subject is not None:
            out.append(subject)
        if not leads:
            out.append(name)
        out.extend(run.members[i] for run in joined)
    return [*out, *(t for t in tokens[stop:] if t.kind != "order")]
