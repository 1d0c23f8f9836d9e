-- every claim says where it stands: offsets in prose, a locator in a table, never neither, and a quote
select claim_id, char_start, char_end, locator, quote
from statements
where
    quote = ''
    or (char_start is null) <> (char_end is null)
    or coalesce(char_start >= char_end, false)
    or (char_start is null and locator is null);
