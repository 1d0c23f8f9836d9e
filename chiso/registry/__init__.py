"""Who is ranked and by what: indices, components, units, names, successions, outlets (CSV with dates in data/)."""

from chiso.registry.entries import (
    Component,
    ComponentPhrase,
    Edition,
    Index,
    IndexPhrase,
    RegistryFault,
    Resolution,
    Succession,
    Unit,
    UnitPhrase,
)
from chiso.registry.registry import Registry, load_registry

__all__ = [
    "Component",
    "ComponentPhrase",
    "Edition",
    "Index",
    "IndexPhrase",
    "Registry",
    "RegistryFault",
    "Resolution",
    "Succession",
    "Unit",
    "UnitPhrase",
    "load_registry",
]
