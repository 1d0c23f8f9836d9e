"""Doubts about what was published. A rule takes claims that nothing holds and gives findings, one row per claim:
claim_id, reason_code, message, severity.

The rules stand in stages; what one stage holds the next does not see, so that one mistake gives one kind of doubt:
first what is impossible in itself, then what cannot both be true, then what does not work out.
"""

from collections.abc import Callable

import pandas as pd

from schemas.registry_tables import RegistryTables
from schemas.rules.change_sums import find_wrong_changes
from schemas.rules.component_sums import find_wrong_totals
from schemas.rules.conflicting_values import find_conflicting_values
from schemas.rules.duplicate_rank import find_duplicate_ranks
from schemas.rules.findings import prepare_claims
from schemas.rules.impossible_time import (
    find_units_not_existing,
    find_years_after_publication,
    find_years_before_index,
)
from schemas.rules.rank_above_units import find_ranks_above_units
from schemas.rules.rank_order import find_rank_disorder
from schemas.rules.score_above_scale import find_scores_above_scale

Rule = Callable[[pd.DataFrame, RegistryTables], pd.DataFrame]


def of_lists(rule: Rule) -> Rule:
    """A rule about the lists in which single units stand, as a rule about claims."""
    return lambda claims, registry: rule(prepare_claims(claims, registry), registry)


STAGES: tuple[tuple[Rule, ...], ...] = (
    (
        find_years_after_publication,
        find_years_before_index,
        find_units_not_existing,
        find_ranks_above_units,
        find_scores_above_scale,
    ),
    (of_lists(find_duplicate_ranks), of_lists(find_conflicting_values)),
    (of_lists(find_rank_disorder), of_lists(find_wrong_totals), find_wrong_changes),
)
