-- Reads the next rows of one table.
--
-- takes    $1 text     the table
--          $2 text[]   the key of the last row seen, or null
--          $3 integer  at most so many
-- returns  key, texts  as v2.redact_page
-- called   RedactionStore.Next
select p.key, p.texts from v2.redact_page($1, $2, $3) p
