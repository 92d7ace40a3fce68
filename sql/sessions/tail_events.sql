-- Reads what happened since a place in the log, oldest first: turns, tool calls, decisions, drift, starts and ends.
--
-- takes    $1 timestamptz   after this moment; null for the last hour
--          $2 uuid          only this session, or null
--          $3 int           at most so many
-- returns  when it was written (the place in the log), session_id, kind, text, and when it happened: what waited in a spool
--          happened before it was written
-- called   SessionStore.Tail
with since as (select coalesce($1::timestamptz, public.brain_now() - interval '1 hour') as at)
select e.at, e.session_id, e.kind, e.text, e.happened
from since, lateral (
  select t.updated_at as at, t.session_id, 'turn' as kind,
    format('turn %s %s%s: %s', t.turn_num, case when t.ended_at is null then 'open' else t.status end,
      case when t.tokens_in + t.tokens_out > 0 then format(' (%s tokens)', t.tokens_in + t.tokens_out) end,
      coalesce(t.error_note, left(coalesce(t.assistant_response, t.user_message), 120))) as text,
    coalesce(t.ended_at, t.started_at) as happened
  from v2.turns t where t.updated_at > since.at
  union all
  select c.updated_at, c.session_id, 'tool', format('%s %s %s', c.tool_name, c.status, left(coalesce(c.error, c.target), 120)),
    c.started_at + coalesce(c.duration_ms, 0) * interval '1 millisecond'
  from v2.tool_calls c where c.updated_at > since.at
  union all
  select d.updated_at, d.session_id, 'decision', format('%s %s by %s: %s', d.event, d.decision, d.rule, left(d.reason, 120)), d.created_at
  from v2.decisions d where d.updated_at > since.at
  union all
  select f.updated_at, f.session_id, 'drift', format('%s: %s', f.drift_type, left(f.detail, 160)),
    coalesce((select t.ended_at from v2.turns t where t.id = f.turn_id), f.created_at)
  from v2.drift_events f where f.updated_at > since.at
  union all
  select a.updated_at, a.session_id, 'session', format('%s %s', a.action, left(a.detail::text, 120)), a.at
  from v2.audit_log a where a.updated_at > since.at and a.session_id is not null) e
where $2::uuid is null or e.session_id = $2
order by e.at
limit $3;
