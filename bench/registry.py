"""Lookups in the registry against plain dict lookups; the automaton of all names against reading the CSV files."""

from __future__ import annotations

from itertools import cycle, islice

import pandas as pd
from ahocorasick_rs import AhoCorasick, MatchKind

from bench.row import Row, time_side_by_side
from chiso.fold import fold
from chiso.registry import Registry, load_registry
from chiso.registry.tables import DATA

LOOKUPS = 100_000


def measure() -> list[Row]:
    """Three lines: lookups, loading the registry, building the automaton of the whole gazetteer."""
    registry = load_registry()
    units = [u for u in registry.units.values() if u.type in ("province", "district", "commune")]
    blocs = {"province": "provinces", "district": "districts", "commune": "communes"}
    asked = [(u.name, "vn" if u.type == "province" else u.parent_id, 2024, blocs[u.type]) for u in units]
    questions = list(islice(cycle(asked), LOOKUPS))
    answers = {question: registry.resolve(*question) for question in asked}

    def look_up() -> None:
        for question in questions:
            registry.resolve(*question)

    def look_up_in_dict() -> None:
        for question in questions:
            answers[question]

    def read_frames() -> None:
        for path in sorted(DATA.glob("*.csv")):
            pd.read_csv(path, dtype=str, keep_default_na=False)

    def build_automaton() -> AhoCorasick:
        texts = {fold(phrase.text) for phrase in registry.unit_phrases()}
        return AhoCorasick(sorted(texts), matchkind=MatchKind.LeftmostLongest)

    lookups = time_side_by_side(look_up, look_up_in_dict, 5)
    loading = time_side_by_side(Registry, read_frames, 3)
    building = time_side_by_side(build_automaton, read_frames, 3)
    return [
        Row("100,000 lookups of units in context", lookups[0], "the same in a dict", lookups[1], bound=20),
        Row("loading the registry", loading[0], "reading its CSV files with pandas", loading[1], bound=10),
        Row("automaton of all names of units", building[0], "reading the CSV files with pandas", building[1], bound=20),
    ]
