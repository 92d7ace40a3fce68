-- Writes a tool call as far as it got. A row is raised (started, interrupted, denied, errored, ok) and never lowered,
-- so events that come twice or in the wrong order leave the same row.
create or replace function v2.record_tool_call(sid uuid, at timestamptz, c jsonb, src text) returns void
language plpgsql as $$
declare
  grades text[] := array['started', 'interrupted', 'denied', 'errored', 'ok'];
  ran double precision := (c ->> 'duration_ms')::double precision;
  turn uuid := v2.turn_id(sid, c);
  added boolean;
begin
  insert into v2.tool_calls as t (
    session_id, turn_id, tool_use_id, tool_name, agent_id, input_digest, target, status, ok, started_at, duration_ms, error, source, metadata, tool_kind)
  values (
    sid, turn, c ->> 'tool_use_id', c ->> 'tool_name', c ->> 'agent_id', c ->> 'input_digest', c ->> 'target', c ->> 'status',
    case c ->> 'status' when 'ok' then true when 'errored' then false when 'denied' then false end,
    at - coalesce(ran, 0) * interval '1 millisecond', ran, c ->> 'error', src,
    jsonb_strip_nulls(jsonb_build_object('seen', c -> 'seen')), c ->> 'tool_kind')
  on conflict (session_id, tool_use_id) do update
  set status = excluded.status, ok = excluded.ok, duration_ms = coalesce(excluded.duration_ms, t.duration_ms),
      error = excluded.error, turn_id = coalesce(t.turn_id, excluded.turn_id)
  where array_position(grades, excluded.status) > array_position(grades, t.status)
  returning xmax = 0 into added;
  if added then
    -- A background agent goes on after its turn has ended and been counted.
    update v2.turns set tool_calls_count = tool_calls_count + 1 where id = turn and ended_at is not null;
  end if;
end $$;
