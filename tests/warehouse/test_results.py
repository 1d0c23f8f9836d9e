"""What several documents say of one unit becomes one result: how they agree, and whose value is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from chiso.model import Claim
from schemas.frames import Reading

MakeClaim = Callable[..., Claim]
MakeReading = Callable[..., Reading]
House = Any  # tests/warehouse/conftest.py


@dataclass(frozen=True)
class Stated:
    """One document: what it states of one unit, and who published it in which form and when."""

    value: float
    decimals: int
    publisher: str | None
    form: str = "published"
    published: date | None = date(2024, 5, 9)
    measure: str = "points"


AGREEMENTS = [
    ("one document", [Stated(71.25, 2, "VCCI")], 71.25, "single"),
    ("one publisher twice", [Stated(71.25, 2, "VCCI"), Stated(71.2, 1, "VCCI")], 71.25, "single"),
    ("two publishers", [Stated(71.25, 2, "VCCI"), Stated(71.25, 2, "Báo A")], 71.25, "corroborated"),
    ("rounded by one", [Stated(71.2, 1, "Báo A"), Stated(71.2481, 4, "VCCI", "retyped")], 71.2481, "corroborated"),
    ("rounded half up", [Stated(71.3, 1, "Báo A"), Stated(71.25, 2, "VCCI")], 71.25, "corroborated"),
    ("another value", [Stated(71.25, 2, "VCCI"), Stated(72.15, 2, "Báo A", "retold")], 71.25, "disputed"),
    ("a better form", [Stated(72.15, 2, "Báo A", "retold"), Stated(71.25, 2, "VCCI", "retyped")], 71.25, "disputed"),
    ("more publishers than form",
     [Stated(72.15, 2, "VCCI"), Stated(71.25, 2, "Báo A", "retold"), Stated(71.25, 2, "Báo B", "retold")],
     71.25, "disputed"),
    ("a later correction",
     [Stated(72.15, 2, "Báo A", published=date(2024, 5, 10)), Stated(71.25, 2, "Báo B", published=date(2024, 6, 1))],
     71.25, "disputed"),
    ("dated before undated", [Stated(72.15, 2, "Báo A", published=None), Stated(71.25, 2, "Báo B")], 71.25, "disputed"),
    ("nobody and nobody are one voice", [Stated(71.25, 2, None), Stated(71.2, 1, None)], 71.25, "single"),
    ("percent and points, one figure", [Stated(71.25, 2, "VCCI"), Stated(71.25, 2, "Báo A", measure="percent")],
     71.25, "corroborated"),
    ("percent and points, two figures", [Stated(71.25, 2, "VCCI"), Stated(98.1, 1, "Báo A", measure="percent")],
     71.25, "single"),
    ("ours does not count", [Stated(71.25, 2, "VCCI"), Stated(99.0, 1, "chiso", "derived")], 71.25, "single"),
]  # fmt: skip


def test_agreement(house: House, claim: MakeClaim, reading: MakeReading) -> None:
    """All cases in one warehouse, an edition each."""
    documents = []
    for number, (_, stated, _, _) in enumerate(AGREEMENTS):
        for place, one in enumerate(stated):
            score = claim(
                "score", one.value, edition_year=2006 + number, decimals=one.decimals, unit_measure=one.measure
            )
            about = {"publisher": one.publisher, "form": one.form, "published": one.published}
            documents.append(
                reading(f"{number}/{place}.txt", [score, claim("legal_ref", value_text=f"{number}.{place}")], **about)
            )
    house.run(*documents)
    rows = {
        year: rest for year, *rest in house.ask("select edition_year, score, agreement, score_agreement from results")
    }
    for number, (name, _, score, agreement) in enumerate(AGREEMENTS):
        assert rows[2006 + number] == [score, agreement, agreement], name
    disputed = house.ask(
        "select edition_year, count(*), count(*) filter (shown) from disputes group by all order by all"
    )
    wanted = [(2006 + n, len(case[1])) for n, case in enumerate(AGREEMENTS) if case[3] == "disputed"]
    assert [(year, n) for year, n, _ in disputed] == wanted
    assert all(shown for _, _, shown in disputed)


def test_both_sides_of_a_dispute_stand_with_their_sources(house: House, claim: MakeClaim, reading: MakeReading) -> None:
    house.run(
        reading("vcci/1.txt", [claim("rank", 5.0)], publisher="VCCI"),
        reading("bao/1.txt", [claim("rank", 6.0)], publisher="Báo A", form="retold"),
    )
    columns = "unit_name, kind, value, shown, publisher, form, source_path"
    assert house.ask(f"select {columns} from disputes order by value") == [
        ("Quảng Ninh", "rank", 5.0, True, "VCCI", "published", "vcci/1.txt"),
        ("Quảng Ninh", "rank", 6.0, False, "Báo A", "retold", "bao/1.txt"),
    ]
    assert house.ask(
        "select rank, rank_agreement, score_agreement, n_claims, n_documents, n_publishers from results"
    ) == [(5, "disputed", None, 2, 2, 2)]


def test_a_result_gathers_all_kinds(house: House, claim: MakeClaim, reading: MakeReading) -> None:
    house.run(
        reading("a/1.txt", [
            claim("rank", 1.0, tied=True, out_of=63),
            claim("top_group", 10.0),
            claim("top_group", 5.0),
            claim("score", 71.25, unit_measure="points", scale_max=100.0),
            claim("score_change", -1.69, unit_measure="points", baseline_year=2022),
            claim("score_change", 0.4, unit_measure="points", baseline_year=2019),
            claim("rank_change", 2.0, unit_measure="places", baseline_year=2021),
            claim("grade", value_text="Nhóm A"),
        ]),
        reading("b/1.txt", [claim("not_rated", None, "hai-phong")]),
    )  # fmt: skip
    result = house.ask_one("from results where unit_name = 'Quảng Ninh'")
    wanted = {
        "index_name": "Chỉ số năng lực cạnh tranh cấp tỉnh", "jurisdiction": "Việt Nam", "rank": 1, "tied": True,
        "out_of": 63, "top_group": 5, "score": 71.25, "unit_measure": "points", "scale_max": 100.0,
        "score_change": -1.69, "change_measure": "points", "baseline_year": 2022, "rank_change": 2,
        "rank_baseline_year": 2021, "grade": "Nhóm A",
        "not_rated": False, "n_claims": 8, "agreement": "single",
    }  # fmt: skip
    assert {name: result[name] for name in wanted} == wanted
    assert house.ask_one("from results where unit_name = 'Hải Phòng'")["not_rated"] is True


def test_grades_agree_under_other_words_and_contradict_within_a_scale(
    house: House, claim: MakeClaim, reading: MakeReading
) -> None:
    def state(path: str, publisher: str, *grades: tuple[int, str]) -> Reading:
        return reading(
            path, [claim("grade", value_text=text, edition_year=year) for year, text in grades], publisher=publisher
        )

    house.run(
        state("a/1.txt", "VCCI", (2021, "Nhóm A"), (2022, "Tốt"), (2023, "Tốt")),
        state("b/1.txt", "Báo A", (2021, "xếp loại A"), (2022, "Khá"), (2023, "nhóm A")),
    )
    assert house.ask("select edition_year, agreement from results order by all") == [
        (2021, "corroborated"), (2022, "disputed"), (2023, "single"),
    ]  # fmt: skip


def test_a_class_is_shown_in_vietnamese_where_it_is_stated_in_both_languages(
    house: House, claim: MakeClaim, reading: MakeReading
) -> None:
    texts = ["Excellent", "Rất tốt", "Very good"]
    house.run(reading("a/1.xlsx", [claim("grade", value_text=text) for text in texts]))
    assert house.ask("select grade, agreement from results") == [("Rất tốt", "single")]


def test_nulls_are_values_of_the_key(house: House, claim: MakeClaim, reading: MakeReading) -> None:
    house.run(
        reading("a/1.txt", [
            claim("rank", 1.0),
            claim("rank", 2.0, component_id="PCI/entry_costs"),
            claim("rank", 3.0, component_text="Một thành phần lạ"),
            claim("rank", 4.0, edition_variant="34 provinces"),
            claim("rank", 5.0, bloc_part="nhóm 2"),
            claim("rank", 6.0, bloc=None),
            claim("rank", 7.0, subset="vùng Đồng bằng sông Hồng"),
        ]),
    )  # fmt: skip
    columns = "component, edition_variant, bloc, bloc_part, rank"
    assert house.ask(f"select {columns} from results order by rank") == [
        (None, None, "provinces", None, 1),
        ("Gia nhập thị trường", None, "provinces", None, 2),
        ("Một thành phần lạ", None, "provinces", None, 3),
        (None, "34 provinces", "provinces", None, 4),
        (None, None, "provinces", "nhóm 2", 5),
        (None, None, None, None, 6),
    ]
    assert house.ask("select subset, rank from subset_results") == [("vùng Đồng bằng sông Hồng", 7)]


def test_what_is_no_value_of_a_unit_has_views_of_its_own(house: House, claim: MakeClaim, reading: MakeReading) -> None:
    house.run(
        reading("a/1.txt", [
            claim("score", 66.66, None, aggregation="median"),
            claim("score", 60.0, comparator=">"),
            claim("count", 21.0, None, subject="đơn vị xếp loại xuất sắc"),
            claim("statistic", 31.32, None, index_code=None, edition_year=None, subject="chi phí không chính thức"),
            claim("target", 30.0, None, index_code=None, edition_year=None, comparator=">=", subject="giảm thời gian"),
            claim("legal_ref", None, None, value_text="127-KL/TW", value_date=date(2025, 2, 28)),
        ]),
    )  # fmt: skip
    assert house.ask("select * from results") == []
    assert house.ask("select aggregation, value from aggregates") == [("median", 66.66)]
    assert house.ask("select value, subject from counts") == [(21.0, "đơn vị xếp loại xuất sắc")]
    assert house.ask("select value, subject from statistics") == [(31.32, "chi phí không chính thức")]
    assert house.ask("select value, comparator from targets") == [(30.0, ">=")]
    assert house.ask("select value_text, value_date from legal_references") == [("127-KL/TW", date(2025, 2, 28))]


def test_egdi_is_ranked_by_the_un(house: House, claim: MakeClaim, reading: MakeReading) -> None:
    about = {"index_code": "EGDI", "edition_year": 2022, "jurisdiction_id": "un", "bloc": "country", "unit_id": "vn"}
    house.run(reading("a/1.txt", [claim("rank", 86.0, **about)]))
    assert house.ask("select jurisdiction, unit_name, rank from results") == [("UN", "Việt Nam", 86)]
    assert house.ask("select jurisdiction from claims") == [("UN",)]


def test_ranks_are_computed_where_all_scores_are_there(house: House, claim: MakeClaim, reading: MakeReading) -> None:
    scores = {"quang-ninh": 71.25, "hai-phong": 70.34, "bac-ninh": 70.34, "da-nang": 69.5}
    whole = [claim("score", score, unit, bloc_part="nhóm 1") for unit, score in scores.items()]
    whole.append(claim("rank", 1.0, bloc_part="nhóm 1", out_of=4))
    parts = [claim("score", score, unit, bloc_part="nhóm 2") for unit, score in scores.items()]
    parts.append(claim("rank", 1.0, bloc_part="nhóm 2", out_of=5))
    house.run(reading("a/1.txt", whole + parts))
    assert house.ask(
        "select unit_name, computed_rank, computed_out_of, tied, rank from computed_ranks order by all"
    ) == [
        ("Bắc Ninh", 2, 4, True, None),
        ("Hải Phòng", 2, 4, True, None),
        ("Quảng Ninh", 1, 4, False, 1),
        ("Đà Nẵng", 4, 4, False, None),
    ]


def test_totals_are_computed_where_all_components_are_there(
    house: House, claim: MakeClaim, reading: MakeReading
) -> None:
    names = ["participation", "transparency", "accountability", "corruption", "procedures", "services"]

    def state(unit: str, count: int, year: int) -> list[Claim]:
        about = {"index_code": "PAPI", "edition_year": year, "unit_measure": "points"}
        return [
            claim("score", 5.1 + n / 10, unit, component_id=f"PAPI/{name}", **about)
            for n, name in enumerate(names[:count])
        ]

    indices = house.registry["indices"]
    house.registry = {**house.registry, "indices": indices.assign(total=indices["index_code"].map({"PAPI": "sum"}))}
    house.registry_version = "registry-2"
    whole, short = state("quang-ninh", 6, 2013), state("hai-phong", 5, 2013)
    later = state("bac-ninh", 6, 2020)  # eight components since 2018
    house.run(reading("a/1.txt", whole + short + later))
    assert house.ask("select unit_name, computed_total, n_components, score from computed_totals") == [
        ("Quảng Ninh", 32.1, 6, None)
    ]
    assert house.ask("select count(*) from results where component is null") == [(0,)]


@pytest.mark.parametrize("form", ["published", "retyped", "retold"])
def test_forms_that_count(house: House, claim: MakeClaim, reading: MakeReading, form: str) -> None:
    house.run(reading("a/1.txt", [claim("rank", 1.0)], form=form))
    assert house.ask("select rank from results") == [(1,)]
    assert house.ask("select result_id is not null from claims") == [(True,)]


def test_a_province_is_named_as_its_announcement_names_it(house: House, claim: MakeClaim, reading: MakeReading) -> None:
    """'Thừa Thiên Huế' until the end of 2024, by the day of the announcement, else by the edition."""
    cases = [
        (date(2022, 1, 5), 2021, "Thừa Thiên Huế"),
        (date(2025, 4, 6), 2024, "Huế"),
        (None, 2023, "Thừa Thiên Huế"),
    ]
    documents = []
    for day, year, _ in cases:
        score = claim("score", 80.5, edition_year=year, jurisdiction_id="province/hue")
        documents.append(reading(f"{year}.txt", [score], published=day))
    house.run(*documents)
    named = house.ask("select edition_year, jurisdiction from claims")
    assert sorted(named) == sorted((year, name) for _, year, name in cases)
