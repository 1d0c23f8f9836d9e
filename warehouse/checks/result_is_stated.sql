-- no figure is in results that no claim states: rank and score are the value of one of their claims
select results.result_id, results.rank, results.score
from results
where
    (
        results.rank is not null
        and not exists (
            select 1 from result_claims
            where result_claims.result_id = results.result_id and kind = 'rank' and value = results.rank
        )
    )
    or (
        results.score is not null
        and not exists (
            select 1 from result_claims
            where result_claims.result_id = results.result_id and kind = 'score' and value = results.score
        )
    );
