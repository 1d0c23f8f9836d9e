"""A rank that is larger than the number of units that there were to rank."""

import pandas as pd

from schemas.registry_tables import RegistryTables
from schemas.rules.findings import make_findings, write_messages

_COUNTED_BLOCS = ("provinces", "country")  # how many there were is known for certain


def find_ranks_above_units(claims: pd.DataFrame, registry: RegistryTables) -> pd.DataFrame:
    """Hold ranks and groups in national lists of provinces, and of countries, beyond what the edition ranked.

    Where the registry does not know the edition, as many provinces as there were at any time of the year are allowed.
    """
    ranks = claims[
        claims["kind"].isin(["rank", "top_group"])
        & claims["bloc"].isin(_COUNTED_BLOCS)
        & claims["jurisdiction_id"].isin(["vn", "un"])
    ]
    key = ["index_code", "edition_year", "edition_variant", "jurisdiction_id", "bloc"]
    counts = registry["editions"].dropna(subset="unit_count").drop_duplicates(key)
    known = ranks[key].merge(counts[[*key, "unit_count"]], "left", key)["unit_count"]
    provinces = {year: _count_provinces(year, registry["units"]) for year in ranks["edition_year"].unique()}
    of_year = ranks["edition_year"].map(provinces).where(ranks["bloc"].eq("provinces"))
    limit = pd.Series(known.to_numpy(), index=ranks.index, dtype="Int64").fillna(of_year.astype("Int64"))
    beyond = ranks.assign(limit=limit)[ranks["value"].abs().gt(limit).fillna(value=False)]
    template = "{kind} {value} is beyond the {limit} units that were ranked; correct the number, the year or the list"
    return make_findings(beyond["claim_id"], write_messages(beyond, template), "rank_above_units")


def _count_provinces(year: int, units: pd.DataFrame) -> int:
    """How many provinces existed on some day of the year, old and new ones of a year of mergers together."""
    provinces = units[units["type"].eq("province")]
    start, end = pd.Timestamp(year, 1, 1), pd.Timestamp(year, 12, 31)
    began = pd.to_datetime(provinces["valid_from"]).fillna(start).le(end)
    lasted = pd.to_datetime(provinces["valid_to"]).fillna(end).gt(start)
    return int((began & lasted).sum())
