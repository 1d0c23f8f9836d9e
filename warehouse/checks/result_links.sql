-- every claim that names a result finds it, and every result is the sum of its claims
with
linked as (
    select result_id, count(*) as n_claims
    from claims
    where result_id is not null
    group by result_id
),

shown as (
    select result_id, n_claims from results
    union all
    select result_id, n_claims from subset_results
)

select coalesce(linked.result_id, shown.result_id) as result_id, linked.n_claims, shown.n_claims as n_claims_shown
from linked
full join shown on shown.result_id = linked.result_id
where linked.n_claims is distinct from shown.n_claims;
