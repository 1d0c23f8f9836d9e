"""`documents` says of every numeral of its text where it ended."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from chiso.extraction.numerals import NUMERAL
from chiso.model import Claim
from schemas.frames import Reading
from warehouse import publish, work

House = Any  # tests/warehouse/conftest.py

TOLD = (
    "select numerals, numerals_claimed, numerals_set_aside, numerals_held, numerals_set_aside_why from documents "
    "where source_path = '{}'"
)


def give_numerals(reading: Reading, text: str, **numerals: int) -> Reading:
    """The reading with another text, and where its numerals ended."""
    extraction = replace(reading.extraction, claims=(), numerals=numerals)
    return replace(reading, document=replace(reading.document, text=text), extraction=extraction)


def test_documents_tell_where_numerals_ended(
    house: House, reading: Callable[..., Reading], claim: Callable[..., Claim]
) -> None:
    text = "Ngày 3/4/2024: thứ 2, 1.234,5 và 87,12%; 5 sở, 6 phòng."
    numerals = {"claim": 1, "date": 3, "count": 2, "unplaced": 1, "table": 1}
    without = reading("a/2.txt", [claim("grade", value_text="Tốt")])
    house.run(give_numerals(reading("a/1.txt", []), text, **numerals), without)
    assert house.ask(TOLD.format("a/1.txt")) == [(8, 1, 5, 2, {"date": 3, "count": 2})]
    assert house.ask(TOLD.format("a/2.txt")) == [(0, 0, 0, 0, {})]
    counted = house.ask("select fate, sum(n_numerals)::integer from numeral_counts group by fate order by fate")
    assert counted == [("claimed", 1), ("held", 2), ("set_aside", 5)]


def test_the_numerals_are_those_of_the_text(house: House, reading: Callable[..., Reading]) -> None:
    """DuckDB counts the same matches."""
    text = "9\u200b9 ９,5 ½ x7y 1.2.3 4,5,6. 7"
    house.run(give_numerals(reading("a/1.txt", []), text, count=len(NUMERAL.findall(text))))
    pattern = r"\p{Nd}+(?:[.,]\p{Nd}+)*"
    query = f"select numerals, length(regexp_extract_all(text, '{pattern}')) from documents"
    assert house.ask(query) == [(7, 7)]


def test_what_was_read_before_numerals_were_counted_has_none(house: House, reading: Callable[..., Reading]) -> None:
    house.run(reading("a/1.txt", []))
    job = work.open_work(house.path)
    try:
        job.con.execute("update readings set numerals = null")
        assert publish.check(job.con) == []
        told = job.con.execute(TOLD.format("a/1.txt")).fetchall()
    finally:
        work.discard_work(job)
    assert told == [(None, None, None, None, None)]


@pytest.mark.parametrize("change", [{"claim": 1}, {"claim": 3}, {}])
def test_a_numeral_that_is_lost_or_told_twice_is_a_bug(
    house: House, reading: Callable[..., Reading], claim: Callable[..., Claim], change: dict[str, int]
) -> None:
    lost = give_numerals(reading("a/1.txt", []), "thứ 2 với 87,12%", **change)
    with pytest.raises(AssertionError, match="numerals_are_conserved"):
        house.run(lost)
