"""A figure about a time at which it, its index or its unit could not be."""

import pandas as pd

from schemas.registry_tables import RegistryTables
from schemas.rules.findings import make_findings, write_messages

_BEGINNING, _END = pd.Timestamp("1900-01-01"), pd.Timestamp("2200-01-01")


def find_years_after_publication(claims: pd.DataFrame, _: RegistryTables) -> pd.DataFrame:
    """Hold index figures of a year later than the one in which the document was published."""
    published = pd.to_datetime(claims["published_date"]).dt.year
    late = claims[claims["edition_year"].gt(published).fillna(value=False) & _is_figure(claims)]
    template = "a result of {edition_year} cannot stand in a document published earlier; correct the year or the date"
    return make_findings(late["claim_id"], write_messages(late, template), "year_after_publication")


def find_years_before_index(claims: pd.DataFrame, registry: RegistryTables) -> pd.DataFrame:
    """Hold national figures of a year before the index's first edition."""
    first = claims["index_code"].map(registry["indices"].set_index("index_code")["first_edition"])
    national = claims["jurisdiction_id"].isin(["vn", "un"])
    is_early = claims["edition_year"].lt(first).fillna(value=False) & national & _is_figure(claims)
    early = claims.assign(first=first)[is_early]
    template = "{index_code} was first measured for {first}, not for {edition_year}; correct the year or the index"
    return make_findings(early["claim_id"], write_messages(early, template), "year_before_index")


def find_units_not_existing(claims: pd.DataFrame, registry: RegistryTables) -> pd.DataFrame:
    """Hold figures of a unit that existed on no day between the start of the period measured and the announcement.

    Without an edition in the registry the period starts with the year; announced is the day the document was published,
    else the day that the registry knows, else any later day.
    """
    of_units = claims[claims["unit_id"].notna() & claims["edition_year"].notna() & _is_figure(claims)]
    units = registry["units"].set_index("unit_id")[["valid_from", "valid_to"]]
    start, announced = _find_period(of_units, registry["editions"])
    valid_from = pd.to_datetime(of_units["unit_id"].map(units["valid_from"])).fillna(_BEGINNING)
    valid_to = pd.to_datetime(of_units["unit_id"].map(units["valid_to"])).fillna(_END)
    absent = of_units[(valid_from > announced) | (valid_to <= start)]
    template = (
        "{unit_id} did not exist between the start of {edition_year} and the announcement;"
        " choose the unit of that time or correct the year"
    )
    return make_findings(absent["claim_id"], write_messages(absent, template), "unit_not_existing")


def _find_period(claims: pd.DataFrame, editions: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Start of the period measured and day of the announcement of each claim, as timestamps without nulls."""
    key = ["index_code", "edition_year", "jurisdiction_id"]
    spans = editions.assign(
        start=pd.to_datetime(editions["period_start"]), announced=pd.to_datetime(editions["announced_on"])
    )
    spans = spans.groupby(key, as_index=False).agg(start=("start", "min"), announced=("announced", "max"))
    known = claims[key].merge(spans, "left", key).set_index(claims.index)
    year_start = pd.to_datetime(claims["edition_year"].astype("Int64").astype(str) + "-01-01")
    start = known["start"].fillna(year_start)
    return start, pd.to_datetime(claims["published_date"]).fillna(known["announced"]).fillna(_END)


def _is_figure(claims: pd.DataFrame) -> pd.Series:
    return ~claims["kind"].isin(["target", "legal_ref", "statistic"])
