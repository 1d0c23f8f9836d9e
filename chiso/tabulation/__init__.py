"""Raw table + layout -> claims. A layout says what the columns of a known table mean; it is data, in layouts/."""

from chiso.tabulation.claims import tabulate_claims
from chiso.tabulation.layout import Column, Layout, LayoutFault, find_layout, load_layouts

__all__ = ["Column", "Layout", "LayoutFault", "find_layout", "load_layouts", "tabulate_claims"]
