"""The evaluation gives the numbers that the independent scorer gives, and matches as docs/evaluation.md says."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chiso.evaluation import Label, LabelFault, Statement, Tally, evaluate_folders, states_fact
from chiso.evaluation.labels import make_label
from chiso.evaluation.matching import is_same_name
from chiso.evaluation.measures import compare_document, names_value
from chiso.ingest import ingest_documents
from chiso.paths import CORPUS, ROOT

SCORER = ROOT.parent / "shared" / "corpus" / "score.py"
NAMES = {"measure": "unit_measure", "baseline": "baseline_year"}  # the scorer's words for two attributes
UNKNOWN_KINDS = {"not_rated"}  # the scorer does not list it; it counts in neither group

LABEL = Label("rank", 3, index_code="DDCI", edition_year=2018, unit="Sở TN-MT", bloc="departments", out_of=21)
CLAIM = Statement(
    kind="rank", index_code="DDCI", edition_year=2018, jurisdiction="Quảng Ninh", bloc="departments", subset=None,
    component=None, component_text=None, unit_name="Sở Tài nguyên và Môi trường", unit_text="sở TN – MT",
    aggregation="value", value=3.0, value_max=None, value_text=None, unit_measure=None, out_of=21, baseline_year=None,
    quote="thứ 3",
)  # fmt: skip


@pytest.mark.skipif(not SCORER.is_file(), reason="the independent scorer is not beside this repository")
def test_same_numbers_as_the_independent_scorer(tmp_path: Path) -> None:
    folders = [CORPUS / name for name in ("english", "national", "negative", "prov", "tables")]
    warehouse = tmp_path / "evaluation.duckdb"
    ingest_documents(folders, warehouse)
    command = [sys.executable, str(SCORER), "--warehouse", str(warehouse), "--json"]
    command += [word for folder in folders for word in ("--gold", str(folder))]
    theirs = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    ours = {"ALL" if tally.name == "all" else tally.name: tally for tally in evaluate_folders(folders)}
    assert ours.keys() == theirs.keys()
    for name, tally in ours.items():
        assert _describe(tally) == _pick(theirs[name]), name


def _describe(tally: Tally) -> dict[str, Any]:
    """The tally in the shape of the scorer's report."""
    groups = {group: _list(tally, "group", group) for group in ("index facts", "other facts")}
    kinds = {kind: _list(tally, "kind", kind) for kind in tally.list_names("kind") if kind not in UNKNOWN_KINDS}
    attributes = {name: round(share, 4) for name, share in tally.attributes.items()}
    return {"groups": groups, "kinds": kinds, "attributes": attributes}


def _list(tally: Tally, by: str, name: str) -> list[float]:
    score = tally.score(by, name)
    return [score.labelled, score.found, score.false, *(round(x, 4) for x in (score.precision, score.recall, score.f1))]


def _pick(report: dict[str, Any]) -> dict[str, Any]:
    def pick(part: dict[str, Any]) -> list[float]:
        return [part[key] for key in ("gold", "hit", "false", "precision", "recall", "f1")]

    return {
        "groups": {group: pick(report[group.replace(" ", "_")]) for group in ("index facts", "other facts")},
        "kinds": {kind: pick(part) for kind, part in report["kinds"].items()},
        "attributes": {NAMES.get(name, name): share for name, share in report["attributes"].items()},
    }


@pytest.mark.parametrize(
    ("label", "names"),
    [
        ("TP. Hạ Long", ["Hạ Long"]),
        ("Hoà Bình", ["Hòa Bình"]),
        ("UBND tỉnh Hoà Bình", ["tỉnh Hòa Bình"]),
        ("Quang Ninh", ["Quảng Ninh"]),
        ("Bắc Cạn", ["Bắc Kạn"]),
        ("Sở Kế hoạch & Đầu tư", ["Sở Kế hoạch và Đầu tư"]),
        ("Sở TN-MT", ["Sở Tài nguyên và Môi trường", "Sở TN – MT"]),
        ("Ninh Bình province", ["Ninh Bình"]),
    ],
)
def test_same_names(label: str, names: list[str]) -> None:
    assert is_same_name(label, names)


