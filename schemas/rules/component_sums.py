"""A total that is not the sum of the components stated beside it, for an index that is their sum."""

import pandas as pd

from schemas.registry_tables import RegistryTables
from schemas.rules.findings import make_findings, write_messages


def find_wrong_totals(claims: pd.DataFrame, registry: RegistryTables) -> pd.DataFrame:
    """Warn of totals that differ from the sum of all components of the edition (`prepare_claims`)."""
    indices, components = registry["indices"], registry["components"]
    summed = indices.loc[indices["total"].eq("sum"), ["index_code"]]
    top = components[components["parent_id"].isna() & components["jurisdiction_id"].isna()]
    top = top.merge(summed, on="index_code")
    scores = claims[claims["kind"].eq("score") & claims["index_code"].isin(summed["index_code"])]
    if scores.empty:
        return make_findings([], [], "total_contradicts", "warn")
    unit_columns = [
        "document_id", "index_code", "edition_year", "edition_variant", "jurisdiction_id", "bloc", "bloc_part",
        "subset", "body", "unit_measure",
    ]  # fmt: skip
    parts = scores.merge(top[["component_id", "year_from", "year_to"]], on="component_id")
    parts = parts[_is_within(parts)]
    sums = parts.groupby(unit_columns, dropna=False, as_index=False).agg(
        total=("value", "sum"), n=("component_id", "nunique"), decimals_of_parts=("decimals", "min")
    )
    rows = scores[scores["component"].eq("")].merge(sums, on=unit_columns)
    rows = rows[rows["n"].eq(_count_expected(rows, top))]
    fewest = rows[["decimals", "decimals_of_parts"]].astype("Float64").min(axis="columns").fillna(0).astype("float64")
    room = 0.5 * (rows["n"].astype("float64") + 1) * 10.0**-fewest + 1e-9
    wrong = rows[(rows["value"] - rows["total"]).abs().astype("float64") > room]
    template = "the total {value} of {unit} is not the sum of its components, {total}; correct the one that is wrong"
    return make_findings(wrong["claim_id"], write_messages(wrong, template), "total_contradicts", "warn")


def _is_within(parts: pd.DataFrame) -> pd.Series:
    return parts["edition_year"].ge(parts["year_from"].fillna(0)) & parts["edition_year"].le(
        parts["year_to"].fillna(9999)
    )


def _count_expected(rows: pd.DataFrame, top: pd.DataFrame) -> pd.Series:
    """How many components the index has in the row's edition."""
    editions = rows[["index_code", "edition_year"]].drop_duplicates()
    present = editions.merge(top[["index_code", "year_from", "year_to"]], on="index_code")
    counts = present[_is_within(present)].groupby(["index_code", "edition_year"], as_index=False).size()
    return pd.Series(
        rows[["index_code", "edition_year"]].merge(counts, "left", ["index_code", "edition_year"])["size"].to_numpy(),
        index=rows.index,
    )
