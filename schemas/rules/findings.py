"""What a rule gives: one row per doubt about one claim."""

from collections.abc import Sequence

import pandas as pd

from schemas.registry_tables import RegistryTables

FINDING_COLUMNS = ["claim_id", "reason_code", "message", "severity"]

# One list: the ranks in it are of different units, and a unit has one value of each kind in it.
LIST_COLUMNS = [
    "document_id", "index_code", "edition_year", "edition_variant", "jurisdiction_id", "bloc", "bloc_part", "subset",
    "component",
]  # fmt: skip


def make_findings(
    claim_ids: Sequence[str] | pd.Series, messages: Sequence[str] | pd.Series, reason_code: str, severity: str = "hold"
) -> pd.DataFrame:
    """Findings of one kind; of several about one claim the first is kept."""
    frame = pd.DataFrame({"claim_id": list(claim_ids), "message": list(messages)}, dtype=object)
    frame = frame.assign(reason_code=reason_code, severity=severity)
    return frame.drop_duplicates("claim_id", ignore_index=True)[FINDING_COLUMNS]


def prepare_claims(claims: pd.DataFrame, registry: RegistryTables) -> pd.DataFrame:
    """The claims about single units, with what the rules group by.

    Adds `component` (id, else text; '' is the whole index), `list_id` (a number per list), `body` (the unit's line: the
    same for the old and the new unit of one name) and `unit` (how to name it in a message). A score without a measure
    has its index's own.
    """
    of_units = claims[claims["aggregation"].eq("value") & claims["unit_id"].notna() & claims["comparator"].eq("=")]
    lines = registry["units"].set_index("unit_id")["line_id"]
    usual = of_units["index_code"].map(registry["indices"].set_index("index_code")["unit_measure"])
    prepared = of_units.assign(
        component=of_units["component_id"].fillna(of_units["component_text"]).fillna(""),
        body=of_units["unit_id"].map(lines).fillna(of_units["unit_id"]),
        unit_measure=of_units["unit_measure"].fillna(usual.where(of_units["kind"].eq("score"))),
        unit=of_units["unit_text"].fillna(of_units["unit_id"]),
    )
    return prepared.assign(list_id=number_groups(prepared, LIST_COLUMNS))


def number_groups(claims: pd.DataFrame, columns: list[str]) -> pd.Series:
    """One number per group of rows that are equal in `columns`; nulls are equal to each other."""
    return claims.groupby(columns, dropna=False, sort=False).ngroup()


def compute_tolerance(decimals: pd.Series, other: pd.Series) -> pd.Series:
    """By how much two equal values may differ when each was rounded to its decimals: half a unit of the fewer."""
    fewer = (
        pd.concat([decimals.astype("Float64"), other.astype("Float64")], axis="columns").min(axis="columns").fillna(0)
    )
    return 0.5 * 10.0 ** -fewer.astype("float64") + 1e-9


def write_messages(rows: pd.DataFrame, template: str) -> list[str]:
    """One message per row: the template's {column} are the row's values; numbers as people write them: 3."""
    records = rows.astype(object).to_dict("records")
    written = ({k: f"{v:.10g}" if isinstance(v, float) else v for k, v in record.items()} for record in records)
    return [template.format(**{str(key): value for key, value in record.items()}) for record in written]
