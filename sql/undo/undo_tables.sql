-- Reads from the catalogue how each undoable table is undone.
--
-- returns  name
--          place      0 for a table that points to no other of them; else more than those that it points to have
--          mine       the condition that finds a session's rows: over r, with the session's id as $1
--          left_out   what two versions of a row may differ in and be the same
create or replace function v2.undo_tables() returns table (name text, place int, mine text, left_out text[])
language sql stable as $$
  with recursive taken as (
    select s.*, to_regclass(format('v2.%I', s.name)) as oid
    from v2.undo_scope() s
    where s.whose is not null and to_regclass(format('v2.%I', s.name)) is not null),
  deep (oid, place) as (
    select oid, 0 from taken
    union
    select k.conrelid, d.place + 1
    from deep d join pg_constraint k on k.confrelid = d.oid and k.contype = 'f' and k.conrelid <> k.confrelid
    join taken t on t.oid = k.conrelid
    where d.place < 16)
  select t.name, (select max(d.place) from deep d where d.oid = t.oid),
    case when t.through is null then format('r.%I = $1', t.whose)
      else format('r.%1$I in (select id from v2.%2$I where session_id = $1 union all select id from v2.%3$I where session_id = $1)',
        t.whose, t.through, t.through || '_history') end,
    array['updated_at', 'valid_from', 'valid_to'] || t.kept || array(
      select a.attname::text from pg_attribute a where a.attrelid = t.oid and a.attgenerated <> '')
  from taken t
$$;
