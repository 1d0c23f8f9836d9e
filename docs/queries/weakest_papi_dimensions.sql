-- Which dimensions of PAPI moved most from 2020 to 2024? Means over the provinces that have both years, computed by us.
with
both_years as (
    select
        component,
        unit_id,
        max(score) filter (where edition_year = 2020) as score_2020,
        max(score) filter (where edition_year = 2024) as score_2024
    from results
    where index_code = 'PAPI' and component is not null and edition_year in (2020, 2024)
    group by all
    having count(score) = 2
)

select
    component as nội_dung,
    count(*) as provinces,
    round(avg(score_2020), 3) as mean_2020,
    round(avg(score_2024), 3) as mean_2024,
    round(avg(score_2024 - score_2020), 3) as change
from both_years
group by component
order by change;
