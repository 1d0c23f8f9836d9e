"""When a claim states a labelled fact, and which of the fact's attributes it has right.

A claim is right when kind, index, edition year, unit, component, "whole list or subset" and value agree; bloc,
jurisdiction, measure, out_of, baseline and aggregation are attributes of a right claim. Names agree when they are the
same but for case, marks, punctuation and the words that say what sort of unit it is, or when they differ by a slip.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from math import isclose

from chiso.evaluation.labels import OTHER_FACTS, Label
from chiso.fold import fold

_SLIP = 0.88  # two spellings of one name are at least so alike
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_NO_WORD = re.compile(r"[^\w\u0300-\u036f]+")
_SORTS_BEFORE = (
    "ubnd", "ủy ban nhân dân", "tỉnh", "thành phố", "tp", "thị xã", "tx", "huyện", "quận", "đặc khu",
    "province of", "city of", "the", "ministry of", "department of", "provincial",
)  # fmt: skip
_SORTS_AFTER = ("province", "city", "town", "district", "ward", "tỉnh")
_SORT_WORDS = 3  # "UBND tỉnh ...", "the city of ...": so many of them may stand before or behind a name
_COUNTRY = ("VN", "Việt Nam")
_WITHOUT_INDEX = frozenset(OTHER_FACTS) - {"count"}  # right when kind and value are


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim as an analyst reads it in the view `claims`: with names instead of ids."""

    kind: str
    index_code: str | None
    edition_year: int | None
    jurisdiction: str | None
    bloc: str | None
    subset: str | None
    component: str | None
    component_text: str | None
    unit_name: str | None
    unit_text: str | None
    aggregation: str | None
    value: float | None
    value_max: float | None
    value_text: str | None
    unit_measure: str | None
    out_of: int | None
    baseline_year: int | None
    quote: str
    claim_id: str = ""

    def describe(self) -> str:
        """One line: 'rank 3 · DDCI 2018 · Sở Tài nguyên và Môi trường · "..."'."""
        said = self.value_text if self.value is None else f"{self.value:g}"
        if self.value_max is not None:
            said = f"{said} to {self.value_max:g}"
        edition = " ".join(str(part) for part in (self.index_code, self.edition_year) if part is not None)
        parts = (edition, self.unit_name or self.unit_text or "all units", self.component, self.subset)
        quote = " ".join(self.quote.split())
        return " · ".join([f"{self.kind} {said}", *(part for part in parts if part), f'"{quote}"'])


def states_fact(claim: Statement, label: Label, unknown_agrees: bool = False) -> bool:
    """Whether the claim states the labelled fact in one of its readings.

    `unknown_agrees`: index, year, unit and component that the claim leaves open agree with anything, as in a claim that is
    held because one of them is not known.
    """
    return any(_states_reading(claim, reading, unknown_agrees) for reading in label.readings)


def _states_reading(claim: Statement, label: Label, lenient: bool) -> bool:
    if not (claim.kind == label.kind and _has_value(claim, label)) and not _is_last_place(claim, label):
        return False
    if label.kind in _WITHOUT_INDEX:
        return True
    if claim.index_code != label.index_code and not (lenient and claim.index_code is None):
        return False
    if label.edition_year not in (None, claim.edition_year) and not (lenient and claim.edition_year is None):
        return False
    if label.kind == "count":
        return True
    if (label.subset is None) != (claim.subset is None):
        return False  # within a part of the list: another fact than in the whole list
    if label.component is None or claim.component is None:
        if label.component != claim.component and not (lenient and claim.component is None):
            return False  # of a part: another fact than of the whole
    elif not is_same_name(label.component, (claim.component, claim.component_text)):
        return False
    if label.unit is None:
        return claim.unit_name is None
    if lenient and claim.unit_name is None and claim.unit_text is None:
        return True
    return is_same_name(label.unit, (claim.unit_name, claim.unit_text))


