-- Writes the rows of one decision, all of them or none: the session's own, then what each capability leaves by the function
-- of its room. A name means what it always meant, so what an older program sends is written as it was.
--
-- takes    change   one Brain.Domain.Sessions.SessionChange, snake_case
-- returns  {"facts": …} when the change asks for an orientation, with {"inherited": …} when the session goes on from another, {"tokens_total": …} when it tells of usage, {"repeated": true}
--          when it comes of a delivery from the spool that was written before (and nothing is written), else {}
-- raises   BR001    the session no longer has as many turns as the decision was made against
--          23503    the session has no row
-- called   v2.record_changes, v2.record_new_turns
create or replace function v2.record_change(change jsonb) returns jsonb
language plpgsql as $$
declare
  sid uuid := (change ->> 'session_id')::uuid;
  at timestamptz := (change ->> 'at')::timestamptz;
  -- The agent or door that these rows came by. A change of an older version names none, and was Claude Code's.
  src text := coalesce(change ->> 'source', 'claude-code');
  item jsonb;
  inherited jsonb;
  facts jsonb;
  -- A turn's time begins before all that its first event writes, the session's row too: v2.undo_began reads it.
  began timestamptz := greatest(public.brain_now(), (select s.valid_from + interval '1 microsecond' from v2.sessions s where s.id = sid));
begin
  if change ? 'replayed' and not v2.record_delivery(sid, at, (change ->> 'replayed')::uuid) then
    return '{"repeated": true}';
  end if;
  if change ? 'session' then
    perform v2.record_session(sid, at, change -> 'session', src);
    if change -> 'session' ->> 'lineage' in ('clear', 'fork') then
      inherited := v2.inherit_session(sid);
    end if;
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
  if change ? 'audits' then
    perform v2.record_audits(sid, at, change, src);
  end if;
  if (change ->> 'goes_on_from_ledger')::boolean then
    perform v2.go_on_from_ledger(sid);
  end if;

  if change ? 'commits' then
    perform v2.record_commits(sid, at, change -> 'commits', src);
  end if;
  if change ? 'budgets' then
    perform v2.record_budgets(change -> 'budgets', src);
  end if;
  if change ? 'comments' then
    perform v2.record_personas(sid, at, change);
  end if;
  if change ?| '{drifts,drift,parked}' then
    perform v2.record_drift(sid, change, src);
  end if;
  if change ?| '{links,told}' then
    perform v2.record_pipelines(sid, at, change);
  end if;
  if change ?| '{heard_facts,unheard_turn}' then
    perform v2.record_knowledge(sid, change);
  end if;

  if jsonb_array_length(change -> 'usage') > 0 then
    return jsonb_build_object('tokens_total', v2.record_usage(sid, change -> 'usage', src));
  end if;
  if (change ->> 'orient')::boolean then
    facts := v2.orientation(sid);
    perform v2.record_oriented(sid, facts);
    return jsonb_strip_nulls(jsonb_build_object('inherited', inherited)) || jsonb_build_object('facts', facts);
  end if;
  return '{}';
end $$;
