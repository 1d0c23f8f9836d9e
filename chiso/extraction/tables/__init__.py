"""Tables, in cells or in plain text: one vocabulary of headers, one way to make claims of rows and columns.

What has cells is a grid (grids.py): pages.py writes a document's grids into one text and scans it, regions.py finds names with
figures beside them and the header above, columns.py says what each column holds, grid_reader.py reads the rows. Text that was
copied from a table has lost its cells: text_tables.py finds rows in it again, whole or not at all.

Shared by both: words.py and headers.yml (what headers say), header_items.py, headers.py and fitting.py (whether rows bear it
out), context.py (index, edition, jurisdiction), scope.py and statements.py (the claims).
"""

from chiso.extraction.tables.pages import read_tables
from chiso.extraction.tables.text_tables import TextTables, read_text_tables

__all__ = ["TextTables", "read_tables", "read_text_tables"]
