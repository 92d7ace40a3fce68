-- Writes tool calls that an agent's files tell of. A call that is known and came to an end stays; one that did not is raised.
-- Calls of a turn that was undone stay undone.
--
-- takes    calls   [{tool_use_id, line, prompt_id, at, tool_name, tool_kind, agent_id, input_digest, target, status, error, unnumbered}];
--                  one without a name tells only how a call ended. A status of ended says that it is over and not how: any other goes before it,
--                  a stored interrupted too
--          fresh   ids of turns that are new and have their calls counted
-- returns  how many were added
-- called   v2.import_session
create or replace function v2.import_tool_calls(sid uuid, calls jsonb, fresh jsonb, src text) returns int
language plpgsql as $$
declare
  moment timestamptz := public.brain_now();
  undone boolean := exists (select from v2.undos where session_id = sid);
  total int;
begin
  with all_told as materialized (
    select c.* from jsonb_to_recordset(calls) as c (tool_use_id text, line uuid, prompt_id uuid, at timestamptz,
      tool_name text, tool_kind text, agent_id text, input_digest text, target text, status text, error text, unnumbered boolean)
    where not (coalesce(c.unnumbered, false) and exists (
      select from v2.tool_calls h where h.session_id = sid and h.metadata -> 'imported' is null))
  ), ends as materialized (
    select distinct on (tool_use_id) tool_use_id, case status when 'ended' then 'ok' else status end as status, error, status <> 'ended' as said
    from all_told where status <> 'started'
    order by tool_use_id, array_position(array['ended', 'denied', 'errored', 'interrupted', 'ok'], status) desc
  ), ended as (
    update v2.tool_calls o
    set status = e.status, ok = case when e.status <> 'interrupted' then e.status = 'ok' end, error = e.error
    from ends e
    where o.session_id = sid and o.tool_use_id = e.tool_use_id and (o.status = 'started' or (o.status = 'interrupted' and e.status in ('ok', 'errored') and e.said))
  ), told as materialized (
    select distinct on (t.tool_use_id) t.tool_use_id, t.line, t.prompt_id, t.at, t.tool_name, t.tool_kind, t.agent_id, t.input_digest, t.target,
      coalesce(e.status, 'started') as status, e.error
    from all_told t left join ends e on e.tool_use_id = t.tool_use_id
    where t.tool_name is not null
    order by t.tool_use_id, t.at
  ), lines as materialized (
    select p.line, p.turn_id, p.session_id, undone and not exists (select from v2.turns u where u.id = p.turn_id) as gone
    from (select distinct t.line from told t) t cross join lateral (select * from brain.prompt_lines p where p.line = t.line offset 0) p
  ), written as (
    insert into v2.tool_calls as o (session_id, turn_id, tool_use_id, tool_name, agent_id, input_digest, target, status, ok, started_at, error, source,
      metadata, tool_kind, created_at, updated_at, valid_from)
    select sid, coalesce(l.turn_id, case when l.line is null then v2.turn_of_usage(sid, t.prompt_id, t.at) end), t.tool_use_id, t.tool_name,
      t.agent_id, t.input_digest, t.target, t.status, case when t.status not in ('started', 'interrupted') then t.status = 'ok' end, t.at, t.error, src,
      '{"imported": true}', t.tool_kind, moment, moment, moment
    from told t left join lines l on l.line = t.line
    where coalesce(l.session_id, sid) = sid and not coalesce(l.gone, false)
      and not (undone and exists (select from v2.tool_calls_history h where h.session_id = sid and h.tool_use_id = t.tool_use_id))
    order by t.at
    on conflict (session_id, tool_use_id) do nothing
    returning o.id, o.turn_id, o.status, o.target, o.error
  ), queued as (
    insert into brain.search_queue (kind, row_id) select 'tool_call', w.id from written w
    where w.status in ('ok', 'errored') and (w.target is not null or w.error is not null)
  ), counting as (
    update v2.turns u set tool_calls_count = u.tool_calls_count + w.more
    from (select turn_id, count(*) as more from written group by turn_id) w
    where u.id = w.turn_id and u.ended_at is not null and not fresh ? u.id::text
  )
  select count(*) into total from written;
  return total;
end $$;
