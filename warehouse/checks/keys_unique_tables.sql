-- the keys of the loaded tables are unique
select 'texts' as relation, document_id as id from texts group by document_id having count(*) > 1
union all
select 'readings', reading_id from readings group by reading_id having count(*) > 1
union all
select 'sources', path_key from sources group by path_key having count(*) > 1
union all
select 'doubts', doubt_id from doubts group by doubt_id having count(*) > 1
union all
select 'decisions', decision_id from decisions group by decision_id having count(*) > 1
union all
select 'runs', run_id from runs group by run_id having count(*) > 1
union all
select 'built_with', part from built_with group by part having count(*) > 1;
