"""Read labelled folders as a run reads them, and count: found, missed, false, attributes, held for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chiso.batch import Batch, Engine, extract_batch, read_batch, validate_batch
from chiso.collect import collect_files, plan_readings
from chiso.evaluation.labels import INDEX_FACTS, OTHER_FACTS, Label, LabelFault, LabelledFolder, read_folder
from chiso.evaluation.matching import Statement, judge_attributes, states_fact
from chiso.extraction.numerals import NUMERAL
from chiso.model import INDEX_KINDS
from chiso.numbers import parse_number
from chiso.paths import make_path_key
from chiso.reading import find_versions

if TYPE_CHECKING:
    import pandas as pd

    from chiso.registry import Registry

_GROUPS = {**dict.fromkeys(INDEX_FACTS, "index facts"), **dict.fromkeys(OTHER_FACTS, "other facts")}


@dataclass(frozen=True, slots=True)
class Score:
    """How many facts are labelled, how many of them were found, how many claims state what is no fact."""

    labelled: int
    found: int
    false: int

    @property
    def precision(self) -> float:
        """Of the claims, the share that is right; 1 where nothing is claimed."""
        return self.found / (self.found + self.false) if self.found + self.false else 1.0

    @property
    def recall(self) -> float:
        """Of the labelled facts, the share that was found; 1 where none is labelled."""
        return self.found / self.labelled if self.labelled else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class HeldItem:
    """What a person would be asked: a passage and a kind of doubt. `is_fact`: a labelled fact stands behind it."""

    reason_code: str
    subject_type: str
    quote: str
    is_fact: bool


@dataclass
class Tally:
    """What was counted in one folder, or in several together.

    `counts` has ('labelled' | 'found' | 'false', 'group' | 'kind' | 'index', name). Index is counted for index facts.
    """

    name: str
    documents: int = 0
    counts: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    stated: Counter[str] = field(default_factory=Counter)  # attribute -> right claims whose label states it
    right: Counter[str] = field(default_factory=Counter)
    misses: list[tuple[str, Label]] = field(default_factory=list)  # document, fact
    false: list[tuple[str, Statement]] = field(default_factory=list)
    held: list[tuple[str, HeldItem]] = field(default_factory=list)

    def score(self, by: str, name: str) -> Score:
        """The score of a group ('index facts', 'other facts'), a kind or an index."""
        return Score(*(self.counts[what, by, name] for what in ("labelled", "found", "false")))

    def list_names(self, by: str) -> list[str]:
        """The groups, kinds or indices that have a label or a claim, in a reading order."""
        order = [*dict.fromkeys(_GROUPS.values()), *_GROUPS]
        names = {name for _, how, name in self.counts if how == by}
        return sorted(names, key=lambda name: (order.index(name) if name in order else len(order), name))

    @property
    def attributes(self) -> dict[str, float]:
        """Attribute -> share that is right, of the right claims whose label states it."""
        return {name: self.right[name] / count for name, count in self.stated.items()}

    @property
    def held_per_document(self) -> float:
        """Items for a person, on average."""
        return len(self.held) / self.documents if self.documents else 0.0

    @property
    def held_facts(self) -> float:
        """The share of the held items behind which a fact stands; 1 where nothing is held."""
        return sum(item.is_fact for _, item in self.held) / len(self.held) if self.held else 1.0

    def add(self, other: Tally) -> None:
        """Count what another tally has counted."""
        self.documents += other.documents
        for mine, theirs in ((self.counts, other.counts), (self.stated, other.stated), (self.right, other.right)):
            mine.update(theirs)  # type: ignore[arg-type]
        self.misses += other.misses
        self.false += other.false
        self.held += other.held

    def count(self, what: str, fact: Label | Statement) -> None:
        """Count a label or a claim in its group, its kind and its index."""
        self.counts[what, "kind", fact.kind] += 1
        if fact.kind in _GROUPS:
            self.counts[what, "group", _GROUPS[fact.kind]] += 1
        if fact.kind in INDEX_KINDS:
            self.counts[what, "index", fact.index_code or "none"] += 1


@dataclass(frozen=True, slots=True)
class _Found:
    """What reading gave for one document."""

    accepted: Sequence[Statement]
    held: Sequence[Statement]
    doubts: Sequence[dict[str, Any]]


def evaluate_folders(folders: Iterable[Path]) -> list[Tally]:
    """One tally per folder, and one named 'all' where there are several. Raises LabelFault, RunFault."""
    labelled = [read_folder(folder) for folder in folders]
    found = _read_documents([text for folder in labelled for text in folder.documents])
    tallies = [_tally_folder(folder, found) for folder in labelled]
    if len(tallies) > 1:
        total = Tally("all")
        for tally in tallies:
            total.add(tally)
        tallies.append(total)
    return tallies


def compare_document(
    tally: Tally, name: str, labels: Sequence[Label], accepted: Sequence[Statement]
) -> tuple[Label, ...]:
    """Pair labels with claims: each label in turn takes, of the free claims that state it, the one most right.

    Returns the facts that no accepted claim states.
    """
    free = dict(enumerate(accepted))
    missing: list[Label] = []
    for label in labels:
        if label.free:
            if not any(states_fact(claim, label) for claim in accepted):
                missing.append(label)
            continue
        tally.count("labelled", label)
        judged = {i: judge_attributes(claim, label) for i, claim in free.items() if states_fact(claim, label)}
        if not judged:
            tally.misses.append((name, label))
            missing.append(label)
            continue
        best = max(judged, key=lambda i: sum(judged[i].values()))
        del free[best]
        tally.count("found", label)
        tally.stated.update(judged[best].keys())
        tally.right.update(attribute for attribute, is_right in judged[best].items() if is_right)
    for claim in free.values():
        if not any(states_fact(claim, label) for label in labels if label.free):
            tally.count("false", claim)
            tally.false.append((name, claim))
    return tuple(missing)


def _tally_folder(folder: LabelledFolder, found: dict[str, _Found]) -> Tally:
    tally = Tally(folder.name)
    for text, labels in folder.documents.items():
        document = found[make_path_key(text)]
        name = f"{folder.name}/{text.stem}"
        tally.documents += 1
        missing = compare_document(tally, name, labels, document.accepted)
        tally.held += [(name, item) for item in _judge_held(document, labels, missing)]
    return tally


def _judge_held(document: _Found, labels: Sequence[Label], missing: Sequence[Label]) -> list[HeldItem]:
    """One item per passage and kind of doubt, as in review_items, without those that hold nothing back.

    A passage with numerals of no claim holds a fact when one of them is the value of a fact that is `missing`.
    """
    claims = {claim.claim_id: claim for claim in document.held}
    items: dict[str, HeldItem] = {}
    for doubt in document.doubts:
        if doubt["severity"] != "hold":
            continue
        claim = claims.get(doubt["claim_id"])
        if claim is not None:
            is_fact = any(states_fact(claim, label, unknown_agrees=True) for label in labels)
        else:
            is_fact = doubt["subject_type"] == "numeral" and names_value(doubt["quote"], missing)
        before = items.get(doubt["item_id"])
        is_fact = is_fact or (before is not None and before.is_fact)  # one passage may hold back several claims
        items[doubt["item_id"]] = HeldItem(doubt["reason_code"], doubt["subject_type"], doubt["quote"], is_fact)
    return list(items.values())


def names_value(quote: str, labels: Sequence[Label]) -> bool:
    """Whether one of the numerals of a passage is the value of a labelled fact."""
    readings = (parse_number(m.group(), mark) for m in NUMERAL.finditer(quote) for mark in (",", "."))
    values = {number.value for number in readings if number is not None}
    return any(abs(label.value) in values for label in labels if label.value is not None)


def _read_documents(texts: Sequence[Path]) -> dict[str, _Found]:
    """Path key -> what was found there: one batch through the stages of a run, without scheduler and warehouse."""
    collected = collect_files(texts)
    if collected.unreadable:
        raise LabelFault(collected.unreadable[0].reason)
    engine = Engine("evaluation", datetime.now(UTC), find_versions(), set())
    plan = plan_readings(collected, {}, set(), engine.versions)
    batch = Batch(plan.to_read, lambda: None)
    read_batch(batch, engine)
    extract_batch(batch, engine)
    validate_batch(batch, engine)
    if batch.failed:
        raise LabelFault(next(iter(batch.failed.values())))
    assert batch.frames is not None
    claims = _group_rows(batch.frames.statements)
    doubts = _group_rows(batch.frames.doubts)
    published = {reading["reading_id"]: reading["published_date"] for reading in _list_rows(batch.frames.readings)}
    found: dict[str, _Found] = {}
    for source in batch.sources:
        verdicts: dict[str, list[Statement]] = {"accepted": [], "held": []}
        for row in claims.get(source.reading_id, ()):
            verdicts[row["verdict"]].append(_name_ids(row, published.get(source.reading_id), engine.registry))
        found[source.path_key] = _Found(verdicts["accepted"], verdicts["held"], doubts.get(source.reading_id, ()))
    return found


def _group_rows(frame: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in _list_rows(frame):
        rows.setdefault(row["reading_id"], []).append(row)
    return rows


def _list_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return [{str(name): value for name, value in row.items()} for row in rows]


def _name_ids(row: dict[str, Any], published: date | None, registry: Registry) -> Statement:
    """The claim with names, as the view `claims` shows it."""
    component = registry.components.get(row["component_id"])
    unit = registry.units.get(row["unit_id"])
    jurisdiction = row["jurisdiction_id"]
    day = published or (date(row["edition_year"], 12, 31) if row["edition_year"] else None)
    named: dict[str, Any] = {
        "jurisdiction": "UN" if jurisdiction == "un" else registry.name_on(jurisdiction, day) if jurisdiction else None,
        "component": component.name if component else row["component_text"] or row["component_id"],
        "unit_name": unit.name if unit else None,
    }
    same = Statement.__dataclass_fields__.keys() - named.keys()
    return Statement(**named, **{name: row[name] for name in same})
