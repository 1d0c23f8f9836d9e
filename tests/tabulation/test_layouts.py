"""Layout files: found by name and columns, refused with file, place and remedy."""

from __future__ import annotations

import hashlib
import re
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from chiso.paths import LAYOUTS, ROOT
from chiso.readers import read_document
from chiso.registry import Registry
from chiso.tabulation import LayoutFault, find_layout, load_layouts, tabulate_claims
from chiso.tabulation.layout import COLUMN_KEYS, LAYOUT_KEYS, parse_layout

LAYOUT = Path(__file__).with_name("bang.yml").read_text(encoding="utf-8")


def test_a_layout_knows_its_file_and_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "vcci").mkdir()
    (tmp_path / "vcci" / "pci.yml").write_text(LAYOUT)
    (tmp_path / "a.yml").write_text(LAYOUT)
    layouts = load_layouts(tmp_path)
    assert [layout.layout_id for layout in layouts] == ["a", "vcci/pci"]
    assert layouts[1].version == hashlib.sha256(LAYOUT.encode()).hexdigest()


def test_every_layout_of_the_project_fits_the_registry(registry: Registry) -> None:
    layouts = load_layouts()
    assert {layout.layout_id for layout in layouts} == {
        path.relative_to(LAYOUTS).with_suffix("").as_posix() for path in LAYOUTS.rglob("*.yml")
    }
    for layout in layouts:
        assert layout.index_code in registry.indices
        assert layout.jurisdiction_id in registry.units
        for column in layout.columns:
            assert (
                column.component_id is None or registry.components[column.component_id].index_code == layout.index_code
            )


def make(layout_id: str, *changes: tuple[str, str]) -> bytes:
    text = LAYOUT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text.encode()


def test_the_layout_whose_columns_fit_best_is_found() -> None:
    document = read_document("2010/bang.csv", "Năm,Tỉnh,PCI,Minh bạch\n2010,Huế,1,2\n".encode())
    plain = parse_layout("plain", make("plain"))
    other = parse_layout("other", make("other", ("header: PCI", "header: PAR INDEX")))
    wider = parse_layout("wider", make("wider", ("optional: true}\n  - {header: Hạng,", "}\n  - {header: Hạng,")))
    elsewhere = parse_layout("elsewhere", make("elsewhere", ('"bang*"', '"2011/bang*"')))
    assert find_layout(document, [other, plain]) is plain
    assert find_layout(document, [other]) is other  # named by file: then its contract says what is wrong
    assert find_layout(document, [elsewhere]) is None
    assert find_layout(document, [plain, wider]) is None  # both fit equally well


@pytest.mark.parametrize(
    ("path", "pattern", "fits"),
    [
        ("raw/vcci/2010/pci_2010.csv", "pci_20[0-9][0-9].csv", True),
        ("/anywhere/2010/PCI_2010.CSV", "pci_20??.csv", True),
        ("2010/pci_2010.csv", "2010/pci_*.csv", True),
        ("2011/pci_2010.csv", "2010/pci_*.csv", False),
        ("2010/my_pci_2010.csv", "pci_*.csv", False),
        ("2010/pci_2010.csv.bak", "pci_*.csv", False),
    ],
)
def test_file_patterns(path: str, pattern: str, fits: bool) -> None:
    layout = parse_layout("a", make("a", ('"bang*"', f'"{pattern}"')))
    document = read_document(path, "Năm,Tỉnh,PCI\n2010,Huế,1\n".encode())
    assert (find_layout(document, [layout]) is layout) == fits


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ([("year: column", "year: column\nfile: a")], "unknown key 'file'"),
        ([("index: PCI\n", "")], "the key 'index' is missing"),
        ([("year: column", "year: header")], "year: 'header'"),
        ([("year: column", "year: 1066")], "year: 1066"),
        ([("year: column", "year: title")], "go together"),
        ([("bloc: provinces", "bloc: tỉnh")], "bloc: 'tỉnh' is not one of provinces"),
        ([("is: unit", "is: ignored, reason: x")], "0 columns are 'unit'"),
        ([("is: rank", "is: unit")], "2 columns are 'unit'"),
        ([("reason: our computation, ", "")], "column 7: an ignored column says why"),
        ([("is: grade", "is: group")], "column 6: is: 'group'"),
        ([("scale: 100", "scale: cao")], "column 3: scale: 'cao'"),
        ([("header: Hạng,", "header: pci,")], "'pci' names two columns"),
        ([("units: {2010: 3}", "units: {năm 2010: 3}")], "units: "),
        ([("year: column", 'year: column\nyear_pattern: "PCI ("')], "year_pattern: "),
        ([("year: column", 'year: column\nyear_pattern: "PCI"')], "0 groups"),
        ([("year: column", "year: column\ndecimal_mark: ;")], "decimal_mark: "),
        ([("index: PCI", "index: PCI\nindex: PAPI")], "line 3, column 1: "),
        ([(LAYOUT, "[]")], "not a mapping"),
        ([(LAYOUT, "a: [")], "not valid YAML"),
        ([("  - {header: PCI, is: score, scale: 100}", "  - PCI")], "column 3: not a mapping"),
    ],
)
def test_a_wrong_layout_says_where(changes: list[tuple[str, str]], said: str) -> None:
    with pytest.raises(LayoutFault) as caught:
        parse_layout("vcci/pci", make("vcci/pci", *changes))
    assert str(caught.value).startswith("layouts/vcci/pci.yml: ")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_example_of_the_guide_works(registry: Registry) -> None:
    guide = (ROOT / "docs" / "add-a-layout.md").read_text(encoding="utf-8")
    layout = parse_layout(
        "mic/dti", re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)[0].replace("units: 63", "units: 2").encode()
    )
    rows = re.findall(r"^\| \d \| (.*?) \|$", guide, re.MULTILINE)
    book = Workbook()
    for row in rows:
        book.active.append([cell.strip() or None for cell in row.split("|")])
    buffer = BytesIO()
    book.save(buffer)
    document = read_document("2023/dti_2023.xlsx", buffer.getvalue())
    assert find_layout(document, [layout]) is layout
    extraction = tabulate_claims(document, layout, registry)
    assert extraction.doubts == ()
    assert [(c.kind, c.edition_year, c.unit_id, c.value) for c in extraction.claims] == [
        ("score", 2023, "province/da-nang", 0.8002),
        ("rank", 2023, "province/da-nang", 1),
        ("score", 2023, "province/hue", 0.75),
        ("rank", 2023, "province/hue", 2),
    ]


def test_the_guide_names_every_key_and_every_reason() -> None:
    guide = (ROOT / "docs" / "add-a-layout.md").read_text(encoding="utf-8")
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "chiso" / "tabulation").glob("*.py"))
    reasons = set(re.findall(r'doubt_table\(raw, "(\w+)"', code)) | set(re.findall(r'Doubt\("\w+", "(\w+)"', code))
    assert len(reasons) >= 12
    for word in (reasons | LAYOUT_KEYS | COLUMN_KEYS) - {"reason"}:
        assert f"`{word}`" in guide or f"`{word}:" in guide, word
