-- Has every table that holds texts refuse those that were forgotten. Nothing is done while nothing was ever forgotten, so that
-- nobody pays for it; calling it again is harmless, and follows tables and columns that were added.
--
-- takes    always   also before the first digest is there
-- raises   55P03    a table was not free within lock_timeout; those before it have theirs
-- called   guard_against_forgotten.sql
create or replace function v2.guard_forgotten(always boolean) returns void
language plpgsql as $$
declare
  t record;
begin
  if not always and not exists (select from v2.forgotten) then
    return;
  end if;
  for t in
    select c.tab, string_agg(quote_literal(c.col), ', ' order by c.col) as args
    from v2.forget_columns() c
    where c.tab not like '%\_history' and c.tab <> 'forgotten'
    group by c.tab
  loop
    if not exists (
      select from pg_trigger g where g.tgrelid = format('v2.%I', t.tab)::regclass and g.tgname = 'a_forgotten'
        and encode(g.tgargs, 'escape') = replace(replace(t.args, '''', ''), ', ', '\000') || '\000')
    then
      execute format('create or replace trigger a_forgotten before insert or update on v2.%I
        for each row execute function v2.replace_forgotten(%s)', t.tab, t.args);
    end if;
  end loop;
end $$;
