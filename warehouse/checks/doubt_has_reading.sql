-- every doubt belongs to a reading of its document, and to a claim of that reading where it names one
select doubts.doubt_id, doubts.reading_id, doubts.claim_id
from doubts
left join readings on readings.reading_id = doubts.reading_id and readings.document_id = doubts.document_id
left join statements on statements.claim_id = doubts.claim_id and statements.reading_id = doubts.reading_id
where readings.reading_id is null or (doubts.claim_id is not null and statements.claim_id is null);
