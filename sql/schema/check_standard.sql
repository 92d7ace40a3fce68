-- Holds every table of schema v2 against the rules that hold for all of them.
--
-- returns  one sentence for each rule that a table breaks; none when all is well
-- called   SchemaStore.Check
with tables as (
  select c.oid, c.relname::text as name from pg_class c
  where c.relnamespace = 'v2'::regnamespace and c.relkind in ('r', 'p') and not (
    c.relname like '%\_history' and to_regclass(format('v2.%I', left(c.relname, -8))) is not null)),
columns as (
  select t.name, a.attname::text as col, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as filled,
    coalesce(pg_get_expr(d.adbin, d.adrelid), '') as deflt
  from tables t
  join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
  left join pg_attrdef d on d.adrelid = t.oid and d.adnum = a.attnum),
wanted (col, type, deflt) as (values
  ('id', 'uuid', 'gen_random_uuid()'), ('created_at', 'timestamp with time zone', 'brain_now()'),
  ('updated_at', 'timestamp with time zone', 'brain_now()'), ('status', 'text', ''), ('source', 'text', ''),
  ('metadata', 'jsonb', '''{}''::jsonb'), ('valid_from', 'timestamp with time zone', 'brain_now()'),
  ('valid_to', 'timestamp with time zone', '''infinity'''))
select format('v2.%s.%s must be %s not null%s', t.name, w.col, w.type,
  case when w.deflt <> '' then ' default ' || w.deflt else '' end)
from tables t cross join wanted w
where not exists (
  select from columns c where c.name = t.name and c.col = w.col and c.type = w.type and c.filled
    and position(w.deflt in c.deflt) > 0)
union all
select format('v2.%s must have a CHECK on its status', t.name) from tables t
where not exists (
  select from pg_constraint k where k.conrelid = t.oid and k.contype = 'c' and k.conname = t.name || '_status_check'
    and pg_get_constraintdef(k.oid) ~ '\mstatus\M')
union all
select format('v2.%s must have the trigger %s', t.name, g.name)
from tables t cross join (values ('begin_life'), ('set_updated_at'), ('zz_keep_history'), ('refuse_truncate')) g (name)
where not exists (select from pg_trigger r where r.tgrelid = t.oid and r.tgname = g.name and r.tgenabled <> 'D')
union all
-- A trigger by that name alone keeps nothing: what it fires at is in the bits of pg_trigger.h (row 1, before 2, insert 4,
-- delete 8, update 16, truncate 32), for every row and every column.
select format('v2.%s must have its trigger %s %s, for each %s and always', t.name || g.past, r.tgname, g.fires,
  case when g.bits & 1 = 1 then 'row' else 'statement' end)
from tables t
cross join (values
  ('', 'set_updated_at', 'before update', 19), ('', 'zz_keep_history', 'after update or delete', 25),
  ('', 'refuse_truncate', 'before truncate', 34), ('_history', 'refuse_rewriting', 'before update or delete', 27),
  ('_history', 'refuse_truncate', 'before truncate', 34)) g (past, name, fires, bits)
join pg_trigger r on r.tgrelid = to_regclass(format('v2.%I', t.name || g.past)) and r.tgname = g.name
where r.tgtype <> g.bits or r.tgqual is not null or r.tgattr::text <> ''
union all
select format('v2.%s_history must have the trigger %s', t.name, g.name)
from tables t cross join (values ('refuse_inserting'), ('refuse_rewriting'), ('refuse_truncate')) g (name)
where not exists (
  select from pg_trigger r where r.tgrelid = to_regclass(format('v2.%I', t.name || '_history')) and r.tgname = g.name and r.tgenabled <> 'D')
union all
select format('v2.%s.%s must be there: its rows have content', t.name, w.col)
from tables t cross join (values ('confidence'), ('importance')) w (col)
-- What was made with content once has the columns in its history.
where exists (
    select from pg_attribute a where a.attrelid = to_regclass(format('v2.%I', t.name || '_history')) and a.attname in ('confidence', 'importance'))
  and not exists (select from columns c where c.name = t.name and c.col = w.col)
union all
select format('v2.%s must have its primary key on id alone', t.name) from tables t
where not exists (
  select from pg_constraint k where k.conrelid = t.oid and k.contype = 'p' and pg_get_constraintdef(k.oid) = 'PRIMARY KEY (id)')
union all
select format('v2.%s must have v2.%s_as_of(timestamptz)', t.name, t.name) from tables t
where to_regprocedure(format('v2.%I(timestamptz)', t.name || '_as_of')) is null
union all
select format('v2.%s_history lacks column %s of v2.%s: call v2.make_standard again', c.name, c.col, c.name)
from columns c
where not exists (
  select from pg_attribute a where a.attrelid = to_regclass(format('v2.%I', c.name || '_history'))
    and a.attname = c.col and not a.attisdropped)
union all
select format('v2.%s must be named in v2.undo_scope: its rows can be undone, or stay, with the reason', t.name)
from tables t
where not exists (select from v2.undo_scope() s where s.name = t.name and (s.whose is not null or s.why is not null))
  and (exists (select from columns c where c.name = t.name and c.col = 'session_id')
    -- A session's row is never removed, so what points to it alone needs no name there.
    or exists (
      select from pg_constraint k join pg_class f on f.oid = k.confrelid
      join v2.undo_scope() s on s.name = f.relname and s.whose is not null and s.name <> 'sessions'
      where k.contype = 'f' and k.conrelid = t.oid and f.relnamespace = 'v2'::regnamespace));
