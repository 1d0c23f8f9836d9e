"""What a claim must satisfy to be accepted: complete for its kind, and possible in itself. It never becomes DDL.

Each check's name is the reason_code of the doubt that a claim gets which fails it; MESSAGES says what to do.
"""

from collections.abc import Callable
from typing import TypeAlias, TypeVar, cast

import pandas as pd
import pandera.pandas as pa

from chiso.model import INDEX_KINDS
from schemas.contract import Contract
from schemas.fields import Real, Text, Whole, column

Rows: TypeAlias = "pd.Series[bool]"
Method = TypeVar("Method")

MESSAGES = {
    "no_index": "no index is named that this {kind} could belong to; name the index or reject it",
    "no_year": "the document does not say which year this {kind} measures; give the year or reject it",
    "impossible_year": "the year {edition_year} cannot be one that an index measures; correct it",
    "no_jurisdiction": "nothing says whose ranking this {kind} is from; name the province or the country",
    "no_unit": "this {kind} names no unit; name the unit, or say that it is a mean of all",
    "unknown_unit": "'{unit_text}' is no unit that the registry knows; choose one or add it to the registry",
    "no_value": "this {kind} has no number; give it or reject it",
    "no_value_text": "this {kind} has no text; give it or reject it",
    "rank_not_whole": "{value} cannot be a rank; correct it",
    "rank_above_out_of": "rank {value} of {out_of} is impossible; correct one of them",
    "group_not_whole": "{value} cannot be a number of units; correct it",
    "change_not_places": "a change of rank is counted in whole places, not {value} {unit_measure}; correct it",
    "wrong_measure": "a {kind} is not measured in {unit_measure}; correct the measure or the kind",
    "score_below_zero": "a score of {value} is below zero; it may be a change, or a dash that was read as a minus",
    "range_reversed": "the range from {value} to {value_max} runs backwards; correct it",
    "baseline_not_before": "a change in {edition_year} cannot be against {baseline_year}; correct one of the years",
}
_COUNTED = INDEX_KINDS | {"count"}  # kinds that say something of an edition
_NUMBERED = frozenset(["rank", "score", "score_change", "rank_change", "top_group", "count", "statistic", "target"])
_CHANGES = ("score_change", "rank_change")
_SCORE_MEASURES = ("percent", "points", "ratio")
_CHANGE_MEASURES = ("percent", "percentage_points", "points", "ratio")


def check(reason_code: str) -> Callable[[Method], Method]:
    """A check over whole rows whose name is `reason_code`; rows with nulls are checked like any other."""
    return cast("Callable[[Method], Method]", pa.dataframe_check(name=reason_code, ignore_na=False))


