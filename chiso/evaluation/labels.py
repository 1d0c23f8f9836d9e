"""Labels: the facts that a person found in an announcement, from the .json beside the text."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from chiso.fault import RunFault
from chiso.model import KINDS

INDEX_FACTS = ("rank", "score", "score_change", "rank_change", "top_group", "grade")
OTHER_FACTS = ("count", "statistic", "target", "legal_ref")
_TEXT_KINDS = frozenset(["grade", "legal_ref"])  # their value is a wording, all others have a number
_WHOLE = frozenset([None, "ALL"])  # the unit of an aggregate


class LabelFault(RunFault):
    """A folder or a file of labels that cannot be used; the message is one line for a person."""


@dataclass(frozen=True, slots=True)
class Label:
    """A fact that a text states. A field that is None is not stated, and then nothing is asked of the claim.

    `unit` None = an aggregate over all units, `component` and `subset` None = the whole index and the whole list.
    `free`: costs nothing, found or not. `others` are readings as good as this one.
    """

    kind: str
    value: float | None
    wording: str | None = None
    value_max: float | None = None
    index_code: str | None = None
    edition_year: int | None = None
    unit: str | None = None
    component: str | None = None
    subset: str | None = None
    jurisdiction: str | None = None
    bloc: str | None = None
    unit_measure: str | None = None
    out_of: int | None = None
    baseline_year: int | None = None
    aggregation: str | None = None
    free: bool = False
    others: tuple[Label, ...] = ()

    @property
    def readings(self) -> tuple[Label, ...]:
        """This reading and those that are as good."""
        return (self, *self.others)

    def describe(self) -> str:
        """One line: 'rank 3 · DDCI 2018 · Sở TN-MT'."""
        said = self.wording if self.value is None else f"{self.value:g}"
        if self.value_max is not None:
            said = f"{said} to {self.value_max:g}"
        edition = " ".join(str(part) for part in (self.index_code, self.edition_year) if part is not None)
        parts = (edition, self.unit or "all units", self.component, self.subset, self.jurisdiction, self.unit_measure)
        return " · ".join([f"{self.kind} {said}", *(part for part in parts if part)])


@dataclass(frozen=True, slots=True)
class LabelledFolder:
    """A folder of labelled announcements: path of each text -> its labels, sorted by name."""

    name: str
    path: Path
    documents: dict[Path, tuple[Label, ...]]


def read_folder(folder: Path) -> LabelledFolder:
    """All NNN.txt of a folder that have labels in NNN.json. Raises LabelFault where there are none or one is broken."""
    documents: dict[Path, tuple[Label, ...]] = {}
    for path in sorted(folder.glob("*.json")):
        text = path.with_suffix(".txt")
        if not text.is_file():
            raise LabelFault(f"{path}: labels without a text; put {text.name} beside them")
        documents[text] = read_labels(path)
    if not documents:
        raise LabelFault(f"{folder}: no labelled announcements (NNN.txt with NNN.json); name a folder that has some")
    return LabelledFolder(folder.resolve().name, folder, documents)


def read_labels(path: Path) -> tuple[Label, ...]:
    """The labels of one announcement. Raises LabelFault."""
    try:
        return tuple(make_label(fact) for fact in json.loads(path.read_text(encoding="utf-8"))["facts"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise LabelFault(
            f"{path}: not a file of labels ({type(error).__name__}: {error}); see docs/evaluation.md"
        ) from error


def make_label(fact: dict[str, Any]) -> Label:
    """A label from its JSON object; an index fact whose year nothing states is free, because it should be held."""
    kind = fact["kind"]
    if kind not in KINDS:
        raise ValueError(f"unknown kind {kind!r}")
    wording = str(fact["value"]) if kind in _TEXT_KINDS else None
    year = fact.get("period") if kind != "legal_ref" else None  # there it is the date of the document
    label = Label(
        kind=kind,
        value=None if wording is not None else _read_number(fact["value"]),
        wording=wording,
        value_max=_read_number(fact.get("value_max")),
        index_code=fact.get("index"),
        edition_year=int(year) if year is not None and str(year).isdigit() else None,
        unit=None if fact.get("unit") in _WHOLE else fact["unit"],
        component=fact.get("component"),
        subset=fact.get("subset"),
        jurisdiction=fact.get("jurisdiction"),
        bloc=fact.get("bloc"),
        unit_measure=fact.get("measure"),
        out_of=fact.get("out_of"),
        baseline_year=fact.get("baseline"),
        aggregation=fact.get("aggregation"),
        free=bool(fact.get("optional")) or (kind in INDEX_FACTS and year is None),
    )
    other = fact.get("accept")
    return replace(label, others=(make_label({**fact, **other, "accept": None}),)) if other else label


def _read_number(value: object) -> float | None:
    """The number, or None where there is none or it is a wording ('nhiều')."""
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
