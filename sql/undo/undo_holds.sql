-- Finds what still points to rows that are to be removed and neither goes with them nor can be let go of: rows of other
-- sessions, and rows of this one that are not in the plan. A row that stays by itself (v2.undo_scope) is let go of.
--
-- takes    plan   [{tab, id, act}]
-- returns  the pointing row's table and id, and why the other can't be removed
create or replace function v2.undo_holds(sid uuid, plan jsonb) returns table (tab text, id uuid, reason text)
language plpgsql stable as $$
declare
  k record;
  gone uuid[];
  known uuid[];
begin
  for k in
    select c.conrelid::regclass as src, r.relname::text as name, a.attname as col, f.relname::text as dest,
      r.relnamespace = 'v2'::regnamespace and not a.attnotnull
        and exists (select from v2.undo_scope() s where s.name = r.relname and s.whose is null) as loose
    from pg_constraint c
    join pg_class r on r.oid = c.conrelid
    join pg_class f on f.oid = c.confrelid and f.relnamespace = 'v2'::regnamespace
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    -- What the brain keeps beside a row goes with it by itself.
    where c.contype = 'f' and (r.relnamespace = 'v2'::regnamespace or c.confdeltype <> 'c') and f.relname in (select p ->> 'tab' from jsonb_array_elements(plan) p where p ->> 'act' = 'remove')
  loop
    gone := array(select (p ->> 'id')::uuid from jsonb_array_elements(plan) p where p ->> 'act' = 'remove' and p ->> 'tab' = k.dest);
    known := array(select (p ->> 'id')::uuid from jsonb_array_elements(plan) p where p ->> 'tab' = k.name);
    return query execute format($sql$
      select %1$L::text, x.id, 'points to a row of v2.' || %2$L || ' that would be removed'
      from unnest($1) as g (id) join %3$s x on x.%4$I = g.id
      where not exists (select from unnest($2) as o (id) where o.id = x.id)
      $sql$ || case when k.loose then ' and x.session_id is distinct from $3' else '' end,
      k.name, k.dest, k.src, k.col)
    using gone, known, sid;
  end loop;
end $$;
