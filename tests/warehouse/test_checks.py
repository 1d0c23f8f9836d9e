"""Each check finds the bug that it is there for; a check that no bug can break would be deleted."""

from collections.abc import Callable
from typing import Any

import pytest

from chiso.model import Claim
from schemas.frames import Reading
from warehouse import publish, work
from warehouse.publish import CHECKS_FOLDER

House = Any  # tests/warehouse/conftest.py

# check -> a bug of ours, as the statement that it would amount to
BUGS = {
    "accepted_claim_complete": "update statements set verdict = 'accepted' where kind = 'rank'",
    "claim_has_document_and_run": "delete from runs",
    "claim_has_place": "update statements set char_start = null, char_end = null",
    "claim_names_are_known": "update statements set unit_id = 'province/atlantis' where kind = 'score'",
    "doubt_has_reading": "update doubts set reading_id = 'r0000000000000000'",
    "doubt_quote_is_text": "update doubts set quote = quote || '!' where char_start is not null",
    "everything_is_commented": "comment on column statements.value is null",
    "held_claim_has_doubt": "delete from doubts",
    "keys_unique_claims": "insert into statements from statements",
    "keys_unique_tables": "insert into texts from texts",
    "keys_unique_views": "insert into units from units where unit_id = 'province/quang-ninh'",
    "numerals_are_conserved": "delete from numeral_counts",
    "quote_is_text": "update statements set char_end = char_end - 1",
    "reading_follows_source": "update sources set state = 'withdrawn'",
    "result_has_year": "update statements set edition_year = null where kind = 'score'",
    "result_is_stated": "create or replace view results as select * replace (score + 1 as score) from results_before",
    "result_links": "create or replace view results as select * from results_before where false",
    "superseded_says_by_what": "update readings set state = 'superseded'",
}


def test_every_check_has_a_bug() -> None:
    assert {path.stem for path in CHECKS_FOLDER.glob("*.sql")} == set(BUGS)


@pytest.fixture(scope="module")
def published(
    tmp_path_factory: pytest.TempPathFactory, make_house: Callable[..., House],
    claim: Callable[..., Claim], reading: Callable[..., Reading],
) -> House:  # fmt: skip
    house = make_house(tmp_path_factory.mktemp("checks"))
    house.run(reading("a/1.txt", [claim("score", 71.25), claim("rank", 64.0, "hai-phong", out_of=63)]))
    return house


@pytest.mark.parametrize("name", sorted(BUGS))
def test_check_finds_its_bug(published: House, name: str) -> None:
    job = work.open_work(published.path)
    try:
        query = (CHECKS_FOLDER / f"{name}.sql").read_text(encoding="utf-8")
        assert job.con.execute(query).fetchall() == []
        if "results_before" in BUGS[name]:
            job.con.execute("create table results_before as from results")
        job.con.execute(BUGS[name])
        assert job.con.execute(query).fetchall() != []
        found = {violation.check: str(violation) for violation in publish.check(job.con)}
        assert found[name].startswith(f"warehouse/checks/{name}.sql: ")
    finally:
        work.discard_work(job)
