-- grain: one row per reading whose state, path or successor changes
-- A reading is current when it is the reading of the first path (by path_key) at which its document lies; a table under
-- a name that no layout knows comes after its copies under names that one does. Of the others,
-- those of a document that was read anew or whose path holds other bytes now are superseded; the rest are withdrawn.
create or replace temp table settled as
with
present as (
    select *, row_number() over (
        partition by document_id
        order by layouts_version is not null and layout_id is null, path_key
    ) as place
    from sources
    where state = 'present'
),

currents as (
    select reading_id, document_id, path_key, source_path
    from present
    where place = 1
),

successors as (
    select
        readings.reading_id,
        coalesce(same_document.reading_id, other_document.reading_id) as replaced_by,
        coalesce(same_document.document_id, other_document.document_id) as document_id
    from readings
    left join currents as same_document on same_document.document_id = readings.document_id
    left join present on present.path_key = readings.path_key
    left join currents as other_document on other_document.document_id = present.document_id
)

select
    readings.reading_id,
    readings.state as state_before,
    case
        when currents.reading_id is not null then 'current'
        when successors.replaced_by is not null then 'superseded'
        else 'withdrawn'
    end as state_after,
    case when currents.reading_id is null then successors.replaced_by end as replaced_by,
    case
        when currents.reading_id is not null then null
        when successors.replaced_by is not null then 'document:' || successors.document_id
        else 'withdrawn: ' || readings.source_path
    end as superseded_by,
    coalesce(currents.path_key, readings.path_key) as path_key,
    coalesce(currents.source_path, readings.source_path) as source_path
from readings
inner join successors on successors.reading_id = readings.reading_id
left join currents on currents.reading_id = readings.reading_id
where
    (readings.state = 'current' and currents.reading_id is null)
    or (readings.state <> 'current' and currents.reading_id is not null)
    or (
        currents.reading_id is not null
        and (readings.path_key <> currents.path_key or readings.source_path <> currents.source_path)
    );

update readings
set
    state = settled.state_after,
    superseded_at = case when settled.state_after = 'current' then null else $at end,
    replaced_by = settled.replaced_by,
    superseded_by = settled.superseded_by,
    path_key = settled.path_key,
    source_path = settled.source_path
from settled
where settled.reading_id = readings.reading_id;
