"""Changes that do not add up with the two values stated beside them."""

import pandas as pd

from schemas.registry_tables import RegistryTables
from schemas.rules.findings import LIST_COLUMNS, make_findings, number_groups, write_messages


def find_wrong_changes(claims: pd.DataFrame, _: RegistryTables) -> pd.DataFrame:
    """Warn of a stated change where the document also states both values and their difference is another.

    Works on all claims, of units and of aggregates alike. A change in percent is relative; where the plain difference
    fits instead, the message says so, for then it was percentage points.
    """
    figures = claims.assign(
        component=claims["component_id"].fillna(claims["component_text"]).fillna(""),
        unit=claims["unit_id"].fillna(claims["unit_text"]).fillna("all units"),
    )
    same = [c for c in LIST_COLUMNS if c != "edition_year"]
    figures = figures.assign(series=number_groups(figures, [*same, "unit", "aggregation"]))
    findings = [_find_wrong(figures, "rank", "rank_change"), _find_wrong(figures, "score", "score_change")]
    return pd.concat(findings, ignore_index=True)


def _find_wrong(figures: pd.DataFrame, kind: str, change_kind: str) -> pd.DataFrame:
    columns = ["series", "edition_year", "value", "decimals", "unit_measure"]
    values = figures.loc[figures["kind"].eq(kind) & figures["comparator"].eq("="), columns]
    is_change = figures["kind"].eq(change_kind) & figures["baseline_year"].notna() & figures["comparator"].eq("=")
    changes = figures.loc[is_change, ["claim_id", "unit", "series", "edition_year", "baseline_year", *columns[2:]]]
    now = changes.merge(values, on=["series", "edition_year"], suffixes=("", "_now"))
    before = values.rename(columns={"edition_year": "baseline_year"})
    rows = now.merge(before, on=["series", "baseline_year"], suffixes=("", "_before"))
    rows = rows[
        rows["unit_measure_now"].eq(rows["unit_measure_before"]).fillna(value=kind == "rank") | (kind == "rank")
    ]
    if rows.empty:
        return make_findings([], [], "change_contradicts", "warn")
    difference = (rows["value_now"] - rows["value_before"]).astype("float64")
    if kind == "rank":
        difference = -difference  # moving up is a smaller number
    relative = 100 * difference / rows["value_before"].astype("float64").where(rows["value_before"].ne(0))
    is_relative = rows["unit_measure"].eq("percent").fillna(value=False) & (kind == "score")
    expected = difference.where(~is_relative, relative)
    fewest = rows[["decimals", "decimals_now", "decimals_before"]].astype("Float64").min(axis="columns").fillna(0)
    # each of three scores was rounded by half a unit at most, ranks are exact
    room = (0.0 if kind == "rank" else 1.5) * 10.0 ** -fewest.astype("float64") + 1e-9
    wrong = rows[(rows["value"].astype("float64") - expected).abs() > room]
    fits_plainly = (wrong["value"].astype("float64") - difference[wrong.index]).abs() <= room[wrong.index]
    advice = fits_plainly.map(
        {True: "it is a difference, not a relative change", False: "correct the one that is wrong"}
    )
    template = "a change of {value} for {unit} does not fit the values stated, {value_before} and {value_now}; {advice}"
    messages = write_messages(wrong.assign(advice=advice), template)
    return make_findings(wrong["claim_id"], messages, "change_contradicts", "warn")
