-- grain: one row per result, kind of figure (a change: and its baseline) and distinct value stated
-- Two values agree when they are equal at the fewer decimals; percent and points may state one figure, and two figures.
create or replace view stated_values as
with
stated as (
    select
        result_id,
        kind,
        unit_measure,
        baseline_year,
        value,
        value_text,
        decimals,
        bool_or(tied) as tied,
        max(out_of) as out_of,
        max(scale_max) as scale_max,
        count(*) as n_claims,
        count(distinct document_id) as n_documents,
        min(claim_id) as first_claim_id
    from result_claims
    group by all
),

pairs as (
    select
        one.first_claim_id,
        other.first_claim_id as other_claim_id,
        one.unit_measure is not distinct from other.unit_measure as same_measure,
        one.unit_measure is not distinct from other.unit_measure
        or one.unit_measure is null
        or other.unit_measure is null
        or (one.kind = 'score' and one.unit_measure in ('percent', 'points') and other.unit_measure in ('percent', 'points'))
        or (
            one.kind = 'score_change'
            and one.unit_measure in ('percentage_points', 'points')
            and other.unit_measure in ('percentage_points', 'points')
        ) as like_measure,
        one.kind in ('top_group', 'not_rated')
        or (one.kind = 'grade' and one.value_text is not distinct from other.value_text)
        or abs(one.value - other.value) <= 0.5 * pow(10, -least(one.decimals, other.decimals)) + 1e-9 as is_equal,
        -- grades contradict each other only within one scale: 'tốt' says nothing against 'a'
        one.kind <> 'grade'
        or (length(one.value_text) = 1 and length(other.value_text) = 1)
        or (
            one.value_text in ('xuất sắc', 'rất tốt', 'tốt', 'khá', 'trung bình', 'yếu', 'kém')
            and other.value_text in ('xuất sắc', 'rất tốt', 'tốt', 'khá', 'trung bình', 'yếu', 'kém')
        ) as like_scale
    from stated as one
    inner join stated as other
        on
            other.result_id = one.result_id
            and other.kind = one.kind
            and other.baseline_year is not distinct from one.baseline_year
),

contradicted as (
    select first_claim_id, bool_or(not is_equal and same_measure and like_scale) as disputed
    from pairs
    group by first_claim_id
),

supported as (
    select
        pairs.first_claim_id,
        count(distinct result_claims.publisher) as n_publishers,
        min(case result_claims.form when 'published' then 1 when 'retyped' then 2 else 3 end) as best_form,
        max(result_claims.published_date) as last_date
    from pairs
    inner join stated on stated.first_claim_id = pairs.other_claim_id
    inner join result_claims
        on
            result_claims.result_id = stated.result_id
            and result_claims.kind = stated.kind
            and result_claims.unit_measure is not distinct from stated.unit_measure
            and result_claims.baseline_year is not distinct from stated.baseline_year
            and result_claims.value is not distinct from stated.value
            and result_claims.value_text is not distinct from stated.value_text
            and result_claims.decimals is not distinct from stated.decimals
    where pairs.is_equal and pairs.like_measure
    group by pairs.first_claim_id
),

measured as (
    select distinct result_claims.result_id, indices.unit_measure as usual_measure
    from result_claims
    inner join claims on claims.claim_id = result_claims.claim_id
    inner join indices on indices.index_code = claims.index_code
)

select
    stated.result_id,
    stated.kind,
    stated.unit_measure,
    stated.baseline_year,
    stated.value,
    stated.value_text,
    stated.decimals,
    stated.tied,
    stated.out_of,
    stated.scale_max,
    stated.n_claims::integer as n_claims,
    stated.n_documents::integer as n_documents,
    supported.n_publishers::integer as n_publishers,
    contradicted.disputed,
    row_number() over (
        partition by stated.result_id, stated.kind, stated.baseline_year
        order by
            -- the narrowest group says most
            case when stated.kind = 'top_group' and stated.value < 0 then 1 else 0 end,
            case when stated.kind = 'top_group' then abs(stated.value) end,
            -- the index's own measure; a difference before a relative change
            stated.kind = 'score' and stated.unit_measure is not distinct from measured.usual_measure desc,
            stated.kind = 'score_change' and stated.unit_measure = 'percent',
            supported.n_publishers desc,
            supported.best_form,
            supported.last_date desc nulls last,
            stated.decimals desc nulls last,
            stated.first_claim_id
    )::integer as place
from stated
inner join supported on supported.first_claim_id = stated.first_claim_id
inner join contradicted on contradicted.first_claim_id = stated.first_claim_id
left join measured on measured.result_id = stated.result_id;
