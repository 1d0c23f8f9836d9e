-- grain: one row per document; the current reading speaks for it, else the one that was current last
create or replace view documents as
with
spoken as (
    select
        *,
        row_number() over (
            partition by document_id
            order by state = 'current' desc, superseded_at desc nulls last, read_at desc, reading_id
        ) as place
    from readings
)

select
    texts.document_id,
    spoken.source_path,
    texts.text,
    spoken.title,
    spoken.publisher,
    spoken.outlet,
    spoken.url,
    spoken.language,
    texts.format,
    spoken.form,
    spoken.published_date,
    spoken.licence,
    spoken.retrieved_at,
    spoken.fault,
    spoken.state,
    spoken.reading_id,
    texts.first_run_id
from texts
inner join spoken on spoken.document_id = texts.document_id and spoken.place = 1;
