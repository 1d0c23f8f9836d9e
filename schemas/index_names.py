"""Contract of the table `index_names`."""

from schemas.contract import Contract, about
from schemas.fields import Text, column


class IndexNames(Contract):
    """One row per way to write an index's name."""

    index_code: Text = column("index_code")
    name: Text = column("name")
    lang: Text = column("lang")
    kind: Text = column(
        "kind",
        "full, abbreviation, short, local (used in one province), or topic (names only the subject).",
        values=("full", "abbreviation", "short", "local", "topic"),
    )
    jurisdiction_id: Text = column("jurisdiction_id", nullable=True)
    needs: Text = column("needs", nullable=True)
    source: Text = column("source")

    class Config(Contract.Config):
        """Name, kind and key in the warehouse."""

        name = "index_names"
        metadata = about("table", "index_code", "name", "jurisdiction_id")
