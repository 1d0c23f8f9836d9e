"""From claims to rows: ids, facts said twice, doubts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from chiso.model import Claim, Doubt, Extraction
from schemas.contract import ContractFault
from schemas.frames import Frames, Reading, build_frames

READ_AT = datetime(2026, 1, 1, tzinfo=UTC)
MakeClaim = Callable[..., Claim]
MakeReading = Callable[..., Reading]


def build(*readings: Reading) -> Frames:
    return build_frames(readings, "run-1", READ_AT)


def test_a_fact_said_twice_is_one_claim_at_its_fullest(make_claim: MakeClaim, make_reading: MakeReading) -> None:
    short = make_claim("rank", 1.0, quote="Quảng Ninh dẫn đầu")
    full = make_claim("rank", 1.0, quote="Quảng Ninh xếp thứ 1/63 tỉnh, thành phố", out_of=63)
    long = make_claim("rank", 1.0, quote="tỉnh Quảng Ninh lại tiếp tục dẫn đầu cả nước một lần nữa")
    statements = build(make_reading([short, full, long])).statements
    assert statements["quote"].tolist() == ["Quảng Ninh xếp thứ 1/63 tỉnh, thành phố"]
    assert build(make_reading([short, long])).statements["quote"].tolist() == [long.quote]


def test_a_clear_statement_goes_before_a_doubted_one(make_claim: MakeClaim, make_reading: MakeReading) -> None:
    doubt = Doubt("claim", "ambiguous_unit", "which one?")
    doubted = make_claim("rank", 1.0, quote="tỉnh Quảng Ninh lại dẫn đầu cả nước", doubts=(doubt,))
    frames = build(make_reading([doubted, make_claim("rank", 1.0, quote="Quảng Ninh dẫn đầu")]))
    assert frames.statements["verdict"].tolist() == ["accepted"]
    assert frames.doubts.empty


def test_different_facts_stay_apart(make_claim: MakeClaim, make_reading: MakeReading) -> None:
    claims = [
        make_claim("score", 71.25, unit_measure="points"),
        make_claim("score", 71.25, unit_measure="percent"),
        make_claim("score", 71.25, edition_year=2022),
        make_claim("score", 71.25, aggregation="max"),
        make_claim("score", 71.25, subset="vùng Đồng bằng sông Hồng"),
        make_claim("score", 71.25, component_text="Gia nhập thị trường"),
        make_claim("count", 21.0, None, subject="đơn vị xếp loại tốt"),
        make_claim("count", 21.0, None, subject="đơn vị xếp loại xuất sắc"),
    ]
    assert len(build(make_reading(claims)).statements) == len(claims)


def test_ids_depend_on_the_reading_and_the_fact_alone(make_claim: MakeClaim, make_reading: MakeReading) -> None:
    one = build(make_reading([make_claim("rank", 1.0, quote="dẫn đầu")], "a/1.txt"))
    again = build(make_reading([make_claim("rank", 1.0, quote="dẫn đầu")], "a/1.txt"))
    other = build(make_reading([make_claim("rank", 1.0, quote="dẫn đầu")], "a/2.txt"))
    assert one.statements["claim_id"].tolist() == again.statements["claim_id"].tolist()
    assert one.statements["claim_id"].tolist() != other.statements["claim_id"].tolist()
    assert one.statements["fact_id"].tolist() == other.statements["fact_id"].tolist()


def test_a_result_takes_all_that_say_something_of_one_unit(make_claim: MakeClaim, make_reading: MakeReading) -> None:
    claims = [make_claim("rank", 1.0), make_claim("score", 71.25), make_claim("grade", value_text="Rất tốt")]
    others = [make_claim("rank", 1.0, "hai-phong"), make_claim("rank", 1.0, edition_variant="34 provinces")]
    aggregates = [make_claim("score", 66.1, None, aggregation="median"), make_claim("score", 60.0, comparator=">")]
    ids = build(make_reading(claims + others + aggregates)).statements["result_id"]
    assert ids[:3].nunique() == 1
    assert ids[:5].nunique() == 3
    assert ids[5:].isna().all()


def test_decimals_are_those_that_the_number_needs(make_claim: MakeClaim, make_reading: MakeReading) -> None:
    claims = [
        make_claim("score", 71.25),
        make_claim("score", 71.2, decimals=2, edition_year=2022),
        make_claim("rank", 3.0),
    ]
    assert build(make_reading(claims)).statements["decimals"].tolist() == [2, 2, 0]


def test_a_doubt_without_place_stands_where_its_claim_stands(make_claim: MakeClaim, make_reading: MakeReading) -> None:
    here = Doubt("claim", "no_year", "give the year")
    there = Doubt(
        "unit_name", "unknown_unit", "add it", quote="câu", char_start=0, char_end=3, proposals=("province/x",)
    )
    reading = make_reading([make_claim("rank", 1.0, doubts=(here, there))])
    loose = Doubt("numeral", "unread_number", "what is 12?", quote="âu 0", char_start=1, char_end=5)
    reading = replace(reading, extraction=replace(reading.extraction, doubts=(loose,)))
    doubts = build(reading).doubts.set_index("reason_code")
    assert doubts.loc["no_year", ["quote", "char_start", "char_end"]].tolist() == ["câu 0", 0, 5]
    assert doubts.loc["unknown_unit", ["quote", "char_start", "char_end"]].tolist() == ["câu", 0, 3]
    assert list(doubts.loc["unknown_unit", "proposals"]) == ["province/x"]
    assert doubts["claim_id"].isna().tolist() == [False, False, True]


def test_items_are_the_same_in_every_reading(make_claim: MakeClaim, make_reading: MakeReading) -> None:
    reading = make_reading([make_claim("rank", 1.0, doubts=(Doubt("claim", "no_year", "give the year"),))])
    later = replace(reading, source=replace(reading.source, reading_id="r" + "0" * 16), code_version="code-2")
    first, second = build(reading).doubts, build(later).doubts
    assert first["item_id"].tolist() == second["item_id"].tolist()
    assert first["doubt_id"].tolist() != second["doubt_id"].tolist()


def test_nothing_gives_empty_frames_of_the_same_types(make_claim: MakeClaim, make_reading: MakeReading) -> None:
    full = build(make_reading([make_claim("rank", 1.0, doubts=(Doubt("claim", "no_year", "give the year"),))]))
    empty = build(replace(make_reading([]), extraction=Extraction("0" * 64)))
    assert empty.statements.dtypes.equals(full.statements.dtypes)
    assert empty.doubts.dtypes.equals(full.doubts.dtypes)
    assert empty.statements.empty


def test_a_claim_that_no_contract_allows_is_a_bug_in_one_line(make_claim: MakeClaim, make_reading: MakeReading) -> None:
    with pytest.raises(ContractFault, match=r"schemas/statements.py: column bloc: 'province' fails .* report this bug"):
        build(make_reading([make_claim("rank", 1.0, bloc="province")]))
