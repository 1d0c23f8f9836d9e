"""The models say what they are: every column described once, every public column of the design there."""

import re
from pathlib import Path

import pytest

from schemas import TABLES, VIEWS
from schemas.contract import (
    Model,
    list_columns,
    make_arrow,
    make_empty,
    name_columns,
    read_comment,
    read_key,
    read_name,
)
from schemas.fields import MEANINGS, PATTERNS, VALUES

ALL = TABLES + VIEWS
DESIGN = Path(__file__).parents[3] / "shared" / "DESIGN.md"


@pytest.mark.parametrize("model", ALL, ids=read_name)
def test_model_is_described(model: Model) -> None:
    assert len(read_comment(model)) > 30
    assert read_key(model)
    assert set(read_key(model)) <= set(name_columns(model))
    for column in list_columns(model):
        assert column.comment.endswith((".", ")")), column
        assert column.comment[0].isupper() or column.comment.split()[0].strip(",").islower()
    arrow = make_arrow(make_empty(model), model)
    assert arrow.schema.names == name_columns(model)
    assert arrow.schema.types == [column.arrow_type for column in list_columns(model)]


def test_file_is_table_or_view() -> None:
    folder = Path(__file__).parents[2] / "schemas"
    rooms = {"__init__", "contract", "fields", "frames", "registry_tables", "validate", "accepted_claim"}
    assert {path.stem for path in folder.glob("*.py")} - rooms == {read_name(model) for model in ALL}


def test_no_meaning_is_left_over() -> None:
    used = {column.name for model in ALL for column in list_columns(model)}
    assert used == set(MEANINGS)
    assert set(VALUES) | set(PATTERNS) <= used


@pytest.mark.skipif(not DESIGN.exists(), reason="the design is not beside this checkout")
def test_public_columns_of_the_design_are_there() -> None:
    text = DESIGN.read_text(encoding="utf-8").partition("## The public tables")[2].partition("Two sorts of rule")[0]
    text = re.sub(r"\([^()]*(?:\([^()]*\)[^()]*)*\)", "", text)
    models = {read_name(model): set(name_columns(model)) for model in ALL}
    seen = 0
    for name, listed in re.findall(r"`(claims|results|documents|review_items|decisions|runs)`\s*:\s*([^.]+)\.", text):
        columns = {word.split()[0] for word in re.split(r",\s*", listed) if word.split()}
        assert columns <= models[name], (name, columns - models[name])
        seen += len(columns)
    assert seen > 100
