"""Contract of the table `component_names`."""

from schemas.contract import Contract, about
from schemas.fields import Text, Whole, column


class ComponentNames(Contract):
    """One row per way to write a component's name."""

    component_id: Text = column("component_id")
    name: Text = column("name")
    lang: Text = column("lang")
    year_from: Whole = column("year_from", nullable=True)
    year_to: Whole = column("year_to", nullable=True)
    source: Text = column("source")

    class Config(Contract.Config):
        """Name, kind and key in the warehouse."""

        name = "component_names"
        metadata = about("table", "component_id", "name", "year_from")
