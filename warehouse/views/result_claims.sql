-- grain: one row per accepted claim that counts for a result
create or replace view result_claims as
with
counting as (
    select
        *,
        -- who says so: the publisher, else the outlet, else the domain; those that nobody knows are one voice
        coalesce(publisher, outlet, nullif(regexp_extract(url, '^[a-z]+://(?:www\.|m\.)?([^/:]+)', 1), ''), '') as said_by
    from readings
    where state = 'current' and form in ('published', 'retyped', 'retold')
)

select
    statements.claim_id,
    statements.result_id,
    statements.kind,
    -- only scores and their changes have measures to compare, only changes a baseline
    case when statements.kind in ('score', 'score_change') then statements.unit_measure end as unit_measure,
    case when statements.kind in ('score_change', 'rank_change') then statements.baseline_year end as baseline_year,
    case when statements.kind not in ('grade', 'not_rated') then statements.value end as value,
    case when statements.kind = 'grade' then statements.value_text end as value_text,
    -- 'Nhóm A' = 'xếp loại A'
    case
        when statements.kind = 'grade'
            then trim(
                regexp_replace(lower(statements.value_text), '^(được |xếp |đạt |đánh giá |nhóm |loại |mức |hạng )+', '')
            )
    end as folded_text,
    statements.decimals,
    statements.tied,
    statements.out_of,
    statements.scale_max,
    statements.index_code,
    statements.edition_year,
    statements.edition_variant,
    statements.jurisdiction_id,
    statements.bloc,
    statements.bloc_part,
    statements.subset,
    statements.component_id,
    statements.component_text,
    statements.unit_id,
    statements.document_id,
    counting.said_by as publisher,
    counting.form,
    counting.published_date
from statements
inner join counting on counting.reading_id = statements.reading_id
where statements.verdict = 'accepted' and statements.result_id is not null;
