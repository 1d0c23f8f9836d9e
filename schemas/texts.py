"""Contract of the table `texts`."""

from schemas.contract import Contract, about
from schemas.fields import Text, column


class TextsOfDocuments(Contract):
    """One row per document: what its bytes decode to. Rows are only ever added."""

    document_id: Text = column("document_id", unique=True)
    format: Text = column("format")
    text: Text = column("text")
    first_run_id: Text = column("first_run_id")

    class Config(Contract.Config):
        """Name, kind and key in the warehouse."""

        name = "texts"
        metadata = about("table", "document_id")
