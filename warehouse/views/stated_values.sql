-- grain: one row per result, kind of figure (a change: and its baseline) and distinct value stated
-- Two values agree when they are equal at the fewer decimals; percent and points may state one figure, and two figures.
create or replace view stated_values as
with
stated as (
    select
        result_id,
        kind,
        unit_measure,
        baseline_year,
        value,
        folded_text,
        decimals,
        arg_min(value_text, claim_id) as value_text,
        bool_or(tied) as tied,
        max(out_of) as out_of,
        max(scale_max) as scale_max,
        any_value(index_code) as index_code,
        count(*) as n_claims,
        count(distinct document_id) as n_documents,
        list_distinct(list(publisher)) as publishers,
        min(case form when 'published' then 1 when 'retyped' then 2 else 3 end) as best_form,
        max(published_date) as last_date,
        min(claim_id) as first_claim_id
    from result_claims
    group by result_id, kind, unit_measure, baseline_year, value, folded_text, decimals
),

counted as (
    select *, count(*) over (partition by result_id, kind, baseline_year) as n_values
    from stated
),

-- most figures are stated in one way only; the others are compared with each other
contested as (
    select *
    from counted
    where n_values > 1
),

pairs as (
    select
        one.first_claim_id,
        other.publishers,
        other.best_form,
        other.last_date,
        -- a value without a measure may have any
        one.unit_measure = other.unit_measure or one.unit_measure is null or other.unit_measure is null as same_measure,
        one.unit_measure = other.unit_measure or one.unit_measure is null or other.unit_measure is null
        or (one.kind = 'score' and one.unit_measure in ('percent', 'points') and other.unit_measure in ('percent', 'points'))
        or (
            one.kind = 'score_change'
            and one.unit_measure in ('percentage_points', 'points')
            and other.unit_measure in ('percentage_points', 'points')
        ) as like_measure,
        case one.kind
            when 'top_group' then true
            when 'not_rated' then true
            when 'grade' then one.folded_text is not distinct from other.folded_text
            else abs(one.value - other.value) <= 0.5 * pow(10, -least(one.decimals, other.decimals)) + 1e-9
        end as is_equal,
        -- grades contradict each other only within one scale: 'tốt' says nothing against 'a'
        one.kind <> 'grade'
        or (length(one.folded_text) = 1 and length(other.folded_text) = 1)
        or (
            one.folded_text in ('xuất sắc', 'rất tốt', 'tốt', 'khá', 'trung bình', 'yếu', 'kém')
            and other.folded_text in ('xuất sắc', 'rất tốt', 'tốt', 'khá', 'trung bình', 'yếu', 'kém')
        ) as like_scale
    from contested as one
    inner join contested as other
        on
            other.result_id = one.result_id
            and other.kind = one.kind
            and other.baseline_year is not distinct from one.baseline_year
),

compared as (
    select
        first_claim_id,
        len(list_distinct(flatten(list(publishers) filter (is_equal and like_measure)))) as n_publishers,
        min(best_form) filter (is_equal and like_measure) as best_form,
        max(last_date) filter (is_equal and like_measure) as last_date,
        bool_or(not is_equal and same_measure and like_scale) as disputed
    from pairs
    group by first_claim_id
)

select
    counted.result_id,
    counted.kind,
    counted.unit_measure,
    counted.baseline_year,
    counted.value,
    counted.value_text,
    counted.folded_text,
    counted.decimals,
    counted.tied,
    counted.out_of,
    counted.scale_max,
    counted.n_claims::integer as n_claims,
    counted.n_documents::integer as n_documents,
    coalesce(compared.n_publishers, len(counted.publishers))::integer as n_publishers,
    coalesce(compared.disputed, false) as disputed,
    case
        when counted.n_values = 1 then 1
        else row_number() over (
            partition by counted.result_id, counted.kind, counted.baseline_year
            order by
                -- the narrowest group says most
                counted.kind = 'top_group' and counted.value < 0,
                case when counted.kind = 'top_group' then abs(counted.value) end,
                -- the index's own measure; a difference before a relative change
                counted.kind = 'score' and counted.unit_measure is not distinct from indices.unit_measure desc,
                counted.kind = 'score_change' and counted.unit_measure is not distinct from 'percent',
                -- a class in Vietnamese before its translation: 'rất tốt' and 'excellent' in one workbook
                counted.kind = 'grade' and regexp_matches(counted.folded_text, '^[a-z][ -~]+$'),
                compared.n_publishers desc,
                compared.best_form,
                compared.last_date desc nulls last,
                counted.decimals desc nulls last,
                counted.first_claim_id
        )
    end::integer as place
from counted
left join compared on compared.first_claim_id = counted.first_claim_id
left join indices on indices.index_code = counted.index_code;
