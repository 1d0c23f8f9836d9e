"""Each doubt with a row from a real mistake that it must hold, and the nearest true fact that it must leave alone."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import schemas.rules
from chiso.model import Claim
from schemas.accepted_claim import MESSAGES
from schemas.frames import Frames, Reading, build_frames
from schemas.registry_tables import RegistryTables
from schemas.rules.component_sums import find_wrong_totals
from schemas.rules.findings import prepare_claims

READ_AT = datetime(2026, 1, 1, tzinfo=UTC)
Row = tuple[str, float | None, str | None, dict[str, Any]]


def row(kind: str, value: float | None = None, unit: str | None = "quang-ninh", **changes: Any) -> Row:
    return kind, value, unit, changes


@dataclass(frozen=True)
class Case:
    """`bad` claims of one document get the doubt, `also` stand beside them and stay accepted; so do all of `good`."""

    code: str
    mistake: str
    bad: list[Row]
    good: list[Row]
    also: list[Row] = field(default_factory=list)
    severity: str = "hold"
    published: date | None = date(2024, 5, 9)


NO_YEAR = {"edition_year": None}
CASES = [
    Case("no_index", "a score whose index the article names only in a picture",
         [row("score", 71.2, index_code=None)], [row("statistic", 71.2, index_code=None, subject="hồ sơ đúng hạn")]),
    Case("no_year", "an article without any year: 'Quảng Ninh dẫn đầu PCI'",
         [row("rank", 1.0, **NO_YEAR)], [row("legal_ref", None, value_text="127-KL/TW", **NO_YEAR)]),
    Case("impossible_year", "'giai đoạn 2021-2130' after a slip of the keyboard",
         [row("rank", 1.0, edition_year=2130)], [row("rank", 1.0)], published=None),
    Case("no_jurisdiction", "'Sở Nội vụ đứng đầu' in a national paper that names no province",
         [row("rank", 1.0, jurisdiction_id=None)], [row("rank", 1.0)]),
    Case("no_unit", "'đạt 87,12%' with nobody who did",
         [row("score", 87.12, None)], [row("score", 87.12, None, aggregation="mean")]),
    Case("unknown_unit", "'Sở Công thuơng': misspelt, so the registry does not know it",
         [row("rank", 3.0, None, unit_text="Sở Công thuơng")], [row("rank", 3.0)]),
    Case("no_value", "a table cell with a dash",
         [row("score", None)], [row("not_rated", None)]),
    Case("no_value_text", "'xếp loại' at the end of a line that was cut off",
         [row("grade", None)], [row("grade", None, value_text="Tốt")]),
    Case("rank_not_whole", "the score column read as the rank column",
         [row("rank", 71.25)], [row("rank", 63.0)]),
    Case("rank_above_out_of", "'thứ 64/63'",
         [row("rank", 64.0, out_of=63)], [row("rank", 63.0, out_of=63)]),
    Case("group_not_whole", "'top 8,5'",
         [row("top_group", 8.5)], [row("top_group", -3.0), row("count", 0.0, subject="đơn vị xếp loại yếu")]),
    Case("change_not_places", "'tăng 2,5 bậc'",
         [row("rank_change", 2.5, unit_measure="places")], [row("rank_change", 0.0, unit_measure="places")]),
    Case("wrong_measure", "'tăng 3 bậc' read as a score",
         [row("score", 3.0, unit_measure="places")], [row("score", 3.0, unit_measure="points")]),
    Case("score_below_zero", "'PCI -71,25': the dash of a list",
         [row("score", -71.25)], [row("score_change", -1.25, unit_measure="points", baseline_year=2022)]),
    Case("range_reversed", "'từ 92% đến 85%'",
         [row("score", 92.0, None, aggregation="range", value_max=85.0)],
         [row("score", 85.0, None, aggregation="range", value_max=92.0)]),
    Case("baseline_not_before", "'PCI 2023 tăng so với năm 2023'",
         [row("score_change", 1.2, unit_measure="points", baseline_year=2023)],
         [row("score_change", 1.2, unit_measure="points", baseline_year=2023, edition_variant="H2")]),
    Case("year_after_publication", "the announcement of 2024 read as the year measured of a paper of 2023",
         [row("rank", 1.0, edition_year=2024)], [row("rank", 1.0)], published=date(2023, 4, 12)),
    Case("year_before_index", "'kể từ năm 2000' read as the edition of PCI, measured since 2005",
         [row("rank", 1.0, edition_year=2000)], [row("rank", 1.0, edition_year=2005)]),
    Case("unit_not_existing", "Hà Tây, part of Hà Nội since August 2008, in PCI 2023",
         [row("rank", 41.0, "ha-tay")], [row("rank", 41.0, "ha-tay", edition_year=2008)]),
    Case("unit_not_existing", "the Lâm Đồng of the mergers of July 2025 in an article of 2024",
         [row("rank", 20.0, "lam-dong-2025")], [row("rank", 20.0, "lam-dong")]),
    Case("score_above_scale", "'7125 điểm': the decimal comma was lost",
         [row("score", 7125.0, unit_measure="points")], [row("score", 71.25, unit_measure="points")]),
    Case("score_above_scale", "a component of ten points with the score of the whole index",
         [row("score", 71.25, unit_measure="points", component_id="PCI/entry_costs")],
         [row("score", 7.125, unit_measure="points", component_id="PCI/entry_costs")]),
    Case("score_above_scale", "a ratio of 45 (it was points out of 100)",
         [row("score", 45.2, index_code="DTI", unit_measure="ratio")],
         [row("score", 45.2, index_code="DTI", unit_measure="points")]),
    Case("rank_above_units", "'Top PCI năm 2023': the year read as a rank",
         [row("rank", 2023.0)], [row("rank", 63.0)]),
    Case("rank_above_units", "rank 35 of a list of 34 provinces, in an edition that the registry does not know yet",
         [row("rank", 60.0, "lam-dong-2025", edition_year=2026)],
         [row("rank", 34.0, "lam-dong-2025", edition_year=2026)], published=date(2027, 4, 1)),
    Case("duplicate_rank", "two blocs read as one list: both have a first",
         [row("rank", 1.0, "quang-ninh"), row("rank", 1.0, "bac-ninh")],
         [row("rank", 1.0, "quang-ninh"), row("rank", 1.0, "bac-ninh", bloc_part="nhóm 2")],
         also=[row("rank", 2.0, "hai-phong")]),
    Case("conflicting_values", "the rank of a component read as that of the index",
         [row("rank", 1.0), row("rank", 7.0)], [row("rank", 1.0), row("rank", 7.0, component_id="PCI/entry_costs")]),
    Case("conflicting_values", "two scores: 71,25 in the heading, 72,15 in the text",
         [row("score", 71.25, decimals=2), row("score", 72.15, decimals=2)],
         [row("score", 71.25, decimals=2), row("score", 71.3, decimals=1)]),
    Case("conflicting_values", "two scores, one of them without a measure",
         [row("score", 71.25, unit_measure="points"), row("score", 72.15)],
         [row("score", 71.25, unit_measure="points"), row("score", 98.1, unit_measure="percent")]),
    Case("conflicting_values", "two changes against one year",
         [row("score_change", 1.2, baseline_year=2022), row("score_change", 2.1, baseline_year=2022)],
         [row("score_change", 1.2, baseline_year=2022), row("score_change", 2.1, baseline_year=2021)]),
    Case("rank_outside_group", "'trong top 5' of one bloc beside rank 12 of another",
         [row("rank", 12.0), row("top_group", 5.0)], [row("rank", 5.0), row("top_group", 5.0)]),
    Case("rank_order", "two scores swapped when the table was typed",
         [row("rank", 1.0, "quang-ninh"), row("score", 68.0, "quang-ninh"),
          row("rank", 2.0, "hai-phong"), row("score", 71.0, "hai-phong")],
         [row("rank", 1.0, "quang-ninh"), row("score", 71.0, "quang-ninh"),
          row("rank", 2.0, "hai-phong"), row("score", 71.0, "hai-phong"), row("rank", 3.0, "bac-ninh")]),
    Case("change_contradicts", "'tăng 2,02 điểm' from 71,0 to 72,02",
         [row("score_change", 2.02, decimals=2, unit_measure="points", baseline_year=2022)],
         [row("score", 72.02, decimals=2, unit_measure="points"),
          row("score", 71.0, decimals=2, unit_measure="points", edition_year=2022),
          row("score_change", 1.02, decimals=2, unit_measure="points", baseline_year=2022)],
         also=[row("score", 72.02, decimals=2, unit_measure="points"),
               row("score", 71.0, decimals=2, unit_measure="points", edition_year=2022)],
         severity="warn"),
    Case("change_contradicts", "'tăng 3 bậc' from 5 to 1",
         [row("rank_change", 3.0, unit_measure="places", baseline_year=2022)],
         [row("rank", 1.0), row("rank", 4.0, edition_year=2022),
          row("rank_change", 3.0, unit_measure="places", baseline_year=2022)],
         also=[row("rank", 1.0), row("rank", 5.0, edition_year=2022)],
         severity="warn"),
]  # fmt: skip


@pytest.fixture(scope="module")
def judged(judge: Callable[..., Frames], make_claim: Callable[..., Claim]) -> list[tuple[Frames, Frames]]:
    """The bad and the good document of each case, all of them judged in one batch."""

    def make(rows: list[Row]) -> list[Claim]:
        return [make_claim(kind, value, unit, **changes) for kind, value, unit, changes in rows]

    documents = [(make(rows), case.published) for case in CASES for rows in (case.bad + case.also, case.good)]
    frames = judge(*documents)
    parts = [
        replace(
            frames,
            statements=frames.statements[frames.statements["reading_id"].eq(reading_id)],
            doubts=frames.doubts[frames.doubts["reading_id"].eq(reading_id)],
        )
        for reading_id in frames.readings["reading_id"]
    ]
    return list(zip(parts[::2], parts[1::2], strict=True))


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda n: f"{CASES[n].code}: {CASES[n].mistake}")
def test_rule_holds_the_mistake_and_leaves_the_fact(number: int, judged: list[tuple[Frames, Frames]]) -> None:
    case, (bad, good) = CASES[number], judged[number]
    doubts = bad.doubts[["claim_id", "reason_code"]]
    assert set(map(tuple, doubts.to_numpy())) == {(i, case.code) for i in bad.statements["claim_id"][: len(case.bad)]}
    assert set(bad.doubts["severity"]) == {case.severity}
    expected = "held" if case.severity == "hold" else "accepted"
    assert bad.statements["verdict"].tolist() == [expected] * len(case.bad) + ["accepted"] * len(case.also)
    assert good.doubts["message"].tolist() == []
    assert set(good.statements["verdict"]) == {"accepted"}


def test_every_reason_code_has_a_case() -> None:
    calls = [
        call
        for path in Path(schemas.rules.__file__).parent.glob("*.py")
        if path.stem != "findings"
        for call in re.findall(r"make_findings\((?:[^()]|\([^()]*\))*\)", path.read_text(encoding="utf-8"))
    ]
    literals = [re.findall(r'"([a-z_]+)"', call.replace('"warn"', "")) for call in calls]
    codes = {found[-1] for found in literals if found and found[-1] != "claim_id"} | set(MESSAGES)
    assert codes == {case.code for case in CASES} | {"total_contradicts"}  # the latter has a test of its own


def test_a_total_is_the_sum_of_its_components(
    registry: RegistryTables, make_claim: Callable[..., Claim], make_reading: Callable[..., Reading]
) -> None:
    """PAPI 2013 of six dimensions: 36,63 in the heading, but the dimensions beside it give 37,63."""
    indices = registry["indices"]
    tables = {**registry, "indices": indices.assign(total=indices["index_code"].map({"PAPI": "sum"}))}
    parts = {"participation": 5.6, "transparency": 5.77, "accountability": 5.73, "corruption": 5.88, "procedures": 7.2}
    about = {"index_code": "PAPI", "edition_year": 2013, "decimals": 2, "unit_measure": "points"}

    def find(total: float, services: float | None) -> int:
        scores = parts if services is None else {**parts, "services": services}
        claims = [make_claim("score", value, component_id=f"PAPI/{name}", **about) for name, value in scores.items()]
        frames = build_frames([make_reading([make_claim("score", total, **about), *claims])], "run-1", READ_AT)
        return len(find_wrong_totals(prepare_claims(frames.statements, tables), tables))

    assert find(36.63, 7.45) == 1
    assert find(37.63, 7.45) == 0
    assert find(37.65, 7.45) == 0  # rounding of seven numbers
    assert find(36.63, None) == 0  # a dimension is missing: nothing to compare


def test_ties_are_no_duplicates(judge: Callable[..., Frames], make_claim: Callable[..., Claim]) -> None:
    names = ["quang-ninh", "hai-phong", "bac-ninh", "da-nang", "dong-thap", "thai-nguyen"]
    said = [make_claim("rank", 1.0, names[0]), make_claim("rank", 1.0, names[1], tied=True)]
    skipped = [make_claim("rank", rank, name) for rank, name in zip([1.0, 2.0, 2.0, 4.0, 5.0, 6.0], names, strict=True)]
    equal = [claim for name in names[:2] for claim in (make_claim("rank", 1.0, name), make_claim("score", 70.5, name))]
    assert judge(said, skipped, equal).doubts.empty


def test_short_or_unbroken_lists_prove_no_tie(judge: Callable[..., Frames], make_claim: Callable[..., Claim]) -> None:
    names = ["quang-ninh", "hai-phong", "bac-ninh", "da-nang", "dong-thap", "thai-nguyen"]
    short = [make_claim("rank", rank, name) for rank, name in zip([1.0, 1.0, 3.0], names[:3], strict=True)]
    unbroken = [
        make_claim("rank", rank, name) for rank, name in zip([1.0, 2.0, 2.0, 3.0, 4.0, 5.0], names, strict=True)
    ]
    assert len(judge(short).doubts) == 2
    assert len(judge(unbroken).doubts) == 2


def test_one_misprinted_score_holds_one_unit_of_a_long_list(
    judge: Callable[..., Frames], make_claim: Callable[..., Claim]
) -> None:
    names = ["quang-ninh", "hai-phong", "bac-ninh", "da-nang", "dong-thap", "thai-nguyen"]
    scores = [72.0, 71.0, 17.0, 69.0, 68.0, 67.0]  # 70 misprinted
    claims = [make_claim("rank", float(n), name) for n, name in enumerate(names, start=1)]
    claims += [make_claim("score", score, name) for score, name in zip(scores, names, strict=True)]
    frames = judge(claims)
    held = frames.statements[frames.statements["verdict"].eq("held")]
    assert held["unit_id"].tolist() == ["province/bac-ninh", "province/bac-ninh"]


def test_documents_are_judged_apart(judge: Callable[..., Frames], make_claim: Callable[..., Claim]) -> None:
    """Two documents that contradict each other are a dispute for the analyst to see, no doubt about either."""
    frames = judge([make_claim("rank", 1.0)], [make_claim("rank", 2.0)])
    assert frames.doubts.empty
    assert set(frames.statements["verdict"]) == {"accepted"}


def test_a_held_claim_takes_no_true_one_along(judge: Callable[..., Frames], make_claim: Callable[..., Claim]) -> None:
    """Rank 1 of a unit that did not exist says nothing against the other unit at rank 1."""
    frames = judge([make_claim("rank", 1.0, "ha-tay"), make_claim("rank", 1.0)])
    assert dict(zip(frames.statements["unit_id"], frames.statements["verdict"], strict=True)) == {
        "province/ha-tay": "held",
        "province/quang-ninh": "accepted",
    }


def test_a_change_in_percent_that_was_points_says_so(
    judge: Callable[..., Frames], make_claim: Callable[..., Claim]
) -> None:
    """'tăng 1,2%' from 71 to 72,2: relative it would be 1,7%."""
    frames = judge([
        make_claim("score", 72.2, decimals=1, unit_measure="points"),
        make_claim("score", 71.0, decimals=1, unit_measure="points", edition_year=2022),
        make_claim("score_change", 1.2, decimals=1, unit_measure="percent", baseline_year=2022),
    ])  # fmt: skip
    assert frames.doubts["message"].tolist()[0].endswith("it is a difference, not a relative change")


def test_old_and_new_unit_of_one_name_share_a_rank(
    judge: Callable[..., Frames], make_claim: Callable[..., Claim]
) -> None:
    """Lâm Đồng before and after the mergers in one article is one line, not two units at one rank."""
    claims = [make_claim("rank", 9.0, "lam-dong"), make_claim("rank", 9.0, "lam-dong-2025")]
    frames = judge((claims, date(2025, 8, 1)))
    assert frames.doubts.empty
