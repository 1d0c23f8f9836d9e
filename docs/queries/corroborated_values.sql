-- Which values do two publishers state alike? The more precise one is shown; both documents can be opened.
select
    results.edition_year as năm,
    results.unit_name as tỉnh,
    results.component as nội_dung,
    results.score,
    string_agg(distinct claims.publisher, '; ' order by claims.publisher) as publishers
from results
inner join claims on claims.result_id = results.result_id and claims.kind = 'score' and claims.status = 'accepted'
where results.score_agreement = 'corroborated'
group by results.result_id, results.edition_year, results.unit_name, results.component, results.score
order by results.unit_name, results.score desc
limit 6;