class AcceptedClaim(Contract):
    """A claim that may be accepted, as far as one row can tell. Columns that it does not judge are left alone."""

    kind: Text = column("kind")
    index_code: Text = column("index_code", nullable=True)
    edition_year: Whole = column("edition_year", nullable=True)
    edition_variant: Text = column("edition_variant", nullable=True)
    jurisdiction_id: Text = column("jurisdiction_id", nullable=True)
    unit_id: Text = column("unit_id", nullable=True)
    unit_text: Text = column("unit_text", nullable=True)
    aggregation: Text = column("aggregation")
    value: Real = column("value", nullable=True)
    value_max: Real = column("value_max", nullable=True)
    value_text: Text = column("value_text", nullable=True)
    unit_measure: Text = column("unit_measure", nullable=True)
    out_of: Whole = column("out_of", nullable=True)
    baseline_year: Whole = column("baseline_year", nullable=True)

    @check("no_index")
    @classmethod
    def has_index(cls, claims: pd.DataFrame) -> Rows:
        """Whatever is said of an edition names its index."""
        return ~claims["kind"].isin(_COUNTED) | claims["index_code"].notna()

    @check("no_year")
    @classmethod
    def has_year(cls, claims: pd.DataFrame) -> Rows:
        """A claim whose document gives no year is held."""
        return ~claims["kind"].isin(_COUNTED) | claims["edition_year"].notna()

    @check("impossible_year")
    @classmethod
    def has_possible_year(cls, claims: pd.DataFrame) -> Rows:
        """No index of ours is older than 1990, none is measured after 2100."""
        return claims["edition_year"].isna() | claims["edition_year"].between(1990, 2100).fillna(value=False)

    @check("no_jurisdiction")
    @classmethod
    def has_jurisdiction(cls, claims: pd.DataFrame) -> Rows:
        """A figure of an index belongs to somebody's ranking."""
        return ~claims["kind"].isin(INDEX_KINDS) | claims["jurisdiction_id"].notna()

    @check("no_unit")
    @classmethod
    def has_unit(cls, claims: pd.DataFrame) -> Rows:
        """A value that is no aggregate is the value of a unit."""
        return ~_is_about_unit(claims) | claims["unit_id"].notna() | claims["unit_text"].notna()

    @check("unknown_unit")
    @classmethod
    def has_known_unit(cls, claims: pd.DataFrame) -> Rows:
        """A unit that is named is one of the registry."""
        return ~_is_about_unit(claims) | claims["unit_id"].notna() | claims["unit_text"].isna()

    @check("no_value")
    @classmethod
    def has_value(cls, claims: pd.DataFrame) -> Rows:
        """Kinds that are numbers have one."""
        return ~claims["kind"].isin(_NUMBERED) | claims["value"].notna()

    @check("no_value_text")
    @classmethod
    def has_value_text(cls, claims: pd.DataFrame) -> Rows:
        """Grades and legal documents are words."""
        return ~claims["kind"].isin(["grade", "legal_ref"]) | claims["value_text"].notna()

    @check("rank_not_whole")
    @classmethod
    def has_whole_rank(cls, claims: pd.DataFrame) -> Rows:
        """A rank is 1, 2, 3 ..."""
        return _unless(claims["kind"].eq("rank") & claims["value"].notna(), claims["value"].ge(1) & _is_whole(claims))

    @check("rank_above_out_of")
    @classmethod
    def has_rank_within_list(cls, claims: pd.DataFrame) -> Rows:
        """No rank and no group is larger than the list."""
        stated = claims["kind"].isin(["rank", "top_group"]) & claims["value"].notna() & claims["out_of"].notna()
        return _unless(stated, claims["value"].abs().le(claims["out_of"]))

    @check("group_not_whole")
    @classmethod
    def has_whole_group(cls, claims: pd.DataFrame) -> Rows:
        """The first or last N, and counts of units, are whole; a group is not empty."""
        counted = claims["kind"].isin(["top_group", "count"]) & claims["value"].notna()
        possible = claims["value"].ne(0) | claims["kind"].eq("count")
        return _unless(counted, _is_whole(claims) & possible & (claims["kind"].ne("count") | claims["value"].ge(0)))

    @check("change_not_places")
    @classmethod
    def has_whole_places(cls, claims: pd.DataFrame) -> Rows:
        """A change of rank is counted in places."""
        changed = claims["kind"].eq("rank_change") & claims["value"].notna()
        return _unless(changed, _is_whole(claims) & claims["unit_measure"].fillna("places").eq("places"))

    @check("wrong_measure")
    @classmethod
    def has_fitting_measure(cls, claims: pd.DataFrame) -> Rows:
        """A score is no number of places, a change is no count."""
        scores = claims["kind"].ne("score") | claims["unit_measure"].isin(_SCORE_MEASURES)
        changes = claims["kind"].ne("score_change") | claims["unit_measure"].isin(_CHANGE_MEASURES)
        return claims["unit_measure"].isna() | (scores & changes)

    @check("score_below_zero")
    @classmethod
    def has_score_above_zero(cls, claims: pd.DataFrame) -> Rows:
        """No index goes below zero."""
        return _unless(claims["kind"].eq("score") & claims["value"].notna(), claims["value"].ge(0))

    @check("range_reversed")
    @classmethod
    def has_range_in_order(cls, claims: pd.DataFrame) -> Rows:
        """A range runs from its lower to its upper end."""
        return _unless(claims["value_max"].notna() & claims["value"].notna(), claims["value_max"].ge(claims["value"]))

    @check("baseline_not_before")
    @classmethod
    def has_earlier_baseline(cls, claims: pd.DataFrame) -> Rows:
        """A change is against an earlier year; of part of a year (a variant), also against the same one."""
        stated = claims["kind"].isin(_CHANGES) & claims["baseline_year"].notna() & claims["edition_year"].notna()
        same = claims["edition_variant"].notna() & claims["baseline_year"].eq(claims["edition_year"])
        return _unless(stated, claims["baseline_year"].lt(claims["edition_year"]) | same)

    class Config:
        """Columns that a row needs no judgement of may stand beside these."""

        name = "accepted_claim"
        strict = False
        coerce = False


def _is_about_unit(claims: pd.DataFrame) -> Rows:
    return claims["kind"].isin(INDEX_KINDS) & claims["aggregation"].eq("value")


def _is_whole(claims: pd.DataFrame) -> Rows:
    return claims["value"].mod(1).eq(0)


def _unless(applies: Rows, holds: Rows) -> Rows:
    """True where the rule does not apply or holds; an unknown comparison does not hold."""
    return ~applies.fillna(value=False).astype(bool) | holds.fillna(value=False).astype(bool)
