"""Contract of the table `built_with`."""

from schemas.contract import Contract, about
from schemas.fields import Text, Whole, column


class BuiltWith(Contract):
    """One row per part that this file was built with: tables, views, registry."""

    part: Text = column("part", unique=True)
    number: Whole = column("number", nullable=True)
    fingerprint: Text = column("fingerprint")

    class Config(Contract.Config):
        """Name, kind and key in the warehouse."""

        name = "built_with"
        metadata = about("table", "part")
