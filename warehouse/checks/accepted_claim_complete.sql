-- an accepted claim is complete for its kind
select claim_id, kind, index_code, edition_year, jurisdiction_id, unit_id, unit_text, aggregation, value, value_text
from claims
where
    status = 'accepted'
    and (
        (
            kind in ('rank', 'score', 'score_change', 'rank_change', 'top_group', 'grade', 'not_rated')
            and (
                index_code is null
                or edition_year is null
                or jurisdiction_id is null
                or (aggregation = 'value' and unit_id is null)
            )
        )
        or (kind = 'count' and (index_code is null or edition_year is null))
        or (
            kind in ('rank', 'score', 'score_change', 'rank_change', 'top_group', 'count', 'statistic', 'target')
            and value is null
        )
        or (kind in ('grade', 'legal_ref') and value_text is null)
        or (kind = 'rank' and (value < 1 or value <> floor(value) or value > out_of))
    );
