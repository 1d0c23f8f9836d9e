"""Files as received become Documents: text with offsets, tables with an address for every cell.

The format is found from the bytes; there is one file per format here. What cannot be read raises ReadFault with one
clear line.
"""

from chiso.readers.doc import find_converter
from chiso.readers.document import read_document
from chiso.readers.fault import ReadFault
from chiso.readers.formats import FORMATS, detect_format
from chiso.readers.isolation import READERS_AT_ONCE
from chiso.readers.sidecar import parse_sidecar, read_sidecar

__all__ = [
    "FORMATS",
    "READERS_AT_ONCE",
    "ReadFault",
    "detect_format",
    "find_converter",
    "parse_sidecar",
    "read_document",
    "read_sidecar",
]