@pytest.mark.parametrize(
    ("label", "name"),
    [("Bình Thuận", "Ninh Thuận"), ("Châu Thành", "Châu Thành A"), ("Quận 1", "Quận 11"), ("Hà Nam", "Hà Nội")],
)
def test_different_names(label: str, name: str) -> None:
    assert not is_same_name(label, [name])


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "score"}, {"value": 4.0}, {"index_code": "PAR_INDEX"}, {"edition_year": 2019}, {"edition_year": None},
        {"unit_name": "Sở Y tế", "unit_text": "Sở Y tế"}, {"component": "Tính minh bạch"}, {"subset": "khối sở"},
    ],
    ids=lambda change: ",".join(change),
)  # fmt: skip
def test_what_makes_another_fact(change: dict[str, Any]) -> None:
    assert states_fact(CLAIM, LABEL)
    assert not states_fact(replace(CLAIM, **change), LABEL)


def test_last_of_all_is_its_rank() -> None:
    last = replace(LABEL, kind="top_group", value=-1.0, out_of=63)
    assert states_fact(replace(CLAIM, value=63.0, out_of=None), last)
    assert not states_fact(replace(CLAIM, value=62.0, out_of=None), last)


def test_held_claim_may_leave_its_year_open() -> None:
    assert states_fact(replace(CLAIM, edition_year=None), LABEL, unknown_agrees=True)
    assert not states_fact(replace(CLAIM, edition_year=2017), LABEL, unknown_agrees=True)


def test_held_claim_may_leave_its_component_open() -> None:
    part = replace(LABEL, component="Tính minh bạch")
    assert states_fact(CLAIM, part, unknown_agrees=True)
    assert not states_fact(CLAIM, part)
    assert not states_fact(replace(CLAIM, component="Chi phí thời gian"), part, unknown_agrees=True)


def test_second_reading_is_as_good() -> None:
    label = make_label(
        {"kind": "rank", "index": "PCI", "period": 2023, "unit": "Cà Mau", "value": 6, "accept": {"value": 5}}
    )
    claim = replace(CLAIM, index_code="PCI", edition_year=2023, unit_name="Cà Mau")
    assert [states_fact(replace(claim, value=float(rank)), label) for rank in (4, 5, 6)] == [False, True, True]


def test_each_claim_answers_one_label_and_the_rest_is_false() -> None:
    tally = Tally("x")
    free = replace(LABEL, value=9.0, free=True)
    missed = replace(LABEL, unit="Sở Y tế")
    claims = [replace(CLAIM, out_of=None), CLAIM, replace(CLAIM, value=9.0)]
    compare_document(tally, "x/001", [LABEL, missed, free], claims)
    score = tally.score("group", "index facts")
    assert (score.labelled, score.found, score.false) == (2, 1, 1)
    assert (score.precision, score.recall, score.f1) == (0.5, 0.5, 0.5)
    assert tally.attributes == {"bloc": 1.0, "out_of": 1.0}  # the claim with most attributes right was taken
    assert [claim for _, claim in tally.false] == [claims[0]]
    assert [label for _, label in tally.misses] == [missed]


def test_label_without_its_text_is_said(tmp_path: Path) -> None:
    (tmp_path / "001.json").write_text('{"facts": []}', encoding="utf-8")
    with pytest.raises(LabelFault, match=r"001\.txt"):
        evaluate_folders([tmp_path])
    (tmp_path / "001.txt").write_text("x", encoding="utf-8")
    (tmp_path / "001.json").write_text('{"facts": [{"kind": "rang", "value": 1}]}', encoding="utf-8")
    with pytest.raises(LabelFault, match="unknown kind 'rang'"):
        evaluate_folders([tmp_path])


def test_a_passage_holds_a_fact_where_it_has_the_value_of_one_that_is_missing() -> None:
    labels = [LABEL, replace(LABEL, unit="Sở Y tế", value=17.0), replace(LABEL, value=9.0, free=True)]
    missing = compare_document(Tally("x"), "x/001", labels, [CLAIM])
    assert missing == tuple(labels[1:])
    assert [names_value(quote, missing) for quote in ("hạng 17", "giảm 9 bậc", f"hạng {CLAIM.value:g}", "18")] == [
        True, True, False, False,
    ]  # fmt: skip
