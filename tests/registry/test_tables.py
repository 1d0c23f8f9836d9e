"""A CSV that cannot be used stops with file, line and remedy."""

import shutil
from pathlib import Path

import pytest

from chiso.registry import Registry, RegistryFault, load_registry
from chiso.registry.tables import DATA


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    return folder


def append(folder: Path, table: str, line: str) -> None:
    with (folder / f"{table}.csv").open("a", encoding="utf-8") as file:
        file.write(line + "\n")


@pytest.mark.parametrize(
    ("table", "line", "message"),
    [
        ("unit_names", "province/quang-ninh,Vùng mỏ,vi", r"unit_names.csv, line \d+: 3 fields instead of 9"),
        ("unit_names", "province/atlantis,Atlantis,vi,short,,,,sourced,x",
         "unit_names.csv: unit_id: no row for province/atlantis"),
        ("units", "province/ha-noi,l,n,,province,,vn,,,,,,,sourced,x",
         r"units.csv, line \d+: province/ha-noi stands on line \d+"),
        ("units", "province/x,l,n,,province,,vn,,,,,1/7/2025,,sourced,x",
         r"units.csv, line \d+: .*1/7/2025.*YYYY-MM-DD"),
        ("units", "province/x,l,n,,planet,,vn,,,,,,,sourced,x", r"units.csv, line \d+: .*planet.*one of country"),
        ("units", "province/x,l,n,,province,,mars,,,,,,,sourced,x", "units.csv: parent_id: no row for mars"),
        ("successions", "province/ha-noi,province/x,2030-01-01,merged,,sourced,x",
         "successor_id: no row for province/x"),
        ("successions", "province/ha-noi,,2030-13-01,abolished,,sourced,x", r"successions.csv, line \d+: .*YYYY-MM-DD"),
        ("successions", "province/ha-noi,,2030-01-01,eaten,,sourced,x",
         r"successions.csv, line \d+: .*eaten.*one of merged"),
        ("index_names", "XYZ,Chỉ số XYZ,vi,full,,,x", "index_names.csv: index_code: no row for XYZ"),
        ("component_names", "PCI/x,X,vi,,,x", "component_names.csv: component_id: no row for PCI/x"),
        ("components", "PCI/x,PCI,,one,X,X,theme,,,,,,x", r"components.csv, line \d+: .*one"),
        ("editions", "PCI,MMXX,,vn,,,,,,,,,,unsure,x", r"editions.csv, line \d+: .*MMXX"),
        ("outlets", "a.vn,A,paper,province/x,s", "outlets.csv: home_id: no row for province/x"),
        ("body_names", "so-ma-thuat,Sở Ma thuật,vi,official,,,x", "body_names.csv: kind_id: no row for so-ma-thuat"),
        ("region_members", "region/x,province/ha-noi,,,x", "region_members.csv: region_id: no row for region/x"),
    ],
)  # fmt: skip
def test_a_bad_line_is_named(data: Path, table: str, line: str, message: str) -> None:
    append(data, table, line)
    with pytest.raises(RegistryFault, match=message):
        Registry(data)


def test_a_wrong_header_is_named(data: Path) -> None:
    path = data / "outlets.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("domain,", "site,", 1), encoding="utf-8")
    with pytest.raises(RegistryFault, match=r"outlets.csv, line 1: the header must be domain,name,kind,home_id,source"):
        Registry(data)


def test_a_file_in_another_encoding_is_named(data: Path) -> None:
    path = data / "outlets.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    with pytest.raises(RegistryFault, match=r"outlets.csv: not UTF-8"):
        Registry(data)


def test_a_missing_file_is_named(data: Path) -> None:
    (data / "units.csv").unlink()
    with pytest.raises(RegistryFault, match=r"units.csv: cannot be read"):
        Registry(data)


def test_the_version_follows_the_bytes(data: Path) -> None:
    assert Registry(data).version == load_registry().version
    append(data, "outlets", "a.vn,A,paper,,x")
    assert Registry(data).version != load_registry().version
