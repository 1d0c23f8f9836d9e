-- a claim_id is one claim, and one reading states a fact once
select claim_id as id, count(*) as n from statements group by claim_id having count(*) > 1
union all
select reading_id || ' ' || fact_id, count(*) from statements group by reading_id, fact_id having count(*) > 1;
