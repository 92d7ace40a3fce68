-- Finds calls of a project's other sessions that failed in a way that is asked about, the newest first, with what worked
-- after each: the next call of that session within two hours that ran the same program and did not fail.
--
-- takes    $1 text          the project's key
--          $2 uuid          a session whose calls are left out, or null
--          $3 text[]        kinds of keys      $4 bigint[]  the keys
--          $5 timestamptz   only calls before it
--          $6 int           at most so many
-- returns  kind, key, id, session_id, at, target, error, fix_id, fix_target, edited (names of files changed in between),
--          worked_since (how many newer calls of the program there are that worked, at most 80: their targets)
-- called   RecallStore.Find
with found as materialized (
  select distinct on (k.call_id) a.kind, a.key, k.call_id, k.session_id, k.at
  from unnest($3, $4) as a (kind, key)
  cross join lateral (
    -- Other projects' failures of the same kind are looked past, so many and no more.
    select c.call_id, c.session_id, c.at from (
      select * from brain.call_keys c
      where c.key = a.key and c.kind = a.kind and c.failed and c.at < $5 and c.session_id is distinct from $2
      order by c.at desc limit 2000) c
    join v2.sessions s on s.id = c.session_id and s.project_key = $1
    order by c.at desc limit 24) k
  order by k.call_id, a.kind
), newest as (
  select * from found f order by f.at desc limit $6
)
select f.kind, f.key, t.id, t.session_id, t.started_at, t.target, t.error, fix.id, fix.target,
  array(
    select distinct regexp_replace(e.target, '^.*[/\\]', '') from brain.call_keys c join v2.tool_calls e on e.id = c.call_id
    where c.session_id = f.session_id and c.kind = 'file' and c.at > f.at and c.at < next.at limit 8),
  array(
    select o.target from brain.call_keys h
    cross join lateral (
      -- Of each program of the line by itself, so that a common one does not push out the others.
      select c.call_id, c.at from (
        select * from brain.call_keys c
        where c.key = h.key and c.kind = 'head' and not c.failed and c.at > f.at and c.at < $5
        order by c.at desc limit 400) c
      join v2.sessions s on s.id = c.session_id and s.project_key = $1
      order by c.at desc limit 20) w
    join v2.tool_calls o on o.id = w.call_id
    where h.call_id = f.call_id and h.kind = 'head' and f.kind in ('misuse', 'command')
    order by w.at desc limit 80)
from newest f
join v2.tool_calls t on t.id = f.call_id
left join lateral (
  select c.call_id, c.at from brain.call_keys c
  where c.session_id = f.session_id and c.kind = 'head' and not c.failed and c.at > f.at and c.at < least($5, f.at + interval '2 hours')
    and c.key = any (array(select h.key from brain.call_keys h where h.call_id = f.call_id and h.kind = 'head'))
  order by c.at limit 1) next on true
left join v2.tool_calls fix on fix.id = next.call_id
order by f.at desc;
