-- grain: one row per result of a list that has a score for every unit in it; ranks computed by us
create or replace view computed_ranks as
with
scored as (
    select
        *,
        rank() over list as computed_rank,
        count(*) over list_and_score as n_equal,
        count(*) over whole_list as n_scored,
        max(out_of) over whole_list as out_of_stated
    from results
    where score is not null
    window
        whole_list as (
            partition by
                index_code, edition_year, edition_variant, jurisdiction_id, bloc, bloc_part,
                component, component_id, unit_measure
        ),
        list as (
            partition by
                index_code, edition_year, edition_variant, jurisdiction_id, bloc, bloc_part,
                component, component_id, unit_measure
            order by score desc
        ),
        list_and_score as (
            partition by
                index_code, edition_year, edition_variant, jurisdiction_id, bloc, bloc_part,
                component, component_id, unit_measure, score
        )
),

ranked_units as (
    select
        index_code,
        edition_year,
        edition_variant,
        jurisdiction_id,
        bloc,
        unit_count
    from editions
    where unit_count is not null
),

-- where nobody says how many were ranked, a national ranking of provinces ranks all that there were at the year's end
provinces as (
    select
        years.edition_year,
        count(*) as unit_count
    from (select distinct edition_year from scored) as years
    inner join units
        on
            units.type = 'province'
            and coalesce(units.valid_from, date '0001-01-01') <= make_date(years.edition_year, 12, 31)
            and coalesce(units.valid_to, date '9999-12-31') > make_date(years.edition_year, 12, 31)
    group by years.edition_year
)

select
    scored.index_code,
    scored.edition_year,
    scored.edition_variant,
    scored.jurisdiction,
    scored.jurisdiction_id,
    scored.bloc,
    scored.bloc_part,
    scored.component,
    scored.component_id,
    scored.unit_id,
    scored.unit_name,
    scored.score,
    scored.unit_measure,
    scored.computed_rank::integer as computed_rank,
    scored.n_scored::integer as computed_out_of,
    scored.n_equal > 1 as tied,
    scored.rank,
    scored.result_id
from scored
left join ranked_units
    on
        -- an edition's count is that of its whole list
        scored.bloc_part is null
        and ranked_units.index_code = scored.index_code
        and ranked_units.edition_year = scored.edition_year
        and ranked_units.jurisdiction_id = scored.jurisdiction_id
        and ranked_units.edition_variant is not distinct from scored.edition_variant
        and coalesce(ranked_units.bloc, scored.bloc, '') = coalesce(scored.bloc, '')
left join provinces
    on
        provinces.edition_year = scored.edition_year
        and scored.jurisdiction_id = 'vn'
        and scored.bloc = 'provinces'
        and scored.bloc_part is null
        and scored.edition_variant is null
where scored.n_scored >= coalesce(ranked_units.unit_count, scored.out_of_stated, provinces.unit_count);
