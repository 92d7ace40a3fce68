-- Begins a turn as the session's next, has one go on that the session's end cut off, or says of a turn what has become of
-- it. Whatever a clock says meanwhile, a turn does not end before it began.
--
-- takes    t        one Brain.Domain.Sessions.TurnRow, and began: when its change began to be written
-- raises   BR001    the turn is not the session's next
--          23505    the prompt has a turn already
create or replace function v2.record_turn(sid uuid, at timestamptz, t jsonb, src text) returns void
language plpgsql as $$
declare
  num int := (t ->> 'num')::int;
  ending text := t ->> 'ended_by';
begin
  if (t ->> 'begins')::boolean then
    update v2.sessions set turn_count = num where id = sid and turn_count = num - 1;
    if not found then
      raise exception 'Turn % is not the next of session %; nothing was written.', num, sid using errcode = 'BR001';
    end if;
    insert into v2.turns (session_id, turn_num, prompt_id, started_at, created_at, user_message, source, metadata)
    values (sid, num, (t ->> 'prompt_id')::uuid, at, coalesce((t ->> 'began')::timestamptz, public.brain_now()), t ->> 'user_message', src,
      jsonb_strip_nulls(jsonb_build_object('origin', t -> 'origin')));
    perform v2.adopt_usage(sid, (t ->> 'prompt_id')::uuid);
    return;
  end if;

  if (t ->> 'goes_on')::boolean then
    update v2.turns
    set status = 'ok', error_note = null, ended_at = null, tool_calls_count = 0, metadata = metadata - 'ended_by'
    where session_id = sid and turn_num = num and metadata ->> 'ended_by' = 'interrupt';
    return;
  end if;

  update v2.turns u
  set user_message = coalesce(u.user_message, t ->> 'user_message'),
      assistant_response = coalesce(t ->> 'assistant_response', u.assistant_response),
      status = case ending when 'stop' then 'ok' when 'failure' then 'errored' when 'interrupt' then 'errored' else u.status end,
      error_note = case when ending = 'stop' then null else coalesce(t ->> 'error_note', u.error_note) end,
      ended_at = case when ending is null or u.metadata ->> 'ended_by' = ending then u.ended_at else greatest(at, u.started_at) end,
      tool_calls_count = case when ending is null then u.tool_calls_count
        else (select count(*) from v2.tool_calls c where c.turn_id = u.id) end,
      metadata = u.metadata || jsonb_strip_nulls(jsonb_build_object('ended_by', ending, 'origin', t -> 'origin'))
  where u.session_id = sid and u.turn_num = num
    -- A turn that has ended can't be cut off any more.
    and (ending is distinct from 'interrupt' or u.ended_at is null)
    -- What is known already leaves no new version.
    and not ((ending is null or u.metadata ->> 'ended_by' is not distinct from ending)
      and (t ->> 'assistant_response' is null or t ->> 'assistant_response' is not distinct from u.assistant_response)
      and (t ->> 'user_message' is null or u.user_message is not null)
      and (t ->> 'origin' is null or u.metadata ->> 'origin' is not null));
  if ending = 'interrupt' then
    update v2.tool_calls c set status = 'interrupted'
    where c.session_id = sid and c.status = 'started' and c.turn_id = v2.turn_id(sid, jsonb_build_object('turn_num', num));
  elsif ending = 'stop' then
    -- Nobody came back to it: somebody else refused it, or the agent knows no such tool. A sub-agent may be at its own.
    update v2.tool_calls c set status = 'denied', ok = false
    where c.session_id = sid and c.status = 'started' and c.agent_id is null
      and c.turn_id = v2.turn_id(sid, jsonb_build_object('turn_num', num));
  end if;
end $$;
