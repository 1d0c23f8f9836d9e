"""Contract of the table `sources`."""

from schemas.contract import Contract, about
from schemas.fields import Text, column


class Sources(Contract):
    """One row per path that a run has seen: which document lies there, and how it was read. Two paths with the same
    bytes share one document.
    """

    path_key: Text = column("path_key", unique=True)
    source_path: Text = column("source_path")
    document_id: Text = column("document_id")
    sidecar_sha: Text = column("sidecar_sha")
    layout_id: Text = column("layout_id", nullable=True)
    layout_version: Text = column("layout_version", nullable=True)
    layouts_version: Text = column("layouts_version", nullable=True)
    reading_id: Text = column("reading_id")
    state: Text = column("state", "present, or withdrawn (the file is gone).", values=("present", "withdrawn"))

    class Config(Contract.Config):
        """Name, kind and key in the warehouse."""

        name = "sources"
        metadata = about("table", "path_key")
