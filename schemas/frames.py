"""From the values that the engine gives to the frames that the contracts check and the warehouse loads.

Here claims get their ids, a fact that a document says twice becomes one claim, and doubts become rows of their own.
"""

import hashlib
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from operator import attrgetter
from typing import Any

import pandas as pd

from chiso.extraction.numerals import count_numerals
from chiso.fold import fold
from chiso.model import INDEX_KINDS, NUMERAL_REASONS, Claim, Document, Doubt, Extraction
from chiso.reading import Source
from schemas.contract import conform, name_columns
from schemas.doubts import Doubts
from schemas.numeral_counts import NumeralCounts
from schemas.readings import Readings
from schemas.statements import Statements
from schemas.texts import TextsOfDocuments

CLAIM_FIELDS = tuple(f.name for f in fields(Claim) if f.name != "doubts")
_SUBJECT_KINDS = frozenset(["count", "statistic", "target"])  # what they are about is part of the fact


@dataclass(frozen=True, slots=True)
class Reading:
    """One document read once. A document that cannot be read has `fault` (a reason_code) and an empty text."""

    source: Source
    document: Document
    extraction: Extraction
    code_version: str
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Frames:
    """A batch as five frames, columns as in the contracts of the tables of the same names."""

    texts: pd.DataFrame
    readings: pd.DataFrame
    statements: pd.DataFrame
    doubts: pd.DataFrame
    numeral_counts: pd.DataFrame


def build_frames(readings: Sequence[Reading], run_id: str, read_at: datetime) -> Frames:
    """The frames of a batch. `read_at` is UTC. Verdicts are 'held' where the engine itself doubts, else 'accepted'."""
    statements, doubts = _build_claims(readings)
    loose = [
        _build_doubt(doubt, reading.source.reading_id, reading.document.document_id, None)
        for reading in readings
        for doubt in reading.extraction.doubts
    ]
    return Frames(
        _build_texts(readings, run_id),
        _build_readings(readings, run_id, read_at),
        statements,
        conform_doubts(pd.DataFrame(doubts + loose, columns=name_columns(Doubts), dtype=object)),
        _build_numeral_counts(readings),
    )


def conform_doubts(doubts: pd.DataFrame) -> pd.DataFrame:
    """The doubts in their contract's types, one row per doubt_id."""
    return conform(doubts.drop_duplicates("doubt_id", ignore_index=True), Doubts)


def _build_texts(readings: Sequence[Reading], run_id: str) -> pd.DataFrame:
    rows = {r.document.document_id: (r.document.document_id, r.document.format, r.document.text) for r in readings}
    frame = pd.DataFrame(
        [(*row, run_id) for row in rows.values()], columns=name_columns(TextsOfDocuments), dtype=object
    )
    return conform(frame, TextsOfDocuments)


def _build_readings(readings: Sequence[Reading], run_id: str, read_at: datetime) -> pd.DataFrame:
    rows = []
    for r in readings:
        sidecar = r.document.sidecar
        source = (
            r.source.path_key,
            r.source.source_path,
            r.source.sidecar_sha,
            r.source.layout_id,
            r.source.layout_version,
        )
        about = (sidecar.title, sidecar.publisher, sidecar.outlet, sidecar.url, sidecar.language, sidecar.form)
        rest = (sidecar.published, sidecar.retrieved, sidecar.licence, count_numerals(r.document.text))
        state = ("current", None, None, None)
        head = (r.source.reading_id, r.document.document_id)
        rows.append(
            (*head, *source, r.code_version, r.fault, *about, *rest, run_id, read_at.replace(tzinfo=None), *state)
        )
    return conform(pd.DataFrame(rows, columns=name_columns(Readings), dtype=object), Readings)


def _build_numeral_counts(readings: Sequence[Reading]) -> pd.DataFrame:
    rows = [
        (reading.source.reading_id, NUMERAL_REASONS[reason], reason, count)
        for reading in readings
        for reason, count in reading.extraction.numerals.items()
        if count
    ]
    return conform(pd.DataFrame(rows, columns=name_columns(NumeralCounts), dtype=object), NumeralCounts)


def _build_claims(readings: Sequence[Reading]) -> tuple[pd.DataFrame, list[dict[str, Any]]]:
    """The statements of a batch, one row per document and fact, and the doubts that they carry."""
    pairs = [(reading, claim) for reading in readings for claim in reading.extraction.claims]
    read_fields = attrgetter(*CLAIM_FIELDS)
    frame = pd.DataFrame([read_fields(claim) for _, claim in pairs], columns=list(CLAIM_FIELDS), dtype=object)
    frame["reading_id"] = [reading.source.reading_id for reading, _ in pairs]
    frame["document_id"] = [reading.document.document_id for reading, _ in pairs]
    frame["verdict"] = ["held" if any(d.severity == "hold" for d in claim.doubts) else "accepted" for _, claim in pairs]
    keys = _key_facts(frame)
    frame["fact_id"] = [make_id("f", key) for key in keys]
    frame["result_id"] = _make_result_ids(frame)
    frame["claim_id"] = [make_id("c", id_, key) for id_, key in zip(frame["reading_id"], keys, strict=True)]
    frame["decimals"] = _count_decimals(frame["decimals"], frame["value"])
    kept = _keep_fullest(frame)
    claim_ids = frame["claim_id"]
    doubts = [
        _build_doubt(doubt, pairs[row][0].source.reading_id, pairs[row][0].document.document_id, claim_ids[row], claim)
        for row in kept.index
        for claim in [pairs[row][1]]
        for doubt in claim.doubts
    ]
    statements = kept[name_columns(Statements)].reset_index(drop=True)
    return conform(statements, Statements), doubts


