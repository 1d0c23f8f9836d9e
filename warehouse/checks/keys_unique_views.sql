-- the views have the grain that they say: no join multiplies a row
select 'documents' as relation, document_id as id from documents group by document_id having count(*) > 1
union all
select 'claims', claim_id from claims group by claim_id having count(*) > 1
union all
select 'review_items', item_id from review_items group by item_id having count(*) > 1
union all
select 'results', result_id from results group by result_id having count(*) > 1
union all
select 'subset_results', result_id from subset_results group by result_id having count(*) > 1
union all
select 'disputes', claim_id from disputes group by claim_id having count(*) > 1
union all
select 'computed_ranks', result_id from computed_ranks group by result_id having count(*) > 1;
