"""What travels between the stages: a document as received, the tables in it, the claims it states and what is doubted.

Everything here is plain data. A stage takes these values and returns these values; none of them knows about Prefect,
DuckDB or pandera.
"""

from __future__ import annotations

import re
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

# reason -> fate: every numeral of a text ends in exactly one of these (chiso/extraction/conservation.py)
NUMERAL_REASONS = {
    "claim": "claimed",
    "unplaced": "held", "table": "held", "unread": "held",
    **dict.fromkeys((
        "date", "year", "clock_time", "phone_number", "document_number", "name", "list_marker",
        "bound", "gap", "count", "share", "repeated", "cell",
        "plan", "other_topic", "no_index", "after_article",
    ), "set_aside"),
}  # fmt: skip
NUMERAL_FATES = ("claimed", "set_aside", "held")


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
class Span:
    """A merged area of a table: its first cell (row and column of Table.rows) and how far it reaches."""

    row: int
    column: int
    height: int
    width: int


@dataclass(frozen=True, slots=True)
class Table:
    """A rectangular table as it stands in a document: strings, unchanged, with an address for every cell.

    `rows[r][c]` is the text of a cell ('' when empty; a merged area has its text in its first cell only). `name` is the
    sheet's name ('' for a CSV file); `first_row` and `first_column` are the 1-based place of rows[0][0] in the sheet.
    A table of a page or a text has its number there as `ordinal`, the words directly above it as `title`, and the
    place where it stood in Document.text as `position`.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    first_row: int = 1
    first_column: int = 1
    ordinal: int = 0
    title: str = ""
    position: int | None = None
    spans: tuple[Span, ...] = ()

    def locate(self, row: int, column: int) -> str:
        """The locator of rows[row][column]: 'Sheet!B7', 'B7' where the table has no name, 'table 2 row 4 column 3'."""
        if self.ordinal:
            return f"table {self.ordinal} row {row + self.first_row} column {column + self.first_column}"
        number, letters = column + self.first_column, ""
        while number:
            number, remainder = divmod(number - 1, 26)
            letters = chr(ord("A") + remainder) + letters
        cell = f"{letters}{row + self.first_row}"
        return f"{self.name}!{cell}" if self.name else cell

    def find_cell(self, locator: str) -> tuple[int, int] | None:
        """(row, column) of a locator that `locate` gave for this table, else None."""
        if self.ordinal:
            words = re.fullmatch(rf"table {self.ordinal} row (\d+) column (\d+)", locator)
            found = (int(words[1]), int(words[2])) if words else None
        else:
            sheet, _, cell = locator.rpartition("!")
            address = re.fullmatch(r"([A-Z]+)(\d+)", cell)
            found = (int(address[2]), _count_column(address[1])) if address and sheet == self.name else None
        if found is None:
            return None
        row, column = found[0] - self.first_row, found[1] - self.first_column
        return (row, column) if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]) else None

    def expand_rows(self) -> tuple[tuple[str, ...], ...]:
        """The rows with the text of each merged area in all of its cells."""
        rows = [list(row) for row in self.rows]
        for span in self.spans:
            for row in rows[span.row : span.row + span.height]:
                row[span.column : span.column + span.width] = [self.rows[span.row][span.column]] * span.width
        return tuple(map(tuple, rows))


def _count_column(letters: str) -> int:
    """'A' -> 1, 'AB' -> 28."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within Document.text; level 1 is the highest."""

    char_start: int
    char_end: int
    level: int


@dataclass(frozen=True, slots=True)
class Document:
    """A document as received and decoded.

    `text`: of a text file the decoded file, unchanged; of a page or an office text its paragraphs, a line each, without
    its tables; '' for a workbook. `title`, `author` and `published` are what the document says of itself; `notes` are
    doubts about the file as such (a name that says another format than the bytes).
    """

    document_id: str  # sha256 of the bytes, hexadecimal
    source_path: str  # as given; its last two parts are folder and file
    format: str  # one of chiso.readers.FORMATS
    text: str
    tables: tuple[Table, ...] = ()
    sidecar: Sidecar = Sidecar()
    title: str | None = None
    author: str | None = None
    published: date | None = None
    headings: tuple[Heading, ...] = ()
    notes: tuple[Doubt, ...] = ()
    of_page: tuple[str, ...] = ()  # fields of `sidecar` that the page itself stated and no sidecar


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
    numerals: dict[str, int] = field(default_factory=dict)  # reason of NUMERAL_REASONS -> numerals of the text
