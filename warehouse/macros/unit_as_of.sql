-- unit_as_of(unit, day): the unit of the same line that was valid on that day; no row when the line had none
create or replace macro unit_as_of(unit, day) as table
select later.*
from units as known
inner join units as later on later.line_id = known.line_id
where
    known.unit_id = unit
    and coalesce(later.valid_from <= cast(day as date), true)
    and coalesce(cast(day as date) < later.valid_to, true);

comment on macro table unit_as_of is 'unit_as_of(unit, day): the unit of the same line that was valid on that day.';
