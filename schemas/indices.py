"""Contract of the table `indices`."""

from schemas.contract import Contract, about
from schemas.fields import Real, Text, Whole, column


class Indices(Contract):
    """One row per index: who publishes it, whom and how it measures, and since when."""

    index_code: Text = column("index_code", unique=True)
    name: Text = column("name")
    name_en: Text = column("name_en", nullable=True)
    publisher: Text = column("publisher", nullable=True)
    level: Text = column("level")
    unit_measure: Text = column("unit_measure", nullable=True)
    scale_max: Real = column("scale_max", gt=0, nullable=True)
    total: Text = column("total", values=("sum", "weighted"), nullable=True)
    first_edition: Whole = column("first_edition", ge=1990, le=2100, nullable=True)
    frequency: Text = column("frequency", nullable=True)
    description: Text = column("description", nullable=True)
    source: Text = column("source")

    class Config(Contract.Config):
        """Name, kind and key in the warehouse."""

        name = "indices"
        metadata = about("table", "index_code")
