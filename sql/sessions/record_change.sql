-- Writes the rows of one decision: all of them or none.
--
-- takes    change   one Brain.Domain.Sessions.Change, snake_case
-- returns  {"facts": …} when the change asks for an orientation, {"tokens_total": …} when it tells of usage, {"repeated": true}
--          when it comes of a delivery from the spool that was written before (and nothing is written), else {}
-- raises   BR001    the session no longer has as many turns as the decision was made against
--          23503    the session has no row
-- called   v2.record_changes
create or replace function v2.record_change(change jsonb) returns jsonb
language plpgsql as $$
declare
  sid uuid := (change ->> 'session_id')::uuid;
  at timestamptz := (change ->> 'at')::timestamptz;
  -- The agent or door that these rows came by. A change of an older version names none, and was Claude Code's.
  src text := coalesce(change ->> 'source', 'claude-code');
  item jsonb;
  -- A turn's time begins before all that its first event writes, the session's row too: v2.undo_began reads it.
  began timestamptz := greatest(public.brain_now(), (select s.valid_from + interval '1 microsecond' from v2.sessions s where s.id = sid));
begin
  if change ? 'replayed' then
    insert into brain.replayed (event_id, session_id, happened_at) values ((change ->> 'replayed')::uuid, sid, at)
    on conflict do nothing;
    if not found then
      return '{"repeated": true}';
    end if;
  end if;
  if change ? 'session' then
    perform v2.record_session(sid, at, change -> 'session', src);
  end if;
  for item in select jsonb_array_elements(change -> 'turns') loop
    perform v2.record_turn(sid, at, item || jsonb_build_object('began', began), src);
  end loop;
  -- One is what most changes have, and cheapest by itself.
  if jsonb_array_length(change -> 'tools') > 4 then
    perform v2.record_tool_calls(sid, at, change -> 'tools', src);
  else
    for item in select jsonb_array_elements(change -> 'tools') loop
      perform v2.record_tool_call(sid, at, item, src);
    end loop;
  end if;
  for item in select jsonb_array_elements(change -> 'decisions') loop
    perform v2.record_decision(sid, at, item, src);
  end loop;
  if change ? 'drifts' then
    insert into v2.drift_events (session_id, turn_id, drift_type, event_key, detail, triggered_checkpoint, source)
    select sid, v2.turn_id(sid, d), d ->> 'drift_type', d ->> 'event_key', d ->> 'detail',
      coalesce((d ->> 'triggered_checkpoint')::boolean, false), src
    from jsonb_array_elements(change -> 'drifts') d
    on conflict do nothing;
  end if;
  if change ? 'audits' then
    insert into v2.audit_log (session_id, action, event_key, detail, at, source, metadata)
    select sid, a ->> 'action', a ->> 'event_key', a -> 'detail', at, src, jsonb_strip_nulls(jsonb_build_object('caller', change -> 'caller'))
    from jsonb_array_elements(change -> 'audits') a
    on conflict do nothing;
  end if;
  if change ? 'comments' then
    perform v2.record_comments(sid, at, change -> 'comments');
  end if;
  if change ? 'parked' then
    perform v2.park_topics(sid, change -> 'parked', src);
  end if;
  if change ? 'links' then
    perform v2.report_links(sid, at, change -> 'links');
  end if;
  if change ? 'told' then
    update v2.notifications set told_at = at
    where id in (select t::uuid from jsonb_array_elements_text(change -> 'told') t) and told_at is null;
  end if;
  if change ? 'drift' then
    insert into brain.drift_levels (session_id, level) values (sid, change -> 'drift')
    on conflict (session_id) do update set level = excluded.level;
  end if;
  if jsonb_array_length(change -> 'usage') > 0 then
    return jsonb_build_object('tokens_total', v2.record_usage(sid, change -> 'usage', src));
  end if;
  if (change ->> 'orient')::boolean then
    return jsonb_build_object('facts', v2.orientation(sid));
  end if;
  return '{}';
end $$;
