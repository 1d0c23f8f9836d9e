"""The lines that the guides show do what the guides say."""

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from chiso.registry import Registry, load_registry
from chiso.registry.tables import DATA

DOCS = Path(__file__).parents[2] / "docs"
EXAMPLE = re.compile(r"```csv\n# (\w+)\.csv\n(.*?)```", re.DOTALL)


def follow_guide(name: str, folder: Path) -> Registry:
    """A registry with every example line of docs/<name>.md."""
    shutil.copytree(DATA, folder)
    examples = EXAMPLE.findall((DOCS / f"{name}.md").read_text(encoding="utf-8"))
    assert examples
    for table, lines in examples:
        with (folder / f"{table}.csv").open("a", encoding="utf-8") as file:
            file.write(lines)
    return Registry(folder)


@pytest.mark.parametrize(
    ("guide", "ask", "before", "after"),
    [
        ("add-an-index", lambda r: "SAMPLE_INDEX" in r.indices, False, True),
        ("add-an-index", lambda r: [p.needs for p in r.index_phrases() if p.text == "SSI"], [],
         [("phục vụ", "service")]),
        ("add-an-index", lambda r: r.resolve_component("tốc độ phục vụ", "SAMPLE_INDEX", 2024).unit_id, None,
         "SAMPLE_INDEX/speed"),
        ("add-a-unit", lambda r: r.resolve("UBND huyện Ví Dụ", "province/quang-ninh", 2018).unit_id, None,
         "district/quang-ninh/huyen-vi-du"),
        ("add-a-unit", lambda r: r.resolve("UBND huyện Ví Dụ", "province/quang-ninh", 2019).unit_id, None, None),
        ("add-a-unit", lambda r: [p.types for p in r.unit_phrases() if p.text == "Sở Ví dụ"], [], [("department",)]),
        ("add-an-alias", lambda r: r.resolve("Krông Pạc", "province/dak-lak", 2021).unit_id, None,
         "district/dak-lak/huyen-krong-pac"),
        ("add-an-alias", lambda r: r.resolve("Ban Quản lý Khu kinh tế ven biển", year=2021).unit_id, None,
         "department/thai-binh/ban-quan-ly-khu-kinh-te"),
        ("add-an-alias", lambda r: r.resolve_component("Tiếp cận đất", "PCI").unit_id, None, "PCI/land_access"),
        ("add-a-succession", lambda r: r.resolve("Bộ Sức khỏe", "vn", 2030, "ministries").unit_id, None,
         "ministry/bo-y-te"),
        ("add-a-succession", lambda r: [s.kind for s in r.successions if s.date == date(2030, 1, 1)], [], ["renamed"]),
        ("add-an-outlet", lambda r: r.home_of("https://www.baovidu.vn/a.html"), None, "province/quang-ninh"),
    ],
)  # fmt: skip
def test_the_example_of_a_guide_works(
    guide: str, ask: Callable[[Registry], object], before: object, after: object, tmp_path: Path
) -> None:
    assert ask(load_registry()) == before
    assert ask(follow_guide(guide, tmp_path / "data")) == after
