-- A digest under this database's key: nobody who lacks it can try texts until one fits.
--
-- takes    plain   SHA-256 of the text and of where it stands, in hexadecimal digits
-- called   v2.forgotten_digest, v2.forget_rows, blank_forgotten_pieces.sql
create or replace function v2.keyed_digest(plain text) returns text
language sql stable as $$
  select encode(sha256(k.key || decode(plain, 'hex')), 'hex') from brain.forget_key k
$$;
