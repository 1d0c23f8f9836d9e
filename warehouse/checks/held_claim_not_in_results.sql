-- only accepted claims that were published, retyped or retold count for a result
select claim_id, status, form
from claims
where result_id is not null and (status <> 'accepted' or form not in ('published', 'retyped', 'retold'));
