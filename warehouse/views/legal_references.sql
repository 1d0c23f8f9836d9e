-- grain: one row per legal document and announcement that names it
create or replace view legal_references as
select
    value_text,
    value_date,
    subject,
    quote,
    claim_id,
    document_id,
    source_path,
    publisher,
    form,
    published_date
from claims
where status = 'accepted' and kind = 'legal_ref';
