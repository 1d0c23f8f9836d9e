-- the current reading of a document is that of the first path where it lies (a table first under a name that a layout
-- knows); nothing else is current
with
present as (
    select
        document_id,
        arg_min(reading_id, (layouts_version is not null and layout_id is null, path_key)) as reading_id
    from sources
    where state = 'present'
    group by document_id
)

select coalesce(readings.reading_id, present.reading_id) as reading_id, readings.state
from present
full join readings on readings.reading_id = present.reading_id
where
    readings.reading_id is null
    or (readings.state = 'current') <> (present.reading_id is not null)
    or readings.document_id <> coalesce(present.document_id, readings.document_id);
