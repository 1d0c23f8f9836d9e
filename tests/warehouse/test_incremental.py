"""What is current follows from what lies in the folders; nothing is ever deleted."""

from collections.abc import Callable
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from chiso.model import Claim, Doubt
from schemas import TABLES, VIEWS
from schemas.contract import name_columns, read_name
from schemas.frames import Reading
from warehouse import publish, state, work

MakeClaim = Callable[..., Claim]
MakeReading = Callable[..., Reading]
House = Any  # tests/warehouse/conftest.py

STATUSES = "select unit_id, kind, value, status, superseded_by from claims order by recorded_at, unit_id, kind, value"
TIMES_AND_RUNS = {"run_id", "first_run_id", "last_run_id", "recorded_at", "read_at", "superseded_at"}


def dump(house: House, leave_out: frozenset[str] = frozenset()) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables and views but runs and built_with, without the columns to leave out."""
    queries = {}
    for model in TABLES + VIEWS:
        if read_name(model) in ("runs", "built_with"):
            continue
        columns = ", ".join(f'"{name}"' for name in name_columns(model) if name not in leave_out)
        queries[read_name(model)] = f"select {columns} from {read_name(model)} order by all"
    return house.ask_all(queries)


def dump_current(house: House) -> dict[str, list[tuple[Any, ...]]]:
    """The public tables as they stand today, without run ids and times."""
    conditions = {
        "claims": "status <> 'superseded'",
        "documents": "state = 'current'",
        "review_items": "state = 'open'",
    }
    queries = {}
    for model in VIEWS:
        columns = ", ".join(f'"{name}"' for name in name_columns(model) if name not in TIMES_AND_RUNS)
        condition = conditions.get(read_name(model), "true")
        queries[read_name(model)] = f"select {columns} from {read_name(model)} where {condition} order by all"
    return house.ask_all(queries)


def test_a_document_becomes_claims_results_and_items(house: House, claim: MakeClaim, reading: MakeReading) -> None:
    house.run(
        reading(
            "a/1.txt",
            [claim("rank", 1.0, out_of=63), claim("score", 71.25), claim("rank", 64.0, "hai-phong", out_of=63)],
        )
    )
    assert house.ask("select kind, status from claims order by all") == [
        ("rank", "accepted"), ("rank", "held"), ("score", "accepted"),
    ]  # fmt: skip
    assert house.ask("select unit_name, rank, out_of, score, agreement from results") == [
        ("Quảng Ninh", 1, 63, 71.25, "single")
    ]
    assert house.ask("select reason_code, state, first_run_id from review_items") == [
        ("rank_above_out_of", "open", "run-01")
    ]
    assert house.ask("select source_path, state, first_run_id from documents") == [("a/1.txt", "current", "run-01")]
    assert house.ask("select claims_accepted, claims_held from runs") == [(2, 1)]


def test_a_run_with_nothing_new_changes_only_runs(house: House, claim: MakeClaim, reading: MakeReading) -> None:
    documents = [reading("a/1.txt", [claim("rank", 1.0)]), reading("a/2.txt", [claim("rank", 64.0, out_of=63)])]
    house.run(*documents)
    before = dump(house)
    house.run(*documents)
    assert dump(house) == before
    assert house.ask("select run_id, documents_new, documents_unchanged from runs order by all") == [
        ("run-01", 2, 0), ("run-02", 0, 2),
    ]  # fmt: skip


def test_new_bytes_supersede_and_say_by_what(house: House, claim: MakeClaim, reading: MakeReading) -> None:
    old = reading("a/1.txt", [claim("rank", 1.0), claim("score", 71.25)])
    new = reading("a/1.txt", [claim("rank", 1.0), claim("score", 72.15)])
    house.run(old)
    settled = house.run(new)
    assert (settled.superseded, settled.withdrawn) == (1, 0)
    ((restated,),) = house.ask("select claim_id from claims where status = 'accepted' and kind = 'rank'")
    assert house.ask(STATUSES) == [
        ("province/quang-ninh", "rank", 1.0, "superseded", restated),
        ("province/quang-ninh", "score", 71.25, "superseded", f"document:{new.document.document_id}"),
        ("province/quang-ninh", "rank", 1.0, "accepted", None),
        ("province/quang-ninh", "score", 72.15, "accepted", None),
    ]
    assert house.ask("select score, n_claims, agreement from results") == [(72.15, 2, "single")]
    assert house.ask("select state, count(*) from documents group by all order by all") == [
        ("current", 1),
        ("superseded", 1),
    ]


@pytest.mark.parametrize("change", [{"code": "code-2"}, {"publisher": "VCCI"}], ids=["code", "sidecar"])
def test_a_new_version_or_sidecar_reads_the_document_anew(
    house: House, claim: MakeClaim, reading: MakeReading, change: dict[str, str]
) -> None:
    claims = [claim("rank", 1.0)]
    house.run(reading("a/1.txt", claims))
    house.run(reading("a/1.txt", claims, **change))
    old, new = house.ask("select claim_id, status, superseded_by from claims order by recorded_at")
    assert old == (old[0], "superseded", new[0])
    assert new[1:] == ("accepted", None)
    assert house.ask("select count(*) from documents where state = 'current'") == [(1,)]


def test_a_file_that_disappears_is_withdrawn_and_comes_back(
    house: House, claim: MakeClaim, reading: MakeReading
) -> None:
    gone = reading("a/1.txt", [claim("rank", 1.0), claim("rank", 64.0, "hai-phong", out_of=63)])
    stays = reading("a/2.txt", [claim("rank", 2.0, "bac-ninh")])
    house.run(gone, stays)
    before = dump(house)
    assert house.run(stays).withdrawn == 1
    assert house.ask("select distinct status, superseded_by from claims where unit_id <> 'province/bac-ninh'") == [
        ("superseded", "withdrawn: a/1.txt")
    ]
    assert house.ask("select unit_id from results") == [("province/bac-ninh",)]
    assert house.ask("select state from review_items") == [("obsolete",)]
    assert house.ask("select state from documents order by source_path") == [("withdrawn",), ("current",)]
    settled = house.run(gone, stays)
    assert (settled.restored, settled.superseded) == (1, 0)
    assert dump(house) == before


def test_bytes_that_come_back_are_current_again(house: House, claim: MakeClaim, reading: MakeReading) -> None:
    first, second = reading("a/1.txt", [claim("rank", 1.0)]), reading("a/1.txt", [claim("rank", 2.0)])
    house.run(first)
    house.run(second)
    house.run(first)
    assert house.ask("select value, status, superseded_by from claims order by value") == [
        (1.0, "accepted", None),
        (2.0, "superseded", f"document:{first.document.document_id}"),
    ]


def test_the_same_bytes_under_two_paths_are_one_document(house: House, claim: MakeClaim, reading: MakeReading) -> None:
    one = reading("a/1.txt", [claim("rank", 1.0)])
    two = replace(one, source=replace(one.source, path_key="b/1.txt", source_path="b/1.txt"))
    house.run(one, two)
    assert house.ask("select count(*) from sources") == [(2,)]
    assert house.ask("select source_path from documents") == [("a/1.txt",)]
    assert house.run(two).withdrawn == 0
    assert house.ask("select status, source_path from claims") == [("accepted", "b/1.txt")]
    house.run(one)
    assert house.ask("select status, source_path from claims") == [("accepted", "a/1.txt")]
    house.run()
    assert house.ask("select status, superseded_by from claims") == [("superseded", "withdrawn: a/1.txt")]


def test_of_two_sidecars_the_first_path_speaks(house: House, claim: MakeClaim, reading: MakeReading) -> None:
    one = reading("a/1.txt", [claim("rank", 1.0)], publisher="VCCI")
    two = reading("b/1.txt", [claim("rank", 1.0)], publisher="Báo Quảng Ninh")
    house.run(two)
    house.run(one, two)
    assert house.ask("select publisher from claims where status = 'accepted'") == [("VCCI",)]
    assert house.ask("select publisher from documents") == [("VCCI",)]
    house.run(two)
    assert house.ask("select publisher from claims where status = 'accepted'") == [("Báo Quảng Ninh",)]


def test_any_order_gives_the_same_tables(
    tmp_path: Path, house: House, claim: MakeClaim, reading: MakeReading, empty_warehouse: Path
) -> None:
    documents = [
        reading("a/1.txt", [claim("rank", 1.0), claim("score", 71.2, decimals=1)], publisher="VCCI"),
        reading("a/2.txt", [claim("rank", 1.0), claim("score", 71.25), claim("rank", 64.0, "hai-phong", out_of=63)]),
        reading(
            "b/2.txt",
            [claim("rank", 1.0), claim("score", 71.25), claim("rank", 64.0, "hai-phong", out_of=63)],
            form="retold",
        ),
    ]
    dumps = []
    for number, order in enumerate(list(permutations(documents))[::2]):
        other = replace(house, path=tmp_path / f"{number}.duckdb", runs=0)
        other.path.write_bytes(empty_warehouse.read_bytes())
        if number % 2:
            other.run(*order, batches=2)
        else:  # one document more with each run
            for count in range(1, len(order) + 1):
                other.run(*order[:count])
        dumps.append(dump_current(other))
    assert all(other == dumps[0] for other in dumps)
    assert dumps[0]["results"]


def test_a_moved_file_keeps_its_claims(house: House, claim: MakeClaim, reading: MakeReading) -> None:
    here = reading("a/1.txt", [claim("rank", 1.0)])
    house.run(here)
    house.run(replace(here, source=replace(here.source, path_key="z/9.txt", source_path="z/9.txt")))
    assert house.ask("select status, source_path from claims") == [("accepted", "z/9.txt")]


def test_an_unreadable_document_is_an_item_and_is_remembered(house: House, reading: MakeReading) -> None:
    broken = reading(
        "a/1.xlsx",
        [],
        [Doubt("document", "damaged_document", "a/1.xlsx: cut off; fetch it again")],
        fault="damaged_document",
    )
    house.run(broken)
    house.run(broken)
    assert house.ask("select subject_type, reason_code, state, last_run_id from review_items") == [
        ("document", "damaged_document", "open", "run-01")
    ]
    assert house.ask("select fault, text from documents") == [("damaged_document", "")]


def test_an_item_of_a_new_reading_is_the_same_item(house: House, claim: MakeClaim, reading: MakeReading) -> None:
    claims = [claim("rank", 64.0, out_of=63)]
    house.run(reading("a/1.txt", claims))
    house.run(reading("a/1.txt", claims, code="code-2"))
    assert house.ask("select state, first_run_id, last_run_id, n_claims from review_items") == [
        ("open", "run-01", "run-02", 1)
    ]
    ((claim_id,),) = house.ask("select claim_id from review_items")
    assert house.ask(f"select status from claims where claim_id = '{claim_id}'") == [("held",)]


def test_what_the_plan_of_the_next_run_is_made_from(house: House, claim: MakeClaim, reading: MakeReading) -> None:
    whole = reading("a/1.txt", [claim("rank", 1.0), claim("rank", 64.0, "hai-phong", out_of=63)])
    gone, broken = reading("a/2.txt", [claim("score", 70.0)]), reading("a/3.bin", [], fault="unknown_format")
    house.run(whole, gone, broken)
    house.run(whole, broken)
    with house.open() as con:
        assert state.fetch_sources(con) == {"a/1.txt": whole.source, "a/3.bin": broken.source}
        assert state.fetch_readings(con) == {r.source.reading_id for r in (whole, gone, broken)}
        assert state.fetch_failed(con) == {broken.source.reading_id}
        assert state.summarize_claims(con, "run-01") == [("PCI", "rank", 1, 1), ("PCI", "score", 1, 0)]
        assert state.summarize_claims(con, "run-02") == []


def test_a_decided_item_is_no_longer_open(house: House, claim: MakeClaim, reading: MakeReading) -> None:
    document = reading("a/1.txt", [claim("rank", 64.0, out_of=63)])
    house.run(document)
    job = work.open_work(house.path)
    row = "'d1', item_id, 'reject', null, null, null, 'lan', timestamp '2026-01-05', null"
    job.con.execute(f"insert into decisions select {row} from review_items")
    publish.publish(job)
    assert house.ask("select state from review_items") == [("decided",)]
    house.run()
    assert house.ask("select state from review_items") == [("obsolete",)]


def test_history_says_when(house: House, claim: MakeClaim, reading: MakeReading) -> None:
    house.run(reading("a/1.txt", [claim("rank", 1.0)]))
    house.run()
    recorded, superseded = house.ask("select recorded_at, superseded_at from claims")[0]
    assert (f"{recorded:%Y-%m-%d}", f"{superseded:%Y-%m-%d}") == ("2026-01-02", "2026-01-03")
