-- A trigger before a row is written: what was forgotten does not come back, whoever writes it: a transcript that is read again,
-- an event that waited. The table has it only once something was forgotten (v2.guard_forgotten).
--
-- takes    tg_argv   the columns that hold texts
create or replace function v2.replace_forgotten() returns trigger
language plpgsql as $$
declare
  now_row jsonb := to_jsonb(new);
  was_row jsonb := case when tg_op = 'UPDATE' then to_jsonb(old) end;
  whose text := coalesce(case tg_table_name when 'sessions' then now_row ->> 'id' else now_row ->> 'session_id' end, '');
  patch jsonb := '{}';
  col text;
  clean jsonb;
begin
  foreach col in array tg_argv loop
    if now_row -> col <> 'null' and (was_row is null or now_row -> col is distinct from was_row -> col) then
      clean := v2.without_forgotten(whose, col, now_row -> col, false);
      if clean <> now_row -> col then
        -- A column that may hold so much and no more loses the end instead.
        if jsonb_typeof(clean) = 'string' and length(clean #>> '{}') > length(now_row ->> col) and exists (
          select from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey)
          where k.conrelid = tg_relid and k.contype = 'c' and a.attname = col and pg_get_constraintdef(k.oid) ~ 'length\(')
        then
          clean := to_jsonb(left(clean #>> '{}', length(now_row ->> col)));
        end if;
        patch := patch || jsonb_build_object(col, clean);
      end if;
    end if;
  end loop;
  return case when patch = '{}' then new else jsonb_populate_record(new, patch) end;
end $$;
