-- nothing is in results without a year, an index, a unit or a figure
select result_id, index_code, edition_year, unit_id
from (
    select * from results
    union all
    select * exclude (subset) from subset_results
)
where
    edition_year is null
    or index_code is null
    or unit_id is null
    or unit_name is null
    or not (
        not_rated or rank is not null or score is not null or top_group is not null or grade is not null
        or score_change is not null or rank_change is not null
    );
