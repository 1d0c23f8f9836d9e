"""Series through the mergers: what was published stays apart from what we derive, and the derivation can be redone by hand."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from chiso.ingest import ingest_documents
from chiso.paths import RAW


@pytest.fixture(scope="module")
def con(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A warehouse of PCI 2007 and 2016, PAPI 2022 and DTI 2022 as shipped in raw/."""
    file = tmp_path_factory.mktemp("panel") / "panel.duckdb"
    ingest_documents([RAW / "vcci" / "2007", RAW / "vcci" / "2016", RAW / "papi" / "2022", RAW / "mic" / "2022"], file)
    with duckdb.connect(str(file), read_only=True) as connection:
        yield connection


def read_panel(
    con: duckdb.DuckDBPyConnection, basis: int, index: str, year: int, component: str | None, unit: str
) -> list[tuple[object, ...]]:
    return con.execute(
        "select origin, score, derived_score, rank, method from province_panel where basis = ? and index_code = ?"
        " and edition_year = ? and component_id is not distinct from ? and unit_id = ?",
        [basis, index, year, component, unit],
    ).fetchall()


def test_merged_provinces_by_hand(con: duckdb.DuckDBPyConnection) -> None:
    # PCI 2016: Lào Cai 63.4889, Yên Bái 57.2763
    assert read_panel(con, 34, "PCI", 2016, None, "province/lao-cai-2025") == [
        ("derived", None, round((63.4889 + 57.2763) / 2, 4), None, "equal-weight mean of Lào Cai + Yên Bái")
    ]
    # PAPI 2022, participation: An Giang 4.4518, Kiên Giang 3.7755
    assert read_panel(con, 34, "PAPI", 2022, "PAPI/participation", "province/an-giang-2025") == [
        (
            "derived",
            None,
            pytest.approx((4.4518 + 3.7755) / 2, abs=5e-5),
            None,
            "equal-weight mean of An Giang + Kiên Giang",
        )
    ]


def test_published_values_stay_as_they_are(con: duckdb.DuckDBPyConnection) -> None:
    assert read_panel(con, 63, "PCI", 2016, None, "province/lao-cai") == [("published", 63.4889, None, None, None)]
    assert read_panel(con, 34, "PCI", 2016, None, "province/lao-cai") == []  # not one of the 34
    assert con.execute(
        "select count(*) from province_panel where score is not null and derived_score is not null"
    ).fetchone() == (0,)


def test_both_bases_are_there_and_places_are_never_derived(con: duckdb.DuckDBPyConnection) -> None:
    bases = con.execute("select distinct index_code, basis from province_panel order by all").fetchall()
    assert bases == [(index, basis) for index in ("DTI", "PAPI", "PCI") for basis in (34, 63)]
    assert con.execute(
        "select count(*) from province_panel where origin = 'derived' and rank is not null"
    ).fetchone() == (0,)
    # DTI 2022 has places only: the 34 have those of the provinces that did not merge
    units = con.execute("select count(*) from province_panel where index_code = 'DTI' and basis = 34").fetchone()
    assert units == (11,)


def test_ha_tay_before_2008(con: duckdb.DuckDBPyConnection) -> None:
    (row,) = read_panel(con, 63, "PCI", 2007, None, "province/ha-noi")
    assert row[0] == "derived"
    assert row[4] == "equal-weight mean of Hà Nội + Hà Tây"
    published = con.execute(
        "select avg(score) from results where index_code = 'PCI' and edition_year = 2007 and component is null"
        " and unit_id in ('province/ha-tay', 'province/ha-noi-to-2008')"
    ).fetchone()
    assert published is not None
    assert row[2] == pytest.approx(published[0], abs=5e-5)


def test_a_missing_predecessor_gives_no_derived_value(con: duckdb.DuckDBPyConnection) -> None:
    # Quảng Ninh and Bình Dương were not published in some PAPI years; 2022 lacks two provinces
    missing = {
        name
        for (name,) in con.execute(
            "select unit_id from units where type = 'province' and valid_to = date '2025-07-01' and unit_id not in"
            " (select unit_id from results where index_code = 'PAPI' and edition_year = 2022)"
        ).fetchall()
    }
    for unit in missing:
        (successor,) = con.execute(
            "select successor_id from successions where predecessor_id = ?", [unit]
        ).fetchone() or ("",)
        assert read_panel(con, 34, "PAPI", 2022, "PAPI/participation", successor) == []


def test_macros_walk_the_successions(con: duckdb.DuckDBPyConnection) -> None:
    assert con.execute("select unit_id from unit_as_of('province/quang-tri', '2026-01-01')").fetchall() == [
        ("province/quang-tri-2025",)
    ]
    assert con.execute("select unit_id from unit_as_of('province/quang-tri-2025', '2024-01-01')").fetchall() == [
        ("province/quang-tri",)
    ]
    total = con.execute(
        "select count(*) from units, lateral (select * from predecessors(units.unit_id)) as before"
        " where units.type = 'province' and units.valid_from = date '2025-07-01' and before.steps = 1"
    ).fetchone()
    unchanged = con.execute(
        "select count(*) from units where type = 'province' and coalesce(valid_from, date '1900-01-01') < date '2025-07-01'"
        " and valid_to is null"
    ).fetchone()
    assert total is not None
    assert unchanged is not None
    assert total[0] + unchanged[0] == 63
    assert con.execute("select unit_id from successors('province/ha-tay')").fetchall() == [("province/ha-noi",)]
