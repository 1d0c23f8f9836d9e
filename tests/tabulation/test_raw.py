"""The tables that the project ships: every figure of ../shared/figures that is a publisher's value, exactly."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from chiso.model import Claim
from chiso.paths import RAW, ROOT
from chiso.readers import read_document, read_sidecar
from chiso.registry import Registry
from chiso.tabulation import find_layout, load_layouts, tabulate_claims

SHARED = ROOT.parent / "shared" / "figures"
TABLES = sorted(path for path in RAW.rglob("*") if path.suffix in (".csv", ".xlsx"))


@pytest.fixture(scope="module")
def claims(registry: Registry) -> list[Claim]:
    """All claims of all tables in raw/; no table, cell or name is in doubt."""
    layouts, found = load_layouts(), []
    for path in TABLES:
        document = read_document(path.relative_to(ROOT).as_posix(), path.read_bytes(), read_sidecar(sidecar_of(path)))
        extraction = tabulate_claims(document, find_layout(document, layouts), registry)
        assert extraction.doubts == (), path
        assert not any(claim.doubts for claim in extraction.claims), path
        found += extraction.claims
    return found


def sidecar_of(path: Path) -> Path:
    return path.with_name(path.name + ".yml")


def test_both_formats_are_shipped() -> None:
    assert Counter(path.suffix for path in TABLES) == {".csv": 14, ".xlsx": 13}


def test_every_document_has_a_sidecar_with_its_rights() -> None:
    documents = [path for path in RAW.rglob("*") if path.is_file() and path.suffix in (".csv", ".xlsx", ".txt")]
    licences = (RAW / "LICENCES.md").read_text(encoding="utf-8")
    for path in documents:
        sidecar = read_sidecar(sidecar_of(path))
        assert sidecar.form in ("retyped", "retold"), path
        assert sidecar.title, path
        assert sidecar.publisher, path
        assert sidecar.licence, path
        assert f"| {path.relative_to(RAW).parts[0]} |" in licences, path


def test_dti_2022_with_its_tie(claims: list[Claim]) -> None:
    ranks = [c for c in claims if c.index_code == "DTI"]
    assert len(ranks) == 63
    assert sorted(c.unit_id or "" for c in ranks if c.tied) == ["province/thanh-hoa", "province/yen-bai"]
    assert {c.value for c in ranks if c.tied} == {15}
    assert {c.value for c in ranks} == set(range(1, 64)) - {16}
    assert {c.out_of for c in ranks} == {63}


def test_units_are_those_of_their_year(claims: list[Claim]) -> None:
    totals = [c for c in claims if c.index_code == "PCI" and c.component_id is None]
    assert len(totals) == 738
    assert sorted(c.edition_year or 0 for c in totals if c.unit_id == "province/ha-tay") == [2005, 2006, 2007, 2008]
    hanoi = {c.edition_year: c.unit_id for c in totals if "ha-noi" in (c.unit_id or "")}
    assert hanoi[2008] == "province/ha-noi-to-2008"  # listed beside Hà Tây
    assert hanoi[2009] == "province/ha-noi"
    assert not any("-2025" in (c.unit_id or "") for c in claims)
    units = Counter(c.edition_year for c in totals)
    assert (units[2005], units[2006], units[2008], units[2009], units[2016]) == (42, 64, 64, 63, 63)


PCI = {
    "entry": "entry_costs", "land": "land_access", "transparency": "transparency", "time": "time_costs",
    "informal": "informal_charges", "implementation": "implementation", "policy_bias": "policy_bias",
    "proactivity": "proactivity", "support": "business_support", "labor": "labour_training", "legal": "law_order",
}  # fmt: skip
PAPI = {
    "participation": "participation", "transparency": "transparency", "accountability": "accountability",
    "corruption": "corruption", "procedures": "procedures", "service": "services", "environment": "environment",
    "e_governance": "e_governance",
}  # fmt: skip


SPELLED = {"Ha Noi": "Hanoi", "Ho Chi Minh": "Ho Chi Minh City", "Thua Thien Hue": "Hue"}  # as the registry's name_en


@pytest.mark.skipif(not SHARED.exists(), reason="needs the figures of ../shared")
@pytest.mark.parametrize(
    ("index", "name", "parts", "total"),
    [("PCI", "pci_2005_2016", PCI, "pci"), ("PAPI", "papi_2011_2024_dimensions", PAPI, None)],
)
def test_every_published_figure_is_a_claim_and_nothing_else(
    claims: list[Claim], registry: Registry, index: str, name: str, parts: dict[str, str], total: str | None
) -> None:
    expected = {}
    with (SHARED / f"{name}.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            unit = SPELLED.get(row["province"], row["province"])
            values = {f"{index}/{part}": row[column] for column, part in parts.items()}
            if total:
                values["total"] = row[total]
            expected |= {(int(row["year"]), unit, key): float(v) for key, v in values.items() if v}
    stated = {
        (c.edition_year, registry.units[c.unit_id or ""].name_en, c.component_id or "total"): c.value
        for c in claims
        if c.index_code == index
    }
    assert stated == expected
    assert sum(c.index_code == index for c in claims) == len(expected)
