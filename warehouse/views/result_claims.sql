-- grain: one row per accepted claim that counts for a result
create or replace view result_claims as
select
    claim_id,
    result_id,
    kind,
    -- only scores and their changes have measures to compare, only changes a baseline
    case when kind in ('score', 'score_change') then unit_measure end as unit_measure,
    case when kind in ('score_change', 'rank_change') then baseline_year end as baseline_year,
    case when kind not in ('grade', 'not_rated') then value end as value,
    -- 'Nhóm A' = 'xếp loại A'
    case
        when kind = 'grade'
            then trim(regexp_replace(lower(value_text), '^(được |xếp |đạt |đánh giá |nhóm |loại |mức |hạng )+', ''))
    end as value_text,
    decimals,
    tied,
    out_of,
    scale_max,
    document_id,
    coalesce(publisher, '') as publisher,
    form,
    published_date
from claims
where result_id is not null;
