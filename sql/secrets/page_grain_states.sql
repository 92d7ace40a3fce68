-- Reads what grains remember, all of it at once: there is one row for each grain that was asked something.
--
-- takes    $1 text     the place of the last row seen, or null
--          $2 integer  at most so many
-- returns  place, body, version
-- called   StoredTexts.Next
select s.ctid::text, convert_from(s.payloadbinary, 'UTF8'), s.version
from orleans.storage s
where s.payloadbinary is not null and ($1 is null or s.ctid > $1::tid)
order by s.ctid
limit $2
