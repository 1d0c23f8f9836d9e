"""Write the answers of docs/queries/*.sql into README.md, below the line that runs each query.

usage: .venv/bin/python scripts/answer_readme.py [WAREHOUSE]

README.md shows a query as `.venv/bin/chiso query docs/queries/NAME.sql` in a block of its own, followed by a block with the
answer. tests/docs/test_readme.py proves that what stands there is what the warehouse of raw/ answers.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from chiso.paths import ROOT, WAREHOUSE
from chiso.query import fetch_answer, format_answer

README = ROOT / "README.md"
_SHOWN = re.compile(r"(```sh\n\.venv/bin/chiso query (docs/queries/\w+\.sql)\n```\n+```text\n).*?(```)", re.DOTALL)


def write_answers(readme: str, warehouse: Path) -> str:
    """The text of README.md with every answer as `warehouse` gives it."""

    def answer(match: re.Match[str]) -> str:
        lines = format_answer(*fetch_answer(ROOT / match[2], warehouse))
        return match[1] + "".join(f"{line}\n" for line in lines) + match[3]

    return _SHOWN.sub(answer, readme)


def list_queries(readme: str) -> list[str]:
    """The query files that README.md shows, in order."""
    return [match[2] for match in _SHOWN.finditer(readme)]


if __name__ == "__main__":
    chosen = Path(sys.argv[1]) if len(sys.argv) > 1 else WAREHOUSE
    README.write_text(write_answers(README.read_text("utf-8"), chosen), "utf-8")
