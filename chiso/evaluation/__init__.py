"""How well announcements are read: labelled ones are read as in a run, and the claims compared with the labels.

`make evaluate` prints it; tests/corpus/test_floors.py keeps what was reached; docs/evaluation.md says what a label is.
"""

from chiso.evaluation.labels import Label, LabelFault, LabelledFolder, read_folder
from chiso.evaluation.matching import Statement, states_fact
from chiso.evaluation.measures import Score, Tally, evaluate_folders

__all__ = [
    "Label",
    "LabelFault",
    "LabelledFolder",
    "Score",
    "Statement",
    "Tally",
    "evaluate_folders",
    "read_folder",
    "states_fact",
]
