-- grain: one row per accepted claim about all units of a list together, or about its extremes
create or replace view aggregates as
select
    claims.kind,
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
    claims.aggregation,
    claims.unit_id,
    claims.unit_name,
    claims.value,
    claims.value_max,
    claims.value_text,
    claims.unit_measure,
    claims.scale_max,
    claims.out_of,
    claims.baseline_year,
    claims.comparator,
    claims.quote,
    claims.claim_id,
    claims.document_id,
    claims.source_path,
    claims.publisher,
    claims.form,
    claims.published_date
from claims
left join indices on indices.index_code = claims.index_code
where
    claims.status = 'accepted'
    and claims.aggregation <> 'value'
    and claims.kind in ('rank', 'score', 'score_change', 'rank_change', 'top_group', 'grade');
