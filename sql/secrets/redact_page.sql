-- Reads the next rows of one table for whoever looks for something in their texts; changes nothing.
--
-- takes    tab     without its schema, one of v2.redact_columns
--          after   the key of the last row seen; null to begin
--          most    at most so many rows
-- returns  key      id, valid_to, valid_from: which version of which row
--          texts    {column: value}, without those that are null
--          session  whose row it is; null where that is not said
-- called   StoredTexts.Next
create or replace function v2.redact_page(tab text, after text[], most int) returns table (key text[], texts jsonb, session uuid)
language plpgsql stable set timezone = 'UTC' as $$
declare
  whose text := case when tab in ('sessions', 'sessions_history') then 'r.id'
    when exists (select from pg_attribute a where a.attrelid = format('v2.%I', tab)::regclass and a.attname = 'session_id' and not a.attisdropped)
      then 'r.session_id'
    else 'null::uuid' end;
begin
  return query execute format($sql$
    select array[r.id::text, r.valid_to::text, r.valid_from::text], (
      select coalesce(jsonb_object_agg(e.key, e.value), '{}') from jsonb_each(jsonb_build_object(%s)) e where e.value <> 'null'), %s
    from v2.%I r
    where $1 is null or (r.id, r.valid_to, r.valid_from) > ($1[1]::uuid, $1[2]::timestamptz, $1[3]::timestamptz)
    order by r.id, r.valid_to, r.valid_from
    limit $2
    $sql$, (select string_agg(format('%L, r.%I', c.col, c.col), ', ') from v2.redact_columns() c where c.tab = redact_page.tab), whose, tab)
  using after, most;
end $$;
