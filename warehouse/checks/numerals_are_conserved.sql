-- the numerals that were claimed, set aside or held are together all numerals of the text that was read
select readings.reading_id, readings.numerals, coalesce(sum(numeral_counts.n_numerals), 0) as n_accounted
from readings
left join numeral_counts on numeral_counts.reading_id = readings.reading_id
where readings.numerals is not null
group by readings.reading_id, readings.numerals
having readings.numerals <> coalesce(sum(numeral_counts.n_numerals), 0);
