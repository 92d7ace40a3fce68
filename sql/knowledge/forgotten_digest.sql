-- Tells a whole text by where it stands, without saying it.
--
-- takes    whose   the session's id, or an empty text
--          col     the column
create or replace function v2.forgotten_digest(whose text, col text, said text) returns text
language sql immutable
return encode(sha256(convert_to(whose || chr(31) || col || chr(31) || said, 'UTF8')), 'hex');
