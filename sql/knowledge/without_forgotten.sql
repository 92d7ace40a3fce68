-- A value with the replacements of those texts in it that were forgotten, whole or in part; of a value within jsonb, only what is
-- words.
--
-- takes    whose, col   where it stands
--          deep         it stands within a jsonb value
create or replace function v2.without_forgotten(whose text, col text, v jsonb, deep boolean) returns jsonb
language plpgsql stable as $$
begin
  case jsonb_typeof(v)
    when 'string' then
      if deep and (length(v #>> '{}') < 12 or v #>> '{}' !~ '\s') then
        return v;
      end if;
      return coalesce((select to_jsonb(f.replacement) from v2.forgotten f where f.digest = v2.forgotten_digest(whose, col, v #>> '{}')),
        to_jsonb(v2.without_forgotten_pieces(whose, col, v #>> '{}')));
    when 'array' then
      return (select coalesce(jsonb_agg(v2.without_forgotten(whose, col, e, deep) order by nth), '[]') from jsonb_array_elements(v) with ordinality as a (e, nth));
    when 'object' then
      return (select coalesce(jsonb_object_agg(k, v2.without_forgotten(whose, col, e, true)), '{}') from jsonb_each(v) as o (k, e));
    else
      return v;
  end case;
end $$;
