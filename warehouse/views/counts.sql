-- grain: one row per accepted count
create or replace view counts as
select
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
    claims.component_id,
    claims.unit_id,
    claims.unit_name,
    claims.value,
    claims.comparator,
    claims.out_of,
    claims.subject,
    claims.quote,
    claims.claim_id,
    claims.document_id,
    claims.source_path,
    claims.publisher,
    claims.form,
    claims.published_date
from claims
left join indices on indices.index_code = claims.index_code
where claims.status = 'accepted' and claims.kind = 'count';
