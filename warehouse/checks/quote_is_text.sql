-- the quote of a claim in prose is exactly the text between its offsets (code points, 0-based, half open)
select statements.claim_id, statements.char_start, statements.char_end, statements.quote
from statements
inner join texts on texts.document_id = statements.document_id
where
    statements.char_start is not null
    and statements.quote is distinct from array_slice(texts.text, statements.char_start + 1, statements.char_end);
