"""The registry's files keep their contracts, and a file that does not says where."""

from pathlib import Path

import pytest

from schemas import Indices
from schemas.registry_tables import RegistryTableFault, RegistryTables, read_registry_table

HEADER = "index_code,name,name_en,publisher,level,unit_measure,scale_max,first_edition,frequency,description,source\n"
LINE = "PCI,Chỉ số năng lực cạnh tranh cấp tỉnh,,VCCI,national,points,100,2005,annual,,pcivietnam.vn\n"


def test_the_registry_keeps_its_contracts(registry: RegistryTables) -> None:
    assert {"PCI", "PAPI", "PAR_INDEX"} <= set(registry["indices"]["index_code"])
    assert registry["units"].set_index("unit_id").at["province/ha-tay", "valid_to"].isoformat() == "2008-08-01"
    assert registry["body_kinds"]["every_province"].dropna().map(type).eq(bool).all()


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (HEADER + LINE + LINE, "line 3: (PCI) stands there twice"),
        (HEADER + LINE.replace(",100,", ",a hundred,"), "scale_max"),
        (HEADER + LINE.replace(",national,", ",world,"), "line 2, column level: 'world'"),
        (HEADER + LINE.replace("PCI,", ",", 1), "column index_code"),
        (HEADER.replace("name_en", "nameen") + LINE, "columns nameen"),
        (HEADER.replace(",source", "") + LINE.replace(",pcivietnam.vn", ""), "columns source"),
        ("", "cannot be read"),
    ],
    ids=["twice", "not a number", "unknown word", "no key", "misspelt column", "no column", "empty"],
)
def test_a_broken_file_says_where(tmp_path: Path, content: str, complaint: str) -> None:
    path = tmp_path / "indices.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(RegistryTableFault) as fault:
        read_registry_table(path, Indices)
    assert complaint in str(fault.value)
    assert str(path) in str(fault.value)
    assert "\n" not in str(fault.value)


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(RegistryTableFault, match="cannot be read"):
        read_registry_table(tmp_path / "indices.csv", Indices)
