"""Every column's meaning, said once: models, DDL, comments and data dictionary all take it from here.

A model says which columns it has and of which type; `column` looks up what it means, which values it may have and how
it is written. A name means the same in every table; a table that needs a narrower meaning says so in its model.
"""

from typing import Annotated, Any, TypeAlias

import pandas as pd
import pandera.pandas as pa
import pyarrow
from pandera.typing import Series

from chiso.model import AGGREGATIONS, BLOCS, COMPARATORS, FORMS, KINDS, MEASURES, NUMERAL_FATES, STATUSES

# The types of all columns: pandas nullable types, so that an unknown whole number stays a whole number.
Text: TypeAlias = Series[pd.StringDtype]
Whole: TypeAlias = Series[pd.Int64Dtype]
Real: TypeAlias = Series[pd.Float64Dtype]
Flag: TypeAlias = Series[pd.BooleanDtype]
Day: TypeAlias = Series[Annotated[pd.ArrowDtype, pyarrow.date32()]]
Moment: TypeAlias = Series[Annotated[pd.ArrowDtype, pyarrow.timestamp("us")]]
Texts: TypeAlias = Series[Annotated[pd.ArrowDtype, pyarrow.list_(pyarrow.string())]]
Counts: TypeAlias = Series[Annotated[pd.ArrowDtype, pyarrow.map_(pyarrow.string(), pyarrow.int32())]]

# pandera's name of the type -> (DuckDB type, Arrow type)
COLUMN_TYPES: dict[str, tuple[str, pyarrow.DataType]] = {
    "string": ("VARCHAR", pyarrow.string()),
    "Int64": ("INTEGER", pyarrow.int32()),
    "Float64": ("DOUBLE", pyarrow.float64()),
    "boolean": ("BOOLEAN", pyarrow.bool_()),
    "date32[day][pyarrow]": ("DATE", pyarrow.date32()),
    "timestamp[us][pyarrow]": ("TIMESTAMP", pyarrow.timestamp("us")),
    "list<item: string>[pyarrow]": ("VARCHAR[]", pyarrow.list_(pyarrow.string())),
    "map<string, int32>[pyarrow]": ("MAP(VARCHAR, INTEGER)", pyarrow.map_(pyarrow.string(), pyarrow.int32())),
}

