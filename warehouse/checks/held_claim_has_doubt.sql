-- a held claim says why: at least one doubt holds it; an accepted claim has none that does
select statements.claim_id, statements.verdict, count(doubts.doubt_id) as n_holding
from statements
left join doubts on doubts.claim_id = statements.claim_id and doubts.severity = 'hold'
group by statements.claim_id, statements.verdict
having (statements.verdict = 'held') <> (count(doubts.doubt_id) > 0) and statements.verdict <> 'rejected';
