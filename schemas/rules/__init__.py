"""Doubts about what was published: each rule takes claims and gives findings, rows of (claim_id, reason_code, message,
severity). RULES_OF_UNITS see the claims about single units as `prepare_claims` gives them, RULES_OF_CLAIMS see all.
"""

from collections.abc import Callable

import pandas as pd

from schemas.registry_tables import RegistryTables
from schemas.rules.change_sums import find_wrong_changes
from schemas.rules.component_sums import find_wrong_totals
from schemas.rules.conflicting_values import find_conflicting_values
from schemas.rules.duplicate_rank import find_duplicate_ranks
from schemas.rules.impossible_time import (
    find_units_not_existing,
    find_years_after_publication,
    find_years_before_index,
)
from schemas.rules.rank_order import find_rank_disorder
from schemas.rules.score_above_scale import find_scores_above_scale

Rule = Callable[[pd.DataFrame, RegistryTables], pd.DataFrame]

RULES_OF_CLAIMS: tuple[Rule, ...] = (
    lambda claims, _: find_years_after_publication(claims),
    find_years_before_index,
    find_units_not_existing,
    find_scores_above_scale,
    lambda claims, _: find_wrong_changes(claims),
)
RULES_OF_UNITS: tuple[Rule, ...] = (
    lambda claims, _: find_duplicate_ranks(claims),
    lambda claims, _: find_conflicting_values(claims),
    lambda claims, _: find_rank_disorder(claims),
    find_wrong_totals,
)