def _has_value(claim: Statement, label: Label) -> bool:
    if label.wording is not None:
        said, meant = _spell(claim.value_text or ""), _spell(label.wording)
        if label.kind == "legal_ref":
            return said == meant
        return bool(said) and (said in meant or meant in said)  # "nhóm tứ phân vị thấp" = "tứ phân vị thấp"
    if label.value is None or claim.value is None:
        return False
    if not isclose(label.value, claim.value, rel_tol=0, abs_tol=1e-6 * max(1.0, abs(label.value))):
        return False
    return label.value_max is None or (claim.value_max is not None and abs(label.value_max - claim.value_max) < 1e-6)


def _is_last_place(claim: Statement, label: Label) -> bool:
    """The last of 63 has rank 63 and is among the last one: both say the same."""
    values = {label.kind: label.value, claim.kind: claim.value}
    total = label.out_of or claim.out_of
    return set(values) == {"rank", "top_group"} and values["top_group"] == -1 and total == values["rank"] is not None


def _is_right_aggregation(label: Label, claim: Statement) -> bool:
    return claim.aggregation == label.aggregation or {claim.aggregation, label.aggregation} == {"mean", "overall"}


def _is_right_jurisdiction(label: Label, claim: Statement) -> bool:
    assert label.jurisdiction is not None
    if label.jurisdiction == "VN" and claim.jurisdiction in _COUNTRY:
        return True
    return is_same_name(label.jurisdiction, (claim.jurisdiction,))


ATTRIBUTES: dict[str, Callable[[Label, Statement], bool]] = {
    "bloc": lambda label, claim: label.bloc == claim.bloc,
    "jurisdiction": _is_right_jurisdiction,
    "unit_measure": lambda label, claim: label.unit_measure == claim.unit_measure,
    "out_of": lambda label, claim: label.out_of == claim.out_of,
    "baseline_year": lambda label, claim: label.baseline_year == claim.baseline_year,
    "aggregation": _is_right_aggregation,
}


def judge_attributes(claim: Statement, label: Label) -> dict[str, bool]:
    """Right or wrong for each attribute that the label states."""
    return {name: is_right(label, claim) for name, is_right in ATTRIBUTES.items() if getattr(label, name) is not None}


def is_same_name(label: str, names: Iterable[str | None]) -> bool:
    """Whether one of the names is the labelled one."""
    a = _strip_sorts(label)
    return any(_are_alike(a, _strip_sorts(name)) for name in names if name)


@lru_cache(maxsize=65536)
def _are_alike(a: str, b: str) -> bool:
    if _drop_marks(a) == _drop_marks(b):
        return True
    # a slip may not change how a word begins: Bình Thuận is not Ninh Thuận, Châu Thành not Châu Thành A
    return _read_initials(a) == _read_initials(b) and SequenceMatcher(None, a, b).ratio() >= _SLIP


@lru_cache(maxsize=65536)
def _spell(text: str) -> str:
    """Words alone, letters and marks apart, each tone behind its word: the same for hoà, hòa and HÒA."""
    words = _NO_WORD.sub(" ", unicodedata.normalize("NFD", fold(text.replace("&", " và ")))).split()
    return " ".join(
        "".join(c for c in word if c not in _TONES) + "".join(c for c in word if c in _TONES) for word in words
    )


def _compile_sorts(words: Iterable[str], shape: str) -> re.Pattern[str]:
    return re.compile(shape.format("|".join(_spell(word) for word in words)))


_BEFORE = _compile_sorts(_SORTS_BEFORE, "^(?:{}) ")
_AFTER = _compile_sorts(_SORTS_AFTER, " (?:{})$")


@lru_cache(maxsize=65536)
def _strip_sorts(name: str) -> str:
    """The name, spelled, without the words that only say what sort of unit it is and without 'and'.

    'và' stays, so that the numbers are those of the independent scorer, where it does.
    """
    spelled = _spell(name)
    for _ in range(_SORT_WORDS):
        spelled = _AFTER.sub("", _BEFORE.sub("", spelled))
    return " ".join(word for word in spelled.split() if word != "and")


def _drop_marks(spelled: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", spelled.replace("đ", "d")) if not unicodedata.combining(c))


def _read_initials(spelled: str) -> list[str]:
    """First letters, numbers whole; c and k are one (Bắc Cạn, Bắc Kạn)."""
    return [word if word.isdigit() else _drop_marks(word)[:1].replace("c", "k") for word in spelled.split()]
