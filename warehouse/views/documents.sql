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
),

conserved as (
    select
        reading_id,
        coalesce(sum(n_numerals) filter (where fate = 'claimed'), 0)::integer as claimed,
        coalesce(sum(n_numerals) filter (where fate = 'set_aside'), 0)::integer as set_aside,
        coalesce(sum(n_numerals) filter (where fate = 'held'), 0)::integer as held,
        map_from_entries(
            list({reason: reason, n: n_numerals} order by n_numerals desc, reason) filter (where fate = 'set_aside')
        ) as why
    from numeral_counts
    group by reading_id
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
    spoken.numerals,
    -- a text without numerals has no counts
    case when spoken.numerals is not null then coalesce(conserved.claimed, 0) end as numerals_claimed,
    case when spoken.numerals is not null then coalesce(conserved.set_aside, 0) end as numerals_set_aside,
    case when spoken.numerals is not null then coalesce(conserved.held, 0) end as numerals_held,
    case when spoken.numerals is not null then coalesce(conserved.why, map {}) end as numerals_set_aside_why,
    spoken.fault,
    spoken.state,
    spoken.reading_id,
    texts.first_run_id
from texts
inner join spoken on spoken.document_id = texts.document_id and spoken.place = 1
left join conserved on conserved.reading_id = spoken.reading_id;
