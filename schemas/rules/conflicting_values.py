"""One unit with two values of one kind in one list of one document."""

import pandas as pd

from schemas.registry_tables import RegistryTables
from schemas.rules.findings import compute_tolerance, make_findings, write_messages

_SINGLE_VALUED = ("rank", "score", "score_change", "rank_change")


def find_conflicting_values(claims: pd.DataFrame, _: RegistryTables) -> pd.DataFrame:
    """Hold all claims that contradict another one about the same unit (`prepare_claims`).

    The same score in two measures or at two precisions is no conflict, nor are changes against two years. A rank
    below a group that the unit is said to be among ('hạng 12', 'top 10') is one.
    """
    columns = ["list_id", "body", "kind", "unit_measure", "baseline_year"]
    stated = claims[claims["kind"].isin(_SINGLE_VALUED)].copy()
    stated.loc[stated["kind"].isin(["rank", "rank_change"]), "unit_measure"] = pd.NA
    stated.loc[stated["kind"].isin(["rank", "score"]), "baseline_year"] = pd.NA
    stated = stated[stated.duplicated(columns, keep=False)][["claim_id", "unit", "value", "decimals", *columns]]
    pairs = stated.merge(stated, on=columns, suffixes=("", "_other"))  # null keys join null keys in pandas
    gap = (pairs["value"] - pairs["value_other"]).abs()
    pairs = pairs[gap.gt(compute_tolerance(pairs["decimals"], pairs["decimals_other"]))]
    template = "{unit} has two values of {kind} in one list, {value} and {value_other}; say which is right"
    conflicts = make_findings(pairs["claim_id"], write_messages(pairs, template), "conflicting_values")
    return pd.concat([conflicts, _find_ranks_outside_group(claims)], ignore_index=True)


def _find_ranks_outside_group(claims: pd.DataFrame) -> pd.DataFrame:
    columns = ["claim_id", "list_id", "body", "unit", "value"]
    ranks = claims.loc[claims["kind"].eq("rank"), columns]
    groups = claims.loc[claims["kind"].eq("top_group") & claims["value"].gt(0), columns]
    pairs = ranks.merge(groups, on=["list_id", "body"], suffixes=("", "_group"))
    pairs = pairs[pairs["value"].gt(pairs["value_group"])]
    template = "{unit} is ranked {value} and said to be among the first {value_group}; say which is right"
    messages = write_messages(pairs, template)
    claim_ids = pd.concat([pairs["claim_id"], pairs["claim_id_group"]])
    return make_findings(claim_ids, messages + messages, "rank_outside_group")