MEANINGS: dict[str, str] = {
    # identifiers
    "claim_id":
        "One value that one reading of a document states: 'c' and 16 hexadecimal digits of the reading and "
        "the fact.",
    "fact_id":
        "The fact without the document: equal in two readings that state the same; 'f' and 16 hexadecimal "
        "digits.",
    "reading_id":
        "One reading of a document: 'r' and 16 hexadecimal digits of bytes, sidecar, layout and code version.",
    "document_id": "Sha256 of the document's bytes, hexadecimal.",
    "run_id": "The run that recorded this row; joins runs.run_id.",
    "folded_text": "A grade folded for comparison: 'Nhóm A' is 'a'.",
    "result_id":
        "The result this figure belongs to; joins results.result_id or subset_results.result_id. Null where "
        "it is in neither.",
    "item_id":
        "Review item: 'i' and 16 hexadecimal digits of the source passage and the kind of doubt; the same in "
        "every reading.",
    "doubt_id": "One doubt of one reading about one claim or passage: 'd' and 16 hexadecimal digits.",
    "decision_id": "A reviewer's decision.",
    # what is measured
    "index_code": "The index; joins indices.index_code.",
    "kind":
        "What sort of value: rank, score, score_change, rank_change, top_group, grade, count, statistic, "
        "target, legal_ref, not_rated.",
    "edition_year": "The year measured, whenever it was announced (PII carries its title year).",
    "edition_variant":
        "Which of several results of one year ('63 provinces', 'provisional', 'Q2' ...); null is the ordinary"
        " one.",
    "jurisdiction":
        "Whose ranking it is, by name: 'Việt Nam' for national rankings, a province, 'UN', or the unit that "
        "ranks its own parts.",
    "jurisdiction_id": "Whose ranking it is; joins units.unit_id.",
    "bloc":
        "The kind of units that compete: provinces, ministries, departments, districts, communes, "
        "central_agencies, region, country, other, all.",
    "bloc_part":
        "One list of its own where a bloc is split ('khối phường', 'cụm 3'), as stated; null where it is not "
        "split.",
    "subset":
        "The part of one list that the figure was looked at within ('vùng Đồng bằng sông Hồng'), as stated; "
        "null is the whole list.",
    "component":
        "The component's canonical name, or its name as stated where it is not in the registry; null is the "
        "whole index.",
    "component_id": "The component of the index; joins components.component_id; null is the whole index.",
    "component_text": "The component's name as the document states it.",
    "unit_id": "The body that is ranked or measured; joins units.unit_id. Null for an aggregate.",
    "unit_name": "The unit's canonical Vietnamese name; null for an aggregate.",
    "unit_text": "The unit's name as the document states it.",
    "aggregation":
        "value (of one unit), mean, median, max, min, range, or overall (one figure for all that is not said "
        "to be a mean).",
    # the value
    "value": "The number stated. Changes are signed, + is up; a top_group of -3 is the last three.",
    "value_max": "The upper end where a range is stated; `value` is the lower end.",
    "value_text": "The value where it is no number: a grade, a class, a legal document's number, a reason.",
    "value_date": "The date of a legal document.",
    "decimals": "Decimals as stated: 73,20 has 2. Two documents agree when they are equal at the fewer decimals.",
    "scale_max": "The highest value the scale allows; null where it is not stated.",
    "unit_measure": "The measure of the value: percent, points, ratio, percentage_points, places, count.",
    "out_of": "How many units are in the list: 63 in 'thứ 21/63'.",
    "baseline_year": "The year a change is compared with.",
    "comparator": "How the value is bounded: =, <, >, <=, >=, or ~ (about).",
    "tied": "True where the rank is shared with another unit.",
    "subject": "What a count, statistic or target is about.",
    "inferred": "What the text does not say itself and where it was taken from: 'edition_year: published date'.",
    # where it stands
    "quote": "The words that state it, or the text of the cell.",
    "char_start": "Where the quote starts in documents.text: code points from 0; null in a table.",
    "char_end": "Where the quote ends in documents.text, exclusive; null in a table.",
    "locator": "Where it stands in a table: sheet!cell, page or row; null in prose.",
    "rule_id": "The rule of the grammar or the layout that read it.",
    # how it stands today
    "status":
        "accepted, held (a rule doubts it), rejected (by a reviewer), or superseded (a later reading replaced"
        " it).",
    "verdict": "What the contracts said when it was read: accepted, held, or rejected.",
    "state": "How it stands now.",
    "recorded_at": "When the run recorded it (UTC).",
    "superseded_at": "When a later reading replaced it, or its file was withdrawn (UTC); null while it is current.",
    "superseded_by":
        "What replaced it: the claim_id of the same fact, 'document:<id>' where it is stated no more, or "
        "'withdrawn: <path>'.",
    "replaced_by": "The reading that replaced this one; null while it is current and where the file was withdrawn.",
    "fault": "Why the document could not be read (a reason_code); null where it was read.",
    # conservation of numerals
    "numerals":
        "How many numerals (83,84; 17; 2024) the text has; null where it was read before they were counted.",
    "numerals_claimed":
        "How many of them are part of a claim, accepted or held, that quotes the text (claims from a table have a locator "
        "instead).",
    "numerals_set_aside": "How many of them are no fact of an index: dates, counts, other topics ...",
    "numerals_held":
        "How many of them look like a fact but stand in no claim, or in a table that was not understood: each belongs to "
        "a review item.",
    "numerals_set_aside_why": "Reason -> how many numerals were set aside for it; numeral_counts says what each reason is.",
    "fate": "What became of the numerals: claimed (part of a claim), set_aside (no fact of an index) or held (for a person).",
    "n_numerals": "How many numerals of the text.",
    # documents and sources
    "path_key": "What identifies a path across runs and clones: relative to the repository inside it, else absolute.",
    "source_path": "The document's path as given; its last two parts are folder and file.",
    "sidecar_sha": "Sha256 of the sidecar's bytes; empty where there is none.",
    "layout_id": "The layout that a table was read with; null for prose.",
    "layout_version": "Sha256 of the layout's bytes.",
    "layouts_version": "Version of all layouts together when a table's layout was last looked for; null for prose.",
    "code_version": "Version of the code and the registry.",
    "text": "The decoded file, unchanged; empty for a workbook.",
    "format": "The format found from the bytes: txt, csv, xlsx ...",
    "title": "The document's title.",
    "publisher": "Who published it.",
    "outlet": "The paper or portal where it stood.",
    "url": "Where it was found.",
    "language": "Language code: vi, en.",
    "form": "published (the publisher's bytes), retyped, retold (in our own words), derived (computed by us).",
    "published_date": "When it was published.",
    "retrieved_at": "When it was fetched.",
    "licence": "What is known of its rights.",
    "read_at": "When it was read (UTC).",
    "first_run_id": "The first run that saw it.",
    "last_run_id": "The last run that read it so.",
    # review
    "subject_type": "What is doubted: claim, numeral, table, document, or unit_name.",
    "reason_code": "The kind of doubt, a short code.",
    "message": "What is wrong and what to do, in one sentence.",
    "proposals": "What it might be, best first.",
    "severity": "hold (the claim is not accepted) or warn (accepted, shown to the reviewer).",
    "field": "The column that the decision changes; null where it changes none.",
    "from_value": "The value before.",
    "to_value": "The value decided.",
    "decided_by": "The reviewer's handle.",
    "decided_at": "When it was decided (UTC).",
    "reason": "Why.",
    # runs
    "part": "tables, views, or registry.",
    "number": "Number of the schema: grows with each new one; null for views and registry.",
    "fingerprint": "Sha256 of what the part was built from.",
    "started_at": "When the run started (UTC).",
    "ended_at": "When the run ended (UTC).",
    "outcome": "How the run ended: done or failed.",
    "documents_new": "Documents read in this run.",
    "documents_unchanged": "Documents that were as before and were not read again.",
    "documents_failed": "Documents that could not be read; each has a review item.",
    "claims_accepted": "Claims read in this run and accepted.",
    "claims_held": "Claims read in this run and held.",
    # results
    "rank": "Rank, 1 is best.",
    "top_group": "Among the first N without an exact rank (-N: among the last N); the narrowest group stated.",
    "score": "The index value, or the component's.",
    "score_change": "Change of the score against baseline_year, + is up.",
    "change_measure": "Measure of score_change: percentage_points and points are differences, percent is relative.",
    "rank_change": "Places won (+) or lost (-) against rank_baseline_year.",
    "rank_baseline_year": "The year that rank_change is compared with.",
    "grade": "Grade or class as stated.",
    "not_rated": "True where a document says that the unit was not rated.",
    "n_claims": "How many accepted claims say something here.",
    "n_documents": "How many documents they stand in.",
    "n_publishers": "How many publishers say so.",
    "agreement":
        "single (one publisher), corroborated (at least two publishers agree on a figure), disputed (two "
        "claims contradict each other).",
    "rank_agreement": "The same of the rank alone; null without a rank.",
    "score_agreement": "The same of the score alone; null without a score.",
    "shown": "True for the value that stands in results.",
    "place": "Order of the values stated; 1 is shown in results.",
    "disputed": "True where another accepted claim states another value.",
    # registry
    "name": "Vietnamese name.",
    "name_en": "English name.",
    "index_name": "The index's Vietnamese name.",
    "lang": "Language code: vi, en.",
    "source": "Where the fact is from.",
    "description": "What it is, in a sentence or two.",
    "level": "national, provincial, both, or international: whose units are measured.",
    "first_edition": "The first year measured.",
    "frequency": "annual or biennial.",
    "total": "sum (the index is the plain sum of its components) or weighted; null where unknown.",
    "needs": "Words, separated by |, one of which must stand in the document for this alias to count.",
    "parent_id": "What it is part of.",
    "position": "Place in the publisher's order.",
    "aspect": "How it is measured: theme, self_assessed, appraised, survey.",
    "year_from": "First edition that has it; null where it is open.",
    "year_to": "Last edition that has it, inclusive; null where it is open.",
    "period_start": "First day of the period measured.",
    "period_end": "Last day of the period measured.",
    "announced_on": "When the results were announced.",
    "unit_basis_date": "The day whose units the edition ranks.",
    "unit_count": "How many units the edition ranks.",
    "series_break": "Why the edition does not compare with the one before; null where it does.",
    "line_id": "Shared by units that follow each other under one name.",
    "type": "country, ministry, province, district, commune, department, central_agency, other.",
    "type_word": "The word for its type in its full name: tỉnh, thành phố, Bộ ...",
    "region_id": "The socio-economic region; joins units.unit_id.",
    "code": "Code of the General Statistics Office, with leading zeros.",
    "iso_code": "ISO 3166-2 code.",
    "valid_from": "First day of its validity; null is before anything held here.",
    "valid_to": "The day its validity ended, exclusive; null while it lasts.",
    "context": "Where the name counts: everywhere (null), or only in a list of its bloc.",
    "predecessor_id": "The unit before; joins units.unit_id.",
    "successor_id": "The unit after; joins units.unit_id; null where it was abolished without one.",
    "date": "The day it took effect.",
    "legal_basis": "The legal document that ordered it.",
    "kind_id": "The kind of department or agency; joins body_kinds.kind_id.",
    "name_city": "Its name in a centrally-run city.",
    "family": "Kinds that followed each other in one field.",
    "every_province": "True where every province has one.",
    "province_id": "The one province that says so; null where all do.",
    "domain": "The outlet's domain.",
    "home_id": "The outlet's home province; joins units.unit_id; null for national ones.",
    "word": "The word as written.",
    "full": "The word it stands for.",
    # computed by us
    "computed_rank": "Our rank by score, ties share the better rank; not a publisher's rank.",
    "computed_out_of": "How many units our ranking has.",
    "computed_total": "Our sum of the component scores; not a publisher's total.",
    "n_components": "How many components were summed.",
    # provinces through the mergers
    "basis": "Whose list the row belongs to: 63 (the provinces of 2024-06-30) or 34 (those of 2025-07-02).",
    "origin": "published, or derived: our value for a province that did not exist in the edition.",
    "derived_score":
        "Equal-weight mean of the published scores of the provinces that this one was made of, as the ministry did for "
        "DTI 2024; only where all of them have one.",
    "rank_out_of": "How many units the published place is out of; it may be another number than the basis.",
    "method": "How a derived value was made, and from which provinces; null where the row is published.",
}  # fmt: skip

