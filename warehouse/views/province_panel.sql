-- grain: one row per basis (63 or 34 provinces), index, edition, component and province of that basis
create or replace view province_panel as
with recursive
bases as (
    select * from (values (63, date '2024-06-30'), (34, date '2025-07-02')) as listed (basis, basis_day)
),

basis_units as (
    select
        bases.basis,
        units.unit_id,
        units.name
    from bases
    inner join units
        on
            units.type = 'province'
            and coalesce(units.valid_from <= bases.basis_day, true)
            and coalesce(bases.basis_day < units.valid_to, true)
),

ancestors as (
    select
        basis_units.basis,
        basis_units.unit_id,
        successions.predecessor_id
    from basis_units
    inner join successions on successions.successor_id = basis_units.unit_id
    where successions.predecessor_id <> successions.successor_id and successions.kind in ('merged', 'absorbed')
    union
    select
        ancestors.basis,
        ancestors.unit_id,
        successions.predecessor_id
    from ancestors
    inner join successions on successions.successor_id = ancestors.predecessor_id
    where successions.predecessor_id <> successions.successor_id and successions.kind in ('merged', 'absorbed')
),

published as (
    select
        results.result_id,
        results.index_code,
        results.edition_year,
        results.edition_variant,
        results.component,
        results.component_id,
        results.unit_id,
        results.rank,
        results.out_of,
        results.score,
        results.unit_measure,
        coalesce(editions.unit_basis_date, make_date(results.edition_year, 12, 31)) as basis_day,
        editions.unit_count
    from results
    left join editions
        on
            editions.index_code = results.index_code
            and editions.edition_year = results.edition_year
            and editions.edition_variant is not distinct from results.edition_variant
            and editions.jurisdiction_id = results.jurisdiction_id
            and coalesce(editions.bloc = results.bloc, true)
    where
        results.jurisdiction_id = 'vn' and results.bloc = 'provinces' and results.bloc_part is null
        and (results.score is not null or results.rank is not null)
    qualify row_number() over (partition by results.result_id order by editions.bloc nulls last) = 1
),

as_published as (
    select
        basis_units.basis,
        published.index_code,
        published.edition_year,
        published.edition_variant,
        published.component,
        published.component_id,
        basis_units.unit_id,
        basis_units.name as unit_name,
        published.score,
        published.unit_measure,
        published.rank,
        coalesce(published.out_of, published.unit_count) as rank_out_of,
        published.result_id
    from published
    inner join basis_units on basis_units.unit_id = published.unit_id
),

members as (
    select
        ancestors.basis,
        ancestors.unit_id,
        published.index_code,
        published.edition_year,
        published.edition_variant,
        published.component,
        published.component_id,
        published.unit_measure,
        published.basis_day,
        count(published.score) as n_scores,
        avg(published.score) as mean_score,
        string_agg(units.name, ' + ' order by units.name) as made_of
    from ancestors
    inner join published on published.unit_id = ancestors.predecessor_id
    inner join units on units.unit_id = ancestors.predecessor_id
    group by all
),

derived as (
    select members.*
    from members
    where
        members.n_scores = (
            select count(*)
            from ancestors
            inner join units on units.unit_id = ancestors.predecessor_id
            where
                ancestors.basis = members.basis and ancestors.unit_id = members.unit_id
                and coalesce(units.valid_from <= members.basis_day, true)
                and coalesce(members.basis_day < units.valid_to, true)
        )
        and not exists (
            select 1
            from as_published
            where
                as_published.basis = members.basis and as_published.unit_id = members.unit_id
                and as_published.index_code = members.index_code
                and as_published.edition_year = members.edition_year
                and as_published.edition_variant is not distinct from members.edition_variant
                and as_published.component is not distinct from members.component
        )
)

select
    as_published.basis,
    as_published.index_code,
    as_published.edition_year,
    as_published.edition_variant,
    as_published.component,
    as_published.component_id,
    as_published.unit_id,
    as_published.unit_name,
    'published' as origin,
    as_published.score,
    cast(null as double) as derived_score,
    as_published.unit_measure,
    as_published.rank,
    as_published.rank_out_of,
    cast(null as varchar) as method,
    as_published.result_id
from as_published
union all
select
    derived.basis,
    derived.index_code,
    derived.edition_year,
    derived.edition_variant,
    derived.component,
    derived.component_id,
    derived.unit_id,
    units.name as unit_name,
    'derived' as origin,
    cast(null as double) as score,
    round(derived.mean_score, 4) as derived_score,
    derived.unit_measure,
    cast(null as integer) as rank,
    cast(null as integer) as rank_out_of,
    'equal-weight mean of ' || derived.made_of as method,
    cast(null as varchar) as result_id
from derived
inner join units on units.unit_id = derived.unit_id;