def _key_facts(claims: pd.DataFrame) -> list[str]:
    """What makes two claims of one document the same fact, as one string each."""
    component = claims["component_id"].where(claims["component_id"].notna(), claims["component_text"].map(_fold))
    unit = claims["unit_id"].where(claims["unit_id"].notna(), claims["unit_text"].map(_fold))
    subject = claims["subject"].map(_fold).where(claims["kind"].isin(_SUBJECT_KINDS), None)
    columns: Iterable[Iterable[Hashable]] = (
        *(claims[c] for c in ("kind", "index_code", "edition_year", "edition_variant", "jurisdiction_id")),
        *(claims[c] for c in ("bloc", "bloc_part", "subset")),
        *(
            component,
            unit,
            claims["aggregation"],
            claims["value"].map(_write_number),
            claims["value_max"].map(_write_number),
        ),
        *(claims["value_text"].map(_fold), claims["baseline_year"], claims["unit_measure"], subject),
    )
    return ["\x1f".join("" if v is None or v != v else str(v) for v in row) for row in zip(*columns, strict=True)]


def _make_result_ids(claims: pd.DataFrame) -> list[str | None]:
    """The result that each claim would belong to: about one unit, exact, with index, year and jurisdiction."""
    component = claims["component_id"].where(claims["component_id"].notna(), claims["component_text"].map(_fold))
    needed = claims[["index_code", "edition_year", "jurisdiction_id", "unit_id"]].notna().all(axis="columns")
    belongs = (
        needed & claims["kind"].isin(INDEX_KINDS) & claims["aggregation"].eq("value") & claims["comparator"].eq("=")
    )
    names = (
        "index_code",
        "edition_year",
        "jurisdiction_id",
        "unit_id",
        "edition_variant",
        "bloc",
        "bloc_part",
        "subset",
    )
    keys = zip(component, *(claims[name] for name in names), strict=True)
    return [
        make_id("x", *("" if v is None or v != v else str(v) for v in key)) if wanted else None
        for wanted, key in zip(belongs, keys, strict=True)
    ]


def _keep_fullest(claims: pd.DataFrame) -> pd.DataFrame:
    """One row per claim_id: undoubted before doubted, then the one that says most, then the one that stands first."""
    order = pd.DataFrame(
        {
            "claim_id": claims["claim_id"],
            "held": claims["verdict"] == "held",
            "said": -claims[["out_of", "scale_max", "value_date", "bloc", "locator"]].notna().sum(axis="columns"),
            "decimals": -claims["decimals"].fillna(0).astype("int64"),
            "length": -claims["quote"].str.len().astype("int64"),
            "start": claims["char_start"].fillna(0).astype("int64"),
        }
    ).sort_values(["held", "said", "decimals", "length", "start"], kind="stable")
    return claims.loc[order.drop_duplicates("claim_id").sort_index().index]


def _count_decimals(stated: pd.Series, values: pd.Series) -> pd.Series:
    """Decimals as stated; where the engine does not say, those that the number needs."""
    needed = [None if v is None else len(f"{v:.6f}".rstrip("0").partition(".")[2]) for v in values]
    return stated.where(stated.notna(), pd.Series(needed, index=values.index, dtype=object))


def _build_doubt(
    doubt: Doubt, reading_id: str, document_id: str, claim_id: str | None, claim: Claim | None = None
) -> dict[str, Any]:
    """A row of doubts; a doubt that names no place stands where its claim stands."""
    place: Claim | Doubt = doubt if claim is None or _has_place(doubt) else claim
    return build_doubt_row(
        reading_id=reading_id,
        document_id=document_id,
        claim_id=claim_id,
        subject_type=doubt.subject_type,
        reason_code=doubt.reason_code,
        message=doubt.message,
        quote=place.quote,
        char_start=place.char_start,
        char_end=place.char_end,
        locator=place.locator,
        proposals=list(doubt.proposals),
        severity=doubt.severity,
    )


def build_doubt_row(**row: Any) -> dict[str, Any]:
    """A row of doubts with its ids, from all its other columns. item_id: the source passage and the kind of doubt."""
    place = (
        f"{row['char_start']}-{row['char_end']}" if row["char_start"] is not None else row["locator"] or row["quote"]
    )
    item_id = make_id("i", row["document_id"], place, row["reason_code"])
    return {"doubt_id": make_id("d", row["reading_id"], item_id, row["claim_id"] or ""), "item_id": item_id, **row}


def make_id(letter: str, *parts: str) -> str:
    """A stable id: `letter` and 16 hexadecimal digits of sha256 over the parts."""
    return letter + hashlib.sha256("\x1e".join(parts).encode()).hexdigest()[:16]


def _has_place(doubt: Doubt) -> bool:
    return doubt.char_start is not None or doubt.locator is not None


def _fold(text: str | None) -> str | None:
    return fold(text) if isinstance(text, str) else None


def _write_number(value: float | None) -> str | None:
    return None if value is None else repr(float(value))
