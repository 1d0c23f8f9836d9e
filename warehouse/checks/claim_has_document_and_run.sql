-- every claim has a reading of its own document, a text, and a run that is recorded
select statements.claim_id, statements.reading_id, statements.document_id, readings.run_id
from statements
left join readings on readings.reading_id = statements.reading_id and readings.document_id = statements.document_id
left join texts on texts.document_id = statements.document_id
left join runs on runs.run_id = readings.run_id
where readings.reading_id is null or texts.document_id is null or runs.run_id is null;
