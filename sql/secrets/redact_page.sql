-- Reads the next rows of one table for whoever looks for secrets in them; changes nothing.
--
-- takes    tab     without its schema, one of v2.redact_columns
--          after   the key of the last row seen; null to begin
--          most    at most so many rows
-- returns  key     id, valid_to, valid_from: which version of which row
--          texts   {column: value}, without those that are null
-- called   RedactionStore.Next
create or replace function v2.redact_page(tab text, after text[], most int) returns table (key text[], texts jsonb)
language plpgsql stable set timezone = 'UTC' as $$
begin
  return query execute format($sql$
    select array[r.id::text, r.valid_to::text, r.valid_from::text], (
      select coalesce(jsonb_object_agg(e.key, e.value), '{}') from jsonb_each(jsonb_build_object(%s)) e where e.value <> 'null')
    from v2.%I r
    where $1 is null or (r.id, r.valid_to, r.valid_from) > ($1[1]::uuid, $1[2]::timestamptz, $1[3]::timestamptz)
    order by r.id, r.valid_to, r.valid_from
    limit $2
    $sql$, (select string_agg(format('%L, r.%I', c.col, c.col), ', ') from v2.redact_columns() c where c.tab = redact_page.tab), tab)
  using after, most;
end $$;
