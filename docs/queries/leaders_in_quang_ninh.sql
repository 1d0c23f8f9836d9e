-- Who leads each index and bloc in Quảng Ninh, 2024, and which words say so?
select
    results.index_code,
    results.bloc,
    results.unit_name as đơn_vị,
    results.agreement,
    any_value(claims.quote) as quote
from results
inner join claims on claims.result_id = results.result_id and claims.status = 'accepted' and claims.kind = 'rank'
where
    results.jurisdiction = 'Quảng Ninh' and results.edition_year = 2024
    and results.component is null and results.rank = 1
group by all
order by results.index_code, results.bloc;
