"""Contract of the view `documents`."""

from schemas.contract import Contract, about
from schemas.fields import Counts, Day, Text, Whole, column


class Documents(Contract):
    """One row per document ever read, with what its current (or last) reading knows of it."""

    document_id: Text = column("document_id", unique=True)
    source_path: Text = column("source_path")
    text: Text = column("text")
    title: Text = column("title", nullable=True)
    publisher: Text = column("publisher", nullable=True)
    outlet: Text = column("outlet", nullable=True)
    url: Text = column("url", nullable=True)
    language: Text = column("language", nullable=True)
    format: Text = column("format")
    form: Text = column("form")
    published_date: Day = column("published_date", nullable=True)
    licence: Text = column("licence", nullable=True)
    retrieved_at: Day = column("retrieved_at", nullable=True)
    numerals: Whole = column("numerals", nullable=True)
    numerals_claimed: Whole = column("numerals_claimed", nullable=True)
    numerals_set_aside: Whole = column("numerals_set_aside", nullable=True)
    numerals_held: Whole = column("numerals_held", nullable=True)
    numerals_set_aside_why: Counts = column("numerals_set_aside_why", nullable=True)
    fault: Text = column("fault", nullable=True)
    state: Text = column(
        "state",
        "current, superseded (other bytes lie at its path), or withdrawn (its file is gone).",
        values=("current", "superseded", "withdrawn"),
    )
    reading_id: Text = column("reading_id")
    first_run_id: Text = column("first_run_id")

    class Config(Contract.Config):
        """Name, kind and key in the warehouse."""

        name = "documents"
        metadata = about("view", "document_id")
