-- Reads what a session came to: what it changed, what was decided, what is open, refused and failed. Where more was refused or
-- failed than it lists, what was refused goes first, and the newest before older ones.
--
-- takes    $1 uuid   session
-- returns  jsonb     shape: Brain.Domain/Review/SessionOutcome.cs
-- called   ReviewStore.Outcome
select jsonb_build_object(
  'project', s.project_path,
  'done', (
    select coalesce(jsonb_agg(f.target order by f.last desc), '[]')
    from (
      select c.target, max(c.started_at) as last from v2.tool_calls c
      where c.session_id = s.id and c.status = 'ok' and c.target is not null and v2.tool_kind(c.tool_kind, c.tool_name) in ('write', 'edit')
      group by c.target order by last desc limit 8) f),
  'decided', (
    select coalesce(jsonb_agg(l.text order by l.created_at desc), '[]')
    from (select * from v2.learnings k where k.session_id = s.id and k.kind = 'decision' and k.status in ('active', 'unreviewed')
      order by k.created_at desc limit 3) l),
  'open', (
    select coalesce(jsonb_agg(l.text order by l.created_at desc), '[]')
    from (select * from v2.learnings k where k.session_id = s.id and k.kind = 'parked' and k.status in ('active', 'unreviewed')
      order by k.created_at desc limit 3) l),
  'undone', (
    select coalesce(jsonb_agg(u.call order by u.started_at desc), '[]')
    from (
      select n.*
      from (
        select distinct on (c.tool_name, c.target) c.started_at, c.status = 'denied' as refused, jsonb_strip_nulls(jsonb_build_object(
          'tool', c.tool_name, 'target', c.target, 'refused', c.status = 'denied', 'error', left(c.error, 80))) as call
        from v2.tool_calls c
        where c.session_id = s.id and c.status in ('denied', 'errored') and not exists (
          select from v2.tool_calls g
          where g.session_id = s.id and g.status = 'ok' and g.started_at >= c.started_at
            and (g.tool_name = c.tool_name and g.target is not distinct from c.target
              or g.target = c.target and v2.tool_kind(g.tool_kind, g.tool_name) in ('write', 'edit')
                and v2.tool_kind(c.tool_kind, c.tool_name) in ('write', 'edit')))
        order by c.tool_name, c.target, c.started_at desc) n
      order by n.refused desc, n.started_at desc
      limit 8) u))
from v2.sessions s
where s.id = $1;
