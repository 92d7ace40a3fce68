-- Keeps one decision that was not a plain allow. Deciding the same about the same event again is one row.
create or replace function v2.record_decision(sid uuid, at timestamptz, d jsonb, src text) returns void
language sql as $$
  insert into v2.decisions (
    session_id, turn_id, event, event_key, decision, rule, rule_version, reason, inputs, decided_at, source, rule_id)
  values (
    sid, v2.turn_id(sid, d), d ->> 'event', d ->> 'event_key', d ->> 'decision', d ->> 'rule', d ->> 'rule_version',
    d ->> 'reason', d -> 'inputs', at, src, (d ->> 'rule_id')::uuid)
  on conflict do nothing
$$;
