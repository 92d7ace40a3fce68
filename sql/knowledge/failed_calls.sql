-- Finds calls of a project's other sessions that failed in a way that is asked about, the newest first, with what worked
-- after each: the next call of that session within two hours that ran the same program and did not fail.
--
-- takes    of_project     the project's key                asker   a session whose calls are left out, or null
--          kinds, keys    of what is asked about           until   only calls before it      most   at most so many
-- returns  edited         names of files changed in between
--          worked_since   targets of newer calls of the program that worked, at most 80
-- called   find_failed_calls.sql
create or replace function v2.failed_calls(of_project text, asker uuid, kinds text[], keys bigint[], until timestamptz, most int)
returns table (kind text, key bigint, id uuid, session_id uuid, at timestamptz, target text, error text, fix_id uuid,
  fix_target text, edited text[], worked_since text[])
language plpgsql stable
-- A hook waits for it, and to plan it takes longer than to run it: one plan is made and kept.
set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  own bigint := hashtextextended(of_project, 0);
begin
  return query with found as materialized (
    select distinct on (k.call_id) a.kind, a.key, k.call_id, k.session_id, k.at
    from unnest(kinds, keys) as a (kind, key)
    cross join lateral (
      select c.call_id, c.session_id, c.at from brain.call_keys c
      where c.key = a.key and c.project = own and c.kind = a.kind and c.failed and c.at < until and c.session_id is distinct from asker
      order by c.at desc limit 24) k
    order by k.call_id, a.kind
  ), newest as (
    select * from found f order by f.at desc limit most
  )
  select f.kind, f.key, t.id, t.session_id, t.started_at, t.target, t.error, fix.id, fix.target,
    array(
      select distinct regexp_replace(e.target, '^.*[/\\]', '') from brain.call_keys c join v2.tool_calls e on e.id = c.call_id
      where c.session_id = f.session_id and c.kind = 'file' and c.at > f.at and c.at < next.at limit 8),
    array(
      select o.target from brain.call_keys h
      cross join lateral (
        -- Of each program of the line by itself, so that a common one does not push out the others.
        select c.call_id, c.at from brain.call_keys c
        where c.key = h.key and c.project = own and c.kind = 'head' and not c.failed and c.at > f.at and c.at < until
        order by c.at desc limit 20) w
      join v2.tool_calls o on o.id = w.call_id
      where h.call_id = f.call_id and h.kind = 'head' and f.kind in ('misuse', 'command')
      order by w.at desc limit 80)
  from newest f
  join v2.tool_calls t on t.id = f.call_id
  left join lateral (
    select c.call_id, c.at from brain.call_keys c
    where c.session_id = f.session_id and c.kind = 'head' and not c.failed and c.at > f.at and c.at < least(until, f.at + interval '2 hours')
      and c.key = any (array(select h.key from brain.call_keys h where h.call_id = f.call_id and h.kind = 'head'))
    order by c.at limit 1) next on true
  left join v2.tool_calls fix on fix.id = next.call_id
  order by f.at desc;
end $$;
