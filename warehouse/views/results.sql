-- grain: one row per index_code, edition_year, edition_variant, jurisdiction, bloc, bloc_part, component and unit
-- list_results(false): the places in whole lists, the view results; list_results(true): within a part, subset_results
create or replace macro list_results(in_a_subset) as table
with
-- of changes, those against the latest year stand in the result
figures as (
    select
        *,
        place = 1
        and row_number() over (partition by result_id, kind order by place, baseline_year desc nulls last) = 1 as is_shown
    from stated_values
),

shown as (
    select
        result_id,
        max(value) filter (is_shown and kind = 'rank')::integer as rank,
        bool_or(tied) filter (is_shown and kind = 'rank') as tied,
        max(out_of) filter (is_shown) as out_of,
        max(value) filter (is_shown and kind = 'top_group')::integer as top_group,
        max(value) filter (is_shown and kind = 'score') as score,
        max(unit_measure) filter (is_shown and kind = 'score') as unit_measure,
        max(scale_max) filter (is_shown and kind = 'score') as scale_max,
        max(value) filter (is_shown and kind = 'score_change') as score_change,
        max(unit_measure) filter (is_shown and kind = 'score_change') as change_measure,
        max(baseline_year) filter (is_shown and kind = 'score_change') as score_baseline_year,
        max(value) filter (is_shown and kind = 'rank_change')::integer as rank_change,
        max(baseline_year) filter (is_shown and kind = 'rank_change') as rank_baseline_year,
        max(value_text) filter (is_shown and kind = 'grade') as grade,
        bool_or(kind = 'not_rated') as not_rated,
        max(n_publishers) filter (is_shown and kind = 'rank') as n_rank_publishers,
        max(n_publishers) filter (is_shown and kind = 'score') as n_score_publishers,
        max(n_publishers) filter (is_shown) as n_agreeing_publishers,
        bool_or(disputed) as any_disputed,
        bool_or(disputed and kind = 'rank') as rank_disputed,
        bool_or(disputed and kind = 'score') as score_disputed
    from figures
    group by result_id
),

keyed as (
    select
        result_id,
        any_value(index_code) as index_code,
        any_value(edition_year) as edition_year,
        any_value(edition_variant) as edition_variant,
        any_value(jurisdiction_id) as jurisdiction_id,
        any_value(bloc) as bloc,
        any_value(bloc_part) as bloc_part,
        any_value(subset) as subset,
        any_value(component_id) as component_id,
        min(component_text) as component_text,
        any_value(unit_id) as unit_id,
        count(*)::integer as n_claims,
        count(distinct document_id)::integer as n_documents,
        count(distinct publisher)::integer as n_publishers
    from result_claims
    where (subset is not null) = in_a_subset
    group by result_id
)

select
    keyed.result_id,
    keyed.index_code,
    indices.name as index_name,
    keyed.edition_year,
    keyed.edition_variant,
    case when keyed.jurisdiction_id = 'un' then 'UN' else jurisdictions.name end as jurisdiction,
    keyed.jurisdiction_id,
    keyed.bloc,
    keyed.bloc_part,
    coalesce(components.name, keyed.component_text, keyed.component_id) as component,
    keyed.component_id,
    keyed.unit_id,
    units.name as unit_name,
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
    shown.grade,
    shown.not_rated,
    keyed.n_claims,
    keyed.n_documents,
    keyed.n_publishers,
    case
        when shown.any_disputed then 'disputed'
        when shown.n_agreeing_publishers > 1 then 'corroborated'
        else 'single'
    end as agreement,
    case
        when shown.rank is null then null
        when shown.rank_disputed then 'disputed'
        when shown.n_rank_publishers > 1 then 'corroborated'
        else 'single'
    end as rank_agreement,
    case
        when shown.score is null then null
        when shown.score_disputed then 'disputed'
        when shown.n_score_publishers > 1 then 'corroborated'
        else 'single'
    end as score_agreement,
    keyed.subset
from keyed
inner join shown on shown.result_id = keyed.result_id
left join indices on indices.index_code = keyed.index_code
left join units as jurisdictions on jurisdictions.unit_id = keyed.jurisdiction_id
left join units on units.unit_id = keyed.unit_id
left join components on components.component_id = keyed.component_id;

comment on macro table list_results is 'list_results(in_a_subset): the rows of results, or those of subset_results.';

create or replace view results as
select * exclude (subset) from list_results(false);
