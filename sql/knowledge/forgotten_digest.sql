-- Tells a whole text by where it stands, without saying it.
--
-- takes    whose   the session's id, or an empty text
--          col     the column
-- called   v2.without_forgotten, v2.without_forgotten_pieces, v2.import_turns, v2.complete_turns
create or replace function v2.forgotten_digest(whose text, col text, said text) returns text
language sql stable as $$
  select v2.keyed_digest(encode(sha256(convert_to(whose || chr(31) || col || chr(31) || said, 'UTF8')), 'hex'))
$$;
