-- grain: one row per unit and edition of an index that is the sum of its components, all of them known; computed by us
create or replace view computed_totals as
with
summands as (
    select
        components.index_code,
        components.component_id,
        components.year_from,
        components.year_to
    from components
    inner join indices on indices.index_code = components.index_code and indices.total = 'sum'
    where components.parent_id is null and components.jurisdiction_id is null
),

summed as (
    select
        results.index_code,
        results.edition_year,
        results.edition_variant,
        results.jurisdiction,
        results.jurisdiction_id,
        results.bloc,
        results.bloc_part,
        results.unit_id,
        results.unit_name,
        round(sum(results.score), 4) as computed_total,
        count(*) as n_components
    from results
    inner join summands
        on
            summands.component_id = results.component_id
            and results.edition_year between coalesce(summands.year_from, 0) and coalesce(summands.year_to, 9999)
    where results.score is not null
    group by all
),

expected as (
    select
        editions_seen.index_code,
        editions_seen.edition_year,
        count(*) as n_components
    from (select distinct index_code, edition_year from summed) as editions_seen
    inner join summands
        on
            summands.index_code = editions_seen.index_code
            and editions_seen.edition_year between coalesce(summands.year_from, 0) and coalesce(summands.year_to, 9999)
    group by all
)

select
    summed.index_code,
    summed.edition_year,
    summed.edition_variant,
    summed.jurisdiction,
    summed.jurisdiction_id,
    summed.bloc,
    summed.bloc_part,
    summed.unit_id,
    summed.unit_name,
    summed.computed_total,
    summed.n_components::integer as n_components,
    (rank() over list)::integer as computed_rank,
    (count(*) over whole_list)::integer as computed_out_of,
    results.score
from summed
inner join expected
    on
        expected.index_code = summed.index_code
        and expected.edition_year = summed.edition_year
        and expected.n_components = summed.n_components
left join results
    on
        results.component is null
        and results.index_code = summed.index_code
        and results.edition_year = summed.edition_year
        and results.edition_variant is not distinct from summed.edition_variant
        and results.jurisdiction_id = summed.jurisdiction_id
        and results.bloc is not distinct from summed.bloc
        and results.bloc_part is not distinct from summed.bloc_part
        and results.unit_id = summed.unit_id
window
    whole_list as (
        partition by
            summed.index_code, summed.edition_year, summed.edition_variant, summed.jurisdiction_id,
            summed.bloc, summed.bloc_part
    ),
    list as (
        partition by
            summed.index_code, summed.edition_year, summed.edition_variant, summed.jurisdiction_id,
            summed.bloc, summed.bloc_part
        order by summed.computed_total desc
    );
