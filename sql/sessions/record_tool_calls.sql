-- Writes many tool calls of one session, as v2.record_tool_call writes each, in one statement.
--
-- takes    calls   an array of what v2.record_tool_call takes; a call that stands there twice is written as far as it got
-- called   v2.record_change
create or replace function v2.record_tool_calls(sid uuid, at timestamptz, calls jsonb, src text) returns void
language plpgsql as $$
declare
  grades text[] := array['started', 'interrupted', 'denied', 'errored', 'ok'];
begin
  with numbered as materialized (
    select t.turn_num, t.id from v2.turns t
    where t.session_id = sid and t.turn_num in (select distinct (c ->> 'turn_num')::int from jsonb_array_elements(calls) c)
  ), told as (
    select distinct on (c ->> 'tool_use_id') c, place, (c ->> 'duration_ms')::double precision as ran
    from jsonb_array_elements(calls) with ordinality as each (c, place)
    order by c ->> 'tool_use_id', array_position(grades, c ->> 'status') desc
  ), written as (
    insert into v2.tool_calls as t (
      session_id, turn_id, tool_use_id, tool_name, agent_id, input_digest, target, status, ok, started_at, duration_ms, error, source, metadata, tool_kind)
    select sid, n.id, c ->> 'tool_use_id', c ->> 'tool_name', c ->> 'agent_id', c ->> 'input_digest', c ->> 'target', c ->> 'status',
      case c ->> 'status' when 'ok' then true when 'errored' then false when 'denied' then false end,
      at - coalesce(ran, 0) * interval '1 millisecond', ran, c ->> 'error', src,
      jsonb_strip_nulls(jsonb_build_object('seen', c -> 'seen')), c ->> 'tool_kind'
    from told left join numbered n on n.turn_num = (c ->> 'turn_num')::int
    order by place
    on conflict (session_id, tool_use_id) do update
    set status = excluded.status, ok = excluded.ok, duration_ms = coalesce(excluded.duration_ms, t.duration_ms),
        error = excluded.error, turn_id = coalesce(t.turn_id, excluded.turn_id)
    where array_position(grades, excluded.status) > array_position(grades, t.status)
    returning t.turn_id, t.xmax = 0 as added
  )
  -- A background agent goes on after its turn has ended and been counted.
  update v2.turns t set tool_calls_count = t.tool_calls_count + w.added
  from (select turn_id, count(*) as added from written where added group by turn_id) w
  where t.id = w.turn_id and t.ended_at is not null;
end $$;
