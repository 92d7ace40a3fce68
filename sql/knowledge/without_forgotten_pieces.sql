-- A text without those sentences and words in it that were forgotten where it stands, whatever else it says by now.
--
-- takes    whose, col   where it stands, as v2.forgotten_digest has it
-- called   v2.without_forgotten
create or replace function v2.without_forgotten_pieces(whose text, col text, said text) returns text
language plpgsql stable as $$
declare
  -- As Brain.Domain.Knowledge.ForgottenPieces has them.
  blanks constant text := E' \t\n\r\f\x0b';
  marks constant text := $marks$!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~$marks$;
  here text := v2.forgotten_digest(whose, col || '/scope', '');
  -- For v2.forgotten_digest of each piece: a text has many.
  secret bytea;
  before text := whose || chr(31) || col || '/words' || chr(31);
  before_sentence text := whose || chr(31) || col || '/sentence' || chr(31);
  counts int[];
  parts text[];
  count int;
  hit record;
  past int;
begin
  if not exists (select from brain.forgotten_pieces p where p.scope = here) then
    return said;
  end if;
  secret := (select k.key from brain.forget_key k);
  counts := array(select distinct p.words from brain.forgotten_pieces p where p.scope = here order by 1);
  foreach count in array counts loop
    if count = 0 then
      for hit in
        select s.one, p.replacement
        from (select distinct btrim(x, blanks) as one from regexp_split_to_table(said, '[\n.!?。]') x) s
        join brain.forgotten_pieces p
          on p.digest = encode(sha256(secret || sha256(convert_to(before_sentence || s.one, 'UTF8'))), 'hex')
        where s.one <> ''
        order by length(s.one) desc, s.one
      loop
        said := replace(said, hit.one, hit.replacement);
      end loop;
      continue;
    end if;
    parts := array(select m[1] from regexp_matches(said, '[^ \t\n\r\f\v]+|[ \t\n\r\f\v]+', 'g') m);
    past := 0;
    for hit in
      select w.place, w.place_end, w.run, p.replacement
      from (
        select s.place, max(s.place) over following as place_end, count(*) over following as many,
          string_agg(s.part, ' ') over following as run
        from unnest(parts) with ordinality as s (part, place)
        where btrim(s.part, blanks) <> ''
        window following as (order by s.place rows between current row and count - 1 following)) w
      join brain.forgotten_pieces p on p.digest = encode(sha256(secret || sha256(convert_to(before || btrim(w.run, marks), 'UTF8'))), 'hex')
      where w.many = count
      order by w.place
    loop
      continue when hit.place <= past;
      past := hit.place_end;
      parts[hit.place] := left(hit.run, length(hit.run) - length(ltrim(hit.run, marks))) || hit.replacement
        || right(hit.run, length(hit.run) - length(rtrim(hit.run, marks)));
      for between_place in hit.place + 1 .. hit.place_end loop
        parts[between_place] := '';
      end loop;
    end loop;
    if past > 0 then
      said := array_to_string(parts, '');
    end if;
  end loop;
  return said;
end $$;