VALUES: dict[str, tuple[str, ...]] = {
    "kind": KINDS,
    "bloc": BLOCS,
    "aggregation": AGGREGATIONS,
    "unit_measure": MEASURES,
    "change_measure": MEASURES,
    "comparator": COMPARATORS,
    "form": FORMS,
    "status": STATUSES,
    "verdict": ("accepted", "held", "rejected"),
    "subject_type": ("claim", "numeral", "table", "document", "unit_name"),
    "severity": ("hold", "warn"),
    "fate": NUMERAL_FATES,
    "outcome": ("done", "failed"),
    "agreement": ("single", "corroborated", "disputed"),
    "rank_agreement": ("single", "corroborated", "disputed"),
    "score_agreement": ("single", "corroborated", "disputed"),
    "aspect": ("theme", "self_assessed", "appraised", "survey"),
    "level": ("national", "provincial", "both", "international"),
    "frequency": ("annual", "biennial"),
    "type": ("country", "ministry", "province", "district", "commune", "department", "central_agency", "other"),
}

PATTERNS: dict[str, str] = {
    "result_id": r"^x[0-9a-f]{16}$",
    "claim_id": r"^c[0-9a-f]{16}$",
    "fact_id": r"^f[0-9a-f]{16}$",
    "reading_id": r"^r[0-9a-f]{16}$",
    "item_id": r"^i[0-9a-f]{16}$",
    "doubt_id": r"^d[0-9a-f]{16}$",
    "document_id": r"^[0-9a-f]{64}$",
    "reason_code": r"^[a-z][a-z0-9_]*$",
}  # anchored: pandera anchors a pattern at its start only, DuckDB nowhere


def column(
    name: str, meaning: str | None = None, *, values: tuple[str, ...] | bool | None = True, **options: Any
) -> Any:
    """The pandera field of a column called `name`: its meaning, its values and its pattern come from this module.

    `meaning` replaces the general meaning where the table gives a narrower one; `values=None` drops the list of allowed
    values, a tuple replaces it; `options` go to pandera (nullable, unique, ge, le ...). Raises KeyError for a column
    that has no meaning here.
    """
    allowed = VALUES.get(name) if values is True else (values or None)
    return pa.Field(
        description=meaning or MEANINGS[name],
        isin=allowed,
        str_matches=PATTERNS.get(name),
        metadata={"values": allowed},
        **options,
    )
