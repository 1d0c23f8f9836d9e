"""Contract of the table `outlets`."""

from schemas.contract import Contract, about
from schemas.fields import Text, column


class Outlets(Contract):
    """One row per paper or portal and its home province."""

    domain: Text = column("domain", unique=True)
    name: Text = column("name")
    kind: Text = column(
        "kind", "portal, paper, broadcaster, or national.", values=("portal", "paper", "broadcaster", "national")
    )
    home_id: Text = column("home_id", nullable=True)
    source: Text = column("source")

    class Config(Contract.Config):
        """Name, kind and key in the warehouse."""

        name = "outlets"
        metadata = about("table", "domain")
