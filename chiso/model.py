"""What travels between the stages: a document as received, the tables in it, the claims it states and what is doubted.

Everything here is plain data. A stage takes these values and returns these values; none of them knows about Prefect,
DuckDB or pandera.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

KINDS = (
    "rank", "score", "score_change", "rank_change", "top_group", "grade",
    "count", "statistic", "target", "legal_ref", "not_rated",
)  # fmt: skip
INDEX_KINDS = frozenset(KINDS[:6]) | {"not_rated"}
BLOCS = (
    "provinces", "ministries", "departments", "districts", "communes", "central_agencies",
    "region", "country", "other", "all",
)  # fmt: skip
AGGREGATIONS = ("value", "mean", "median", "max", "min", "range", "overall")
MEASURES = ("percent", "points", "ratio", "percentage_points", "places", "count")
COMPARATORS = ("=", "<", ">", "<=", ">=", "~")
FORMS = ("published", "retyped", "retold", "derived")
STATUSES = ("accepted", "held", "rejected", "superseded")


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What is known about a document besides its bytes (the file's name + ".yml"); every key is optional."""

    title: str | None = None
    publisher: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: date | None = None
    retrieved: date | None = None
    licence: str | None = None
    language: str | None = None
    jurisdiction: str | None = None
    form: str = "published"


@dataclass(frozen=True, slots=True)
class Table:
    """A rectangular table as it stands in a document: strings, unchanged, with an address for every cell.

    `rows[r][c]` is the text of a cell ('' when empty); `name` is the sheet's name ('' for a CSV file); `first_row` and
    `first_column` are the 1-based place of rows[0][0] in the sheet.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    first_row: int = 1
    first_column: int = 1

    def locate(self, row: int, column: int) -> str:
        """The locator of rows[row][column]: 'Sheet!B7', or 'B7' where the table has no name."""
        number, letters = column + self.first_column, ""
        while number:
            number, remainder = divmod(number - 1, 26)
            letters = chr(ord("A") + remainder) + letters
        cell = f"{letters}{row + self.first_row}"
        return f"{self.name}!{cell}" if self.name else cell


@dataclass(frozen=True, slots=True)
class Document:
    """A document as received and decoded. `text` is the decoded file, unchanged ('' for a workbook)."""

    document_id: str  # sha256 of the bytes, hexadecimal
    source_path: str  # as given; its last two parts are folder and file
    format: str  # txt, csv, xlsx
    text: str
    tables: tuple[Table, ...] = ()
    sidecar: Sidecar = Sidecar()


@dataclass(frozen=True, slots=True)
class Claim:
    """One value that one document states. Unknown fields are None; a claim with doubts is held.

    Either (char_start, char_end) into Document.text or `locator` says where it stands; `quote` is the words or the cell.
    """

    kind: str
    rule_id: str
    quote: str
    char_start: int | None = None
    char_end: int | None = None
    locator: str | None = None
    index_code: str | None = None
    edition_year: int | None = None
    edition_variant: str | None = None
    jurisdiction_id: str | None = None
    bloc: str | None = None
    bloc_part: str | None = None
    subset: str | None = None
    component_id: str | None = None
    component_text: str | None = None
    unit_id: str | None = None
    unit_text: str | None = None
    aggregation: str = "value"
    value: float | None = None
    value_max: float | None = None
    value_text: str | None = None
    value_date: date | None = None
    decimals: int | None = None  # decimals as stated: 73,20 has 2
    scale_max: float | None = None
    unit_measure: str | None = None
    out_of: int | None = None
    baseline_year: int | None = None
    comparator: str = "="
    tied: bool = False
    subject: str | None = None
    inferred: str | None = None  # 'edition_year: published date; jurisdiction: outlet'
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a person should look at: about a claim (inside Claim.doubts) or about a passage, table, name or document.

    `severity` is 'hold' (the claim is not accepted) or 'warn' (accepted, shown to the reviewer).
    """

    subject_type: str  # claim, numeral, table, document, unit_name
    reason_code: str  # short snake_case code: unknown_unit, ambiguous_unit, no_year, ...
    message: str  # one sentence that says what is wrong and what to do
    quote: str = ""
    char_start: int | None = None
    char_end: int | None = None
    locator: str | None = None
    proposals: tuple[str, ...] = ()  # best first
    severity: str = "hold"


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one document."""

    document_id: str
    claims: tuple[Claim, ...] = ()
    doubts: tuple[Doubt, ...] = ()  # that belong to no claim
    numerals: dict[str, int] = field(default_factory=dict)  # how many numerals of the text ended where
