"""Contract of the table `body_names`."""

from schemas.contract import Contract, about
from schemas.fields import Text, column


class BodyNames(Contract):
    """One row per way to write a kind of department or agency."""

    kind_id: Text = column("kind_id")
    name: Text = column("name")
    lang: Text = column("lang")
    kind: Text = column(
        "kind",
        "official, short, abbreviation, english, former, or spelling.",
        values=("official", "short", "abbreviation", "english", "former", "spelling"),
    )
    province_id: Text = column("province_id", nullable=True)
    context: Text = column("context", nullable=True)
    source: Text = column("source")

    class Config(Contract.Config):
        """Name, kind and key in the warehouse."""

        name = "body_names"
        metadata = about("table", "kind_id", "name", "province_id")
