"""Contract of the table `components`."""

from schemas.contract import Contract, about
from schemas.fields import Real, Text, Whole, column


class Components(Contract):
    """One row per component of an index."""

    component_id: Text = column("component_id", unique=True)
    index_code: Text = column("index_code")
    parent_id: Text = column("parent_id", nullable=True)
    position: Whole = column("position", nullable=True)
    name: Text = column("name")
    name_en: Text = column("name_en", nullable=True)
    aspect: Text = column("aspect", nullable=True)
    jurisdiction_id: Text = column("jurisdiction_id", nullable=True)
    bloc: Text = column("bloc", nullable=True)
    scale_max: Real = column("scale_max", gt=0, nullable=True)
    year_from: Whole = column("year_from", ge=1990, le=2100, nullable=True)
    year_to: Whole = column("year_to", ge=1990, le=2100, nullable=True)
    source: Text = column("source")

    class Config(Contract.Config):
        """Name, kind and key in the warehouse."""

        name = "components"
        metadata = about("table", "component_id")
