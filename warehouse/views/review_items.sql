-- grain: one row per source passage and kind of doubt, over all readings that raised it
create or replace view review_items as
with
raised as (
    select
        doubts.*,
        readings.state,
        readings.run_id,
        readings.read_at,
        readings.source_path,
        -- the current reading speaks for the item, else the last one
        row_number() over (
            partition by doubts.item_id
            order by readings.state = 'current' desc, readings.read_at desc, doubts.reading_id, doubts.claim_id
        ) as place
    from doubts
    inner join readings on readings.reading_id = doubts.reading_id
),

seen as (
    select
        item_id,
        arg_min(run_id, (read_at, run_id)) as first_run_id,
        arg_max(run_id, (read_at, run_id)) as last_run_id,
        bool_or(state = 'current') as is_raised
    from raised
    group by item_id
),

held_back as (
    select item_id, reading_id, count(claim_id) as n_claims
    from doubts
    group by item_id, reading_id
),

decided as (
    select distinct item_id
    from decisions
)

select
    raised.item_id,
    raised.subject_type,
    raised.claim_id,
    raised.document_id,
    raised.source_path,
    raised.reason_code,
    raised.message,
    raised.quote,
    raised.char_start,
    raised.char_end,
    raised.locator,
    raised.proposals,
    raised.severity,
    held_back.n_claims::integer as n_claims,
    case
        when not seen.is_raised then 'obsolete'
        when decided.item_id is not null then 'decided'
        else 'open'
    end as state,
    seen.first_run_id,
    seen.last_run_id
from raised
inner join seen on seen.item_id = raised.item_id
inner join held_back on held_back.item_id = raised.item_id and held_back.reading_id = raised.reading_id
left join decided on decided.item_id = raised.item_id
where raised.place = 1;
