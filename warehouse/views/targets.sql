-- grain: one row per accepted target
create or replace view targets as
select
    subject,
    value,
    value_max,
    unit_measure,
    comparator,
    edition_year,
    index_code,
    jurisdiction,
    jurisdiction_id,
    unit_id,
    unit_name,
    unit_text,
    quote,
    claim_id,
    document_id,
    source_path,
    publisher,
    form,
    published_date
from claims
where status = 'accepted' and kind = 'target';
