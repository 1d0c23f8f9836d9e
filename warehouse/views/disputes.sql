-- grain: one row per accepted claim that another accepted claim contradicts
create or replace view disputes as
select
    stated_values.result_id,
    stated_values.kind,
    claims.index_code,
    indices.name as index_name,
    claims.edition_year,
    claims.edition_variant,
    claims.jurisdiction,
    claims.jurisdiction_id,
    claims.bloc,
    claims.bloc_part,
    claims.subset,
    claims.component,
    claims.unit_id,
    claims.unit_name,
    stated_values.unit_measure,
    stated_values.baseline_year,
    claims.value,
    claims.value_text,
    stated_values.place = 1 as shown,
    claims.quote,
    claims.claim_id,
    claims.document_id,
    claims.source_path,
    claims.publisher,
    claims.form,
    claims.published_date
from stated_values
inner join result_claims
    on
        result_claims.result_id = stated_values.result_id
        and result_claims.kind = stated_values.kind
        and result_claims.unit_measure is not distinct from stated_values.unit_measure
        and result_claims.baseline_year is not distinct from stated_values.baseline_year
        and result_claims.value is not distinct from stated_values.value
        and result_claims.folded_text is not distinct from stated_values.folded_text
        and result_claims.decimals is not distinct from stated_values.decimals
inner join claims on claims.claim_id = result_claims.claim_id
left join indices on indices.index_code = claims.index_code
where stated_values.disputed;
