-- grain: one row per claim, that is per reading of a document and fact it states
create or replace view claims as
with
stated as (
    select
        statements.*,
        readings.source_path,
        readings.form,
        -- who says so: the publisher, else the outlet, else the domain
        coalesce(
            readings.publisher,
            readings.outlet,
            nullif(regexp_extract(readings.url, '^[a-z]+://(?:www\.|m\.)?([^/:]+)', 1), '')
        ) as publisher,
        readings.published_date,
        readings.run_id,
        readings.read_at as recorded_at,
        readings.superseded_at,
        case when readings.state = 'current' then statements.verdict else 'superseded' end as status,
        case
            when readings.state <> 'current' then coalesce(again.claim_id, readings.superseded_by)
        end as superseded_by
    from statements
    inner join readings on readings.reading_id = statements.reading_id
    left join statements as again
        on again.reading_id = readings.replaced_by and again.fact_id = statements.fact_id
),

-- what a unit was called before it took its present name: 'Thừa Thiên Huế' until the end of 2024
earlier_names as (
    select
        earlier.unit_id,
        earlier.name,
        earlier.valid_from,
        earlier.valid_to
    from unit_names as earlier
    inner join units on units.unit_id = earlier.unit_id
    inner join unit_names as present
        on
            present.unit_id = earlier.unit_id and present.name = units.name and present.kind = 'short'
            and present.valid_from = earlier.valid_to
    where earlier.kind = 'short' and earlier.lang = 'vi'
)

select
    stated.claim_id,
    stated.status,
    stated.document_id,
    stated.source_path,
    stated.form,
    stated.publisher,
    stated.published_date,
    stated.kind,
    stated.index_code,
    stated.edition_year,
    stated.edition_variant,
    case when stated.jurisdiction_id = 'un' then 'UN' else coalesce(earlier_names.name, jurisdictions.name) end
        as jurisdiction,
    stated.jurisdiction_id,
    stated.bloc,
    stated.bloc_part,
    stated.subset,
    coalesce(components.name, stated.component_text, stated.component_id) as component,
    stated.component_text,
    stated.component_id,
    stated.unit_id,
    units.name as unit_name,
    stated.unit_text,
    stated.aggregation,
    stated.value,
    stated.value_max,
    stated.value_text,
    stated.value_date,
    stated.decimals,
    stated.scale_max,
    stated.unit_measure,
    stated.out_of,
    stated.baseline_year,
    stated.comparator,
    stated.tied,
    stated.subject,
    stated.inferred,
    stated.quote,
    stated.char_start,
    stated.char_end,
    stated.locator,
    stated.rule_id,
    stated.reading_id,
    stated.run_id,
    stated.recorded_at,
    stated.superseded_at,
    stated.superseded_by,
    -- a claim counts for a result when it is accepted and not computed by us
    case
        when stated.status = 'accepted' and stated.form in ('published', 'retyped', 'retold') then stated.result_id
    end as result_id
from stated
left join units as jurisdictions on jurisdictions.unit_id = stated.jurisdiction_id
left join earlier_names
    on
        earlier_names.unit_id = stated.jurisdiction_id
        and coalesce(stated.published_date, make_date(stated.edition_year, 12, 31)) < earlier_names.valid_to
        and coalesce(stated.published_date, make_date(stated.edition_year, 12, 31))
        >= coalesce(earlier_names.valid_from, date '1900-01-01')
left join units on units.unit_id = stated.unit_id
left join components on components.component_id = stated.component_id;
