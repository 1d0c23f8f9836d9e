-- grain: one row per index_code, edition_year, edition_variant, jurisdiction, bloc, bloc_part, component and unit
create or replace view results as
with
stated_of as (
    select
        result_id,
        any_value(index_code) as index_code,
        any_value(edition_year) as edition_year,
        any_value(edition_variant) as edition_variant,
        any_value(jurisdiction) as jurisdiction,
        any_value(jurisdiction_id) as jurisdiction_id,
        any_value(bloc) as bloc,
        any_value(bloc_part) as bloc_part,
        any_value(component) as component,
        any_value(component_id) as component_id,
        any_value(unit_id) as unit_id,
        any_value(unit_name) as unit_name,
        count(*)::integer as n_claims,
        count(distinct document_id)::integer as n_documents,
        count(distinct coalesce(publisher, ''))::integer as n_publishers
    from claims
    where result_id is not null and subset is null
    group by result_id
),

-- of changes, those against the latest year stand in the result
latest as (
    select
        *,
        row_number() over (partition by result_id, kind order by baseline_year desc nulls last) as turn
    from stated_values
    where place = 1
),

shown as (
    select
        result_id,
        max(value) filter (kind = 'rank')::integer as rank,
        bool_or(tied) filter (kind = 'rank') as tied,
        max(out_of) as out_of,
        max(value) filter (kind = 'top_group')::integer as top_group,
        max(value) filter (kind = 'score') as score,
        max(unit_measure) filter (kind = 'score') as unit_measure,
        max(scale_max) filter (kind = 'score') as scale_max,
        max(value) filter (kind = 'score_change') as score_change,
        max(unit_measure) filter (kind = 'score_change') as change_measure,
        max(baseline_year) filter (kind = 'score_change') as score_baseline_year,
        max(value) filter (kind = 'rank_change')::integer as rank_change,
        max(baseline_year) filter (kind = 'rank_change') as rank_baseline_year,
        max(n_publishers) filter (kind = 'rank') as n_rank_publishers,
        max(n_publishers) filter (kind = 'score') as n_score_publishers,
        max(n_publishers) as n_agreeing_publishers
    from latest
    where turn = 1
    group by result_id
),

disputed as (
    select
        result_id,
        bool_or(disputed) as any_disputed,
        bool_or(disputed and kind = 'rank') as rank_disputed,
        bool_or(disputed and kind = 'score') as score_disputed
    from stated_values
    group by result_id
),

-- grades as stated, not as folded: the words of the best evidence
graded as (
    select
        stated_values.result_id,
        arg_min(claims.value_text, claims.claim_id) as grade
    from stated_values
    inner join result_claims
        on
            result_claims.result_id = stated_values.result_id
            and result_claims.kind = 'grade'
            and result_claims.value_text is not distinct from stated_values.value_text
    inner join claims on claims.claim_id = result_claims.claim_id
    where stated_values.kind = 'grade' and stated_values.place = 1
    group by stated_values.result_id
),

unrated as (
    select distinct result_id
    from stated_values
    where kind = 'not_rated'
)

select
    stated_of.result_id,
    stated_of.index_code,
    stated_of.edition_year,
    stated_of.edition_variant,
    stated_of.jurisdiction,
    stated_of.jurisdiction_id,
    stated_of.bloc,
    stated_of.bloc_part,
    stated_of.component,
    stated_of.component_id,
    stated_of.unit_id,
    stated_of.unit_name,
    shown.rank,
    shown.tied,
    shown.out_of,
    shown.top_group,
    shown.score,
    shown.unit_measure,
    shown.scale_max,
    shown.score_change,
    shown.change_measure,
    shown.rank_change,
    coalesce(shown.score_baseline_year, shown.rank_baseline_year) as baseline_year,
    shown.rank_baseline_year,
    graded.grade,
    unrated.result_id is not null as not_rated,
    stated_of.n_claims,
    stated_of.n_documents,
    stated_of.n_publishers,
    case
        when disputed.any_disputed then 'disputed'
        when shown.n_agreeing_publishers > 1 then 'corroborated'
        else 'single'
    end as agreement,
    case
        when shown.rank is null then null
        when disputed.rank_disputed then 'disputed'
        when shown.n_rank_publishers > 1 then 'corroborated'
        else 'single'
    end as rank_agreement,
    case
        when shown.score is null then null
        when disputed.score_disputed then 'disputed'
        when shown.n_score_publishers > 1 then 'corroborated'
        else 'single'
    end as score_agreement
from stated_of
inner join shown on shown.result_id = stated_of.result_id
inner join disputed on disputed.result_id = stated_of.result_id
left join graded on graded.result_id = stated_of.result_id
left join unrated on unrated.result_id = stated_of.result_id;
