-- successors(unit): every unit that this one became part of, the nearest first
create or replace macro successors(unit) as table
with recursive chain as (
    select
        successions.successor_id,
        successions.date,
        successions.kind,
        successions.legal_basis,
        1 as steps
    from successions
    where successions.predecessor_id = unit and successions.successor_id <> unit
    union
    select
        successions.successor_id,
        successions.date,
        successions.kind,
        successions.legal_basis,
        chain.steps + 1 as steps
    from chain
    inner join successions on successions.predecessor_id = chain.successor_id
    where successions.successor_id <> chain.successor_id
)

select
    chain.successor_id as unit_id,
    units.name,
    chain.date,
    chain.kind,
    chain.legal_basis,
    chain.steps
from chain
inner join units on units.unit_id = chain.successor_id
order by chain.steps, chain.successor_id;

comment on macro table successors is 'successors(unit): every unit that this one became part of, with date, kind and legal basis, the nearest first.';
