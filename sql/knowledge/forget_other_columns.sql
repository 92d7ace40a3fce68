-- Lists the columns of the brain's own bookkeeping that can hold what somebody wrote, but for the runs that forget.
--
-- returns  tab, col, type   text, text[] or jsonb
-- called   v2.forget_other_page, v2.forget_other_write, list_forget_others.sql
create or replace function v2.forget_other_columns() returns table (tab text, col text, type text)
language sql stable as $$
  select c.relname::text, a.attname::text, t.typname::text
  from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  join pg_type t on t.oid = a.atttypid
  where c.relnamespace = 'brain'::regnamespace and c.relkind = 'r' and t.typname in ('text', '_text', 'jsonb')
    and c.relname not in ('migrations', 'silo_certificates', 'forget_runs') and a.attname not in ('event_key')
    and not (c.relname = 'forgotten_pieces' and a.attname in ('digest', 'scope'))
    -- What is made of rows goes with them: v2.forget_derived.
    and c.relname not like 'search\_%'
    -- Money is added up from rows that are looked through themselves: v2.recount_used and v2.recount_stepped. The
    -- others have words of ours alone.
    and c.relname not in ('used', 'used_before_gate', 'waste', 'waste_counted', 'database_sizes')
$$;
