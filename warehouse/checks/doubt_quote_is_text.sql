-- the quote of a doubt that has offsets is exactly the text between them
select doubts.doubt_id, doubts.char_start, doubts.char_end, doubts.quote
from doubts
inner join texts on texts.document_id = doubts.document_id
where
    doubts.char_start is not null
    and doubts.quote is distinct from array_slice(texts.text, doubts.char_start + 1, doubts.char_end);
