-- Places 13 to 18 of DTI 2022: two provinces share the 15th, so nobody is 16th.
select
    results.rank,
    results.tied,
    results.unit_name as tỉnh,
    claims.locator,
    claims.source_path
from results
inner join claims on claims.result_id = results.result_id and claims.kind = 'rank' and claims.form = 'retyped'
where
    results.index_code = 'DTI' and results.edition_year = 2022 and results.component is null
    and results.bloc = 'provinces' and results.rank between 13 and 18
order by results.rank, results.unit_name;
