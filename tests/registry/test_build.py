"""The derived rows in version control are what the script derives."""

import filecmp
import importlib.util
import shutil
from pathlib import Path
from types import ModuleType

import pytest

from chiso.registry.tables import DATA

SCRIPT = Path(__file__).parents[2] / "scripts" / "build_registry.py"


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_registry", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    monkeypatch.setattr(module, "DATA", folder)
    return module


def test_bodies_are_what_the_kinds_say(build: ModuleType) -> None:
    build.build_bodies()
    for name in ("units.csv", "successions.csv"):
        assert filecmp.cmp(DATA / name, build.DATA / name, shallow=False), (
            f"run scripts/build_registry.py: {name} differs"
        )


def test_a_row_written_by_hand_wins(build: ModuleType) -> None:
    """A province may say otherwise than the default: a row of its own takes the place of the derived one."""
    unit_id = "department/quang-ninh/so-du-lich"
    header, rows = build.read_rows("units.csv")
    own = {"unit_id": unit_id, "line_id": unit_id, "name": "Sở Du lịch", "type": "department", "kind": "so-du-lich"}
    rows.append({**own, "parent_id": "province/quang-ninh", "valid_from": "2016-01-01", "source": "a decision"})
    build.write_rows("units.csv", header, rows)
    build.build_bodies()
    sources = [row["source"] for row in build.read_rows("units.csv")[1] if row["unit_id"] == unit_id]
    assert sources == ["a decision"]


def test_a_new_kind_of_body_stands_in_every_province(build: ModuleType) -> None:
    with (build.DATA / "body_kinds.csv").open("a", encoding="utf-8") as file:
        file.write("so-vu-tru,department,Sở Vũ trụ,,Department of Space,so-vu-tru,2025-07-01,,true,unsure,x\n")
    build.build_bodies()
    rows = [row for row in build.read_rows("units.csv")[1] if row["kind"] == "so-vu-tru"]
    assert len(rows) == 34
    assert {row["valid_from"] for row in rows} == {"2025-07-01"}


def test_names_of_places_are_split_and_put_into_english(build: ModuleType) -> None:
    assert build.split_type("Thành Phố Bắc Kạn") == ("Thành phố", "Bắc Kạn")
    assert build.name_in_english("Huyện", "Đắk R'Lấp") == "Dak R'Lap District"
    assert build.name_in_english("Quận", "1") == "District 1"
    assert build.slug("Thị xã Quảng Yên") == "thi-xa-quang-yen"
    with pytest.raises(SystemExit, match="no type word in 'Khu phố 3'"):
        build.split_type("Khu phố 3")
