"""Contract of the table `readings`."""

from schemas.contract import Contract, about
from schemas.fields import Day, Moment, Text, Whole, column


class Readings(Contract):
    """One row per reading of a document; what its sidecar said then, and whether the reading is current."""

    reading_id: Text = column("reading_id", unique=True)
    document_id: Text = column("document_id")
    path_key: Text = column("path_key")
    source_path: Text = column("source_path")
    sidecar_sha: Text = column("sidecar_sha")
    layout_id: Text = column("layout_id", nullable=True)
    layout_version: Text = column("layout_version", nullable=True)
    code_version: Text = column("code_version")
    fault: Text = column("fault", nullable=True)
    title: Text = column("title", nullable=True)
    publisher: Text = column("publisher", nullable=True)
    outlet: Text = column("outlet", nullable=True)
    url: Text = column("url", nullable=True)
    language: Text = column("language", nullable=True)
    form: Text = column("form")
    published_date: Day = column("published_date", nullable=True)
    retrieved_at: Day = column("retrieved_at", nullable=True)
    licence: Text = column("licence", nullable=True)
    numerals: Whole = column("numerals", ge=0, nullable=True)
    run_id: Text = column("run_id")
    read_at: Moment = column("read_at")
    state: Text = column(
        "state",
        "current, superseded (by another reading), or withdrawn (its file is gone).",
        values=("current", "superseded", "withdrawn"),
    )
    superseded_at: Moment = column("superseded_at", nullable=True)
    replaced_by: Text = column("replaced_by", nullable=True)
    superseded_by: Text = column(
        "superseded_by",
        "What replaced it: 'document:<id>' or 'withdrawn: <path>'; null while it is current.",
        nullable=True,
    )

    class Config(Contract.Config):
        """Name, kind and key in the warehouse."""

        name = "readings"
        metadata = about("table", "reading_id")
