"""What is generated is what is committed; what is written by hand fits its model."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from chiso.model import Claim
from chiso.paths import ROOT
from schemas import TABLES, VIEWS
from schemas.contract import Model, list_columns, read_comment, read_key, read_kind, read_name
from schemas.frames import Reading
from warehouse import generate, state

House = Any  # tests/warehouse/conftest.py


def test_generated_files_are_those_committed(tmp_path: Path) -> None:
    fingerprint = tmp_path / "warehouse" / "tables" / "fingerprint.txt"
    fingerprint.parent.mkdir(parents=True)
    fingerprint.write_bytes(state.FINGERPRINT.read_bytes())
    generate.write_all(tmp_path)
    written = sorted(p.relative_to(tmp_path) for p in tmp_path.rglob("*") if p.is_file())
    assert len(written) == len(TABLES) + 2
    for name in written:
        assert (ROOT / name).read_bytes() == (tmp_path / name).read_bytes(), f"{name}: run python -m warehouse.generate"
    tables = {path.relative_to(ROOT) for path in state.TABLES_FOLDER.glob("*")}
    assert tables == {name for name in written if name.parent.name == "tables"}


def test_a_change_of_a_table_raises_the_number(tmp_path: Path) -> None:
    generate.write_all(tmp_path)
    path = tmp_path / "warehouse" / "tables" / "fingerprint.txt"
    assert path.read_text(encoding="utf-8").split()[0] == "1"
    assert generate.write_all(tmp_path) == []
    path.write_text("7 older\n", encoding="utf-8")
    (tmp_path / "warehouse" / "tables" / "gone.sql").touch()
    assert [p.name for p in generate.write_all(tmp_path)] == ["fingerprint.txt", "gone.sql"]
    assert path.read_text(encoding="utf-8").split()[0] == "8"


def test_every_view_has_a_file_and_its_grain() -> None:
    files = {path.stem: path.read_text(encoding="utf-8") for path in state.VIEWS_FOLDER.glob("*.sql")}
    assert set(files) == {read_name(model) for model in VIEWS}
    for name, text in files.items():
        assert text.startswith("-- grain: one row per "), name
        assert f"create or replace view {name} as\n" in text


@pytest.fixture(scope="module")
def filled(
    tmp_path_factory: pytest.TempPathFactory, make_house: Callable[[Path], House], claim: Callable[..., Claim],
    reading: Callable[..., Reading],
) -> House:  # fmt: skip
    """Something in every view."""
    house = make_house(tmp_path_factory.mktemp("filled"))
    indices = house.registry["indices"]
    house.registry = {**house.registry, "indices": indices.assign(total=indices["index_code"].map({"PAPI": "sum"}))}
    house.registry_version = "registry-2"
    names = ["participation", "transparency", "accountability", "corruption", "procedures", "services"]
    papi = {"index_code": "PAPI", "edition_year": 2013, "unit_measure": "points"}
    claims = [claim("score", 5.5, component_id=f"PAPI/{name}", **papi) for name in names]
    claims += [
        claim("rank", 1.0, out_of=1),
        claim("score", 71.25),
        claim("rank", 2.0, subset="vùng Đồng bằng sông Hồng"),
    ]
    claims += [claim("score", 66.66, None, aggregation="median"), claim("count", 21.0, None, subject="đơn vị")]
    claims += [claim("statistic", 31.32, None, subject="hồ sơ"), claim("target", 30.0, None, subject="thời gian")]
    claims += [claim("legal_ref", None, None, value_text="127-KL/TW"), claim("rank", 64.0, "hai-phong", out_of=63)]
    claims += [claim("score", 70.5, bloc_part="nhóm 1"), claim("rank", 1.0, bloc_part="nhóm 1", out_of=1)]
    house.run(reading("a/1.txt", claims), reading("a/2.txt", [claim("rank", 5.0)], publisher="Báo A"))
    return house


@pytest.mark.parametrize("model", TABLES + VIEWS, ids=read_name)
def test_database_fits_the_model(filled: House, model: Model) -> None:
    """Columns, types, comments, nulls, values and key of each table and view, over real rows."""
    name = read_name(model)
    with filled.open() as con:
        described = f"from duckdb_columns() where table_name = '{name}' order by column_index"
        columns = con.execute(f"select column_name, data_type, comment {described}").fetchall()
        source = "tables() where table_name" if read_kind(model) == "table" else "views() where view_name"
        comment = con.execute(f"select comment from duckdb_{source} = '{name}'").fetchall()
        rows = con.execute(f"from {name}").df()
    assert columns == [(c.name, c.duckdb_type, c.comment) for c in list_columns(model)]
    assert comment == [(read_comment(model),)]
    model.validate(rows, lazy=True)
    assert not rows.duplicated(list(read_key(model))).any()
    assert len(rows) > 0 or name == "decisions"


def test_tables_refuse_values_that_no_contract_allows(filled: House) -> None:
    con = duckdb.connect(str(filled.path))
    try:
        with pytest.raises(duckdb.ConstraintException):
            con.execute("update statements set kind = 'guess'")
        with pytest.raises(duckdb.ConstraintException):
            con.execute("update statements set quote = null")
    finally:
        con.close()
