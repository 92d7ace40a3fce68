-- Reads the next rows of one table.
--
-- takes    $1 text     the table
--          $2 text[]   the key of the last row seen, or null
--          $3 integer  at most so many
-- returns  key, texts, session   as v2.redact_page
-- called   StoredTexts.Next
select p.key, p.texts, p.session from v2.redact_page($1, $2, $3) p
