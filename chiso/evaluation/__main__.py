"""`make evaluate`: how well the labelled announcements of this project, or of other folders, are read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chiso.console import print_fault
from chiso.evaluation.measures import evaluate_folders
from chiso.evaluation.report import print_tallies
from chiso.fault import RunFault
from chiso.paths import CORPUS


def main(
    folders: Annotated[list[Path] | None, typer.Argument(help="Folders of labelled announcements.")] = None,
    errors: Annotated[int, typer.Option(help="Show up to so many misses, false claims and held items a folder.")] = 0,
) -> None:
    """Precision, recall and F1 by folder, kind and index, attributes, and what is held for a person."""
    try:
        print_tallies(evaluate_folders(folders or sorted(path for path in CORPUS.iterdir() if path.is_dir())), errors)
    except RunFault as fault:
        print_fault(str(fault))
        raise typer.Exit(1) from None


if __name__ == "__main__":
    typer.run(main)
