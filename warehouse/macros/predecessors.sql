-- predecessors(unit): every unit that became part of this one, the nearest first
create or replace macro predecessors(unit) as table
with recursive chain as (
    select
        successions.predecessor_id,
        successions.date,
        successions.kind,
        successions.legal_basis,
        1 as steps
    from successions
    where successions.successor_id = unit and successions.predecessor_id <> unit
    union
    select
        successions.predecessor_id,
        successions.date,
        successions.kind,
        successions.legal_basis,
        chain.steps + 1 as steps
    from chain
    inner join successions on successions.successor_id = chain.predecessor_id
    where successions.predecessor_id <> chain.predecessor_id
)

select
    chain.predecessor_id as unit_id,
    units.name,
    chain.date,
    chain.kind,
    chain.legal_basis,
    chain.steps
from chain
inner join units on units.unit_id = chain.predecessor_id
order by chain.steps, chain.predecessor_id;

comment on macro table predecessors is 'predecessors(unit): every unit that became part of this one, with date, kind and legal basis, the nearest first.';
