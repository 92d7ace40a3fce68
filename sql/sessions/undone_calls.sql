-- Lists the calls of a turn that were refused or failed and that no later call made good: one of the same tool and target, and of
-- what writes or edits a file, whatever wrote that file. Where there are more than it lists, what was refused goes before what failed,
-- and the newest before older ones.
--
-- takes    turn   its id
-- returns  [{"tool", "target"?, "refused", "error"?}], oldest first, at most 10
-- called   read_handoff.sql
create or replace function v2.undone_calls(turn uuid) returns jsonb
language sql stable
return (
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
    'tool', c.tool_name, 'target', c.target, 'refused', c.status = 'denied', 'error', left(c.error, 200))) order by c.started_at), '[]')
  from (
    select n.*
    from (
      select distinct on (k.tool_name, k.target) k.*
      from v2.tool_calls k
      where k.turn_id = turn and k.status in ('denied', 'errored') and not exists (
        select from v2.tool_calls g
        where g.turn_id = turn and g.status = 'ok' and g.started_at >= k.started_at
          and (g.tool_name = k.tool_name and g.target is not distinct from k.target
            or g.target = k.target and v2.tool_kind(g.tool_kind, g.tool_name) in ('write', 'edit')
              and v2.tool_kind(k.tool_kind, k.tool_name) in ('write', 'edit')))
      order by k.tool_name, k.target, k.started_at desc) n
    order by n.status = 'denied' desc, n.started_at desc
    limit 10) c);
