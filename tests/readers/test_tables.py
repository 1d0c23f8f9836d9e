"""Table: every cell has an address that leads back to it, and merged areas can be filled."""

from __future__ import annotations

import pytest

from chiso.model import Span, Table

ROWS = (("Đơn vị", "Điểm", ""), ("", "2023", "2024"), ("Huế", "1", "2"))
SPANS = (Span(0, 0, 2, 1), Span(0, 1, 1, 2))


@pytest.mark.parametrize(
    "table",
    [
        Table("PCI 2010", ROWS),
        Table("", ROWS, first_row=4, first_column=26),
        Table("", ROWS, ordinal=2),
        Table("a!b", ROWS),
    ],
    ids=["sheet", "file", "table of a page", "sheet with a mark"],
)
def test_a_locator_leads_back_to_its_cell(table: Table) -> None:
    for row in range(3):
        for column in range(3):
            assert table.find_cell(table.locate(row, column)) == (row, column)
    assert table.find_cell("elsewhere!A1") is None
    assert table.find_cell("table 3 row 1 column 1") is None
    assert table.find_cell("A99") is None


def test_locators_are_written_as_people_say_them() -> None:
    assert Table("PCI", ROWS).locate(2, 1) == "PCI!B3"
    assert Table("", ROWS, first_column=27).locate(0, 1) == "AB1"
    assert Table("", ROWS, ordinal=2).locate(2, 1) == "table 2 row 3 column 2"


def test_merged_areas_are_filled_from_their_first_cell() -> None:
    table = Table("", ROWS, spans=SPANS)
    assert table.expand_rows() == (("Đơn vị", "Điểm", "Điểm"), ("Đơn vị", "2023", "2024"), ("Huế", "1", "2"))
