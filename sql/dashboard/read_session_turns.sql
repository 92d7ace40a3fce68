-- Reads a page of a session's turns with all that belongs to them, oldest first.
--
-- takes    $1 uuid   session      $2 int           those before this number, or null for the newest
--          $3 int    so many      $4 timestamptz   as of then, or null for now
-- returns  json      one turn a row, shape: Brain.Postgres/Dashboard/SessionTurn.cs
-- called   DashboardStore.Turns
with t as materialized (
  select * from (
    select * from v2.turns n where n.session_id = $1 and $4::timestamptz is null
    union all select * from v2.turns_as_of($4) o where o.session_id = $1 and $4::timestamptz is not null) every
  where $2::int is null or turn_num < $2
  order by turn_num desc limit $3)
select jsonb_build_object(
  'num', t.turn_num, 'status', t.status, 'started_at', t.started_at, 'ended_at', t.ended_at, 'error', t.error_note,
  'prompt', left(t.user_message, 20000), 'answer', left(t.assistant_response, 60000), 'class', t.classification ->> 'class',
  'tokens_in', t.tokens_in, 'tokens_out', t.tokens_out,
  'cost', (select sum(c.cost_usd) from v2.cost_ledger c where c.turn_id = t.id),
  'calls', (
    select coalesce(jsonb_agg(jsonb_build_object('tool', c.tool_name, 'target', left(c.target, 400), 'status', c.status, 'ms', c.duration_ms,
      'error', left(c.error, 1000), 'agent', c.agent_id) order by c.started_at, c.id), '[]')
    from (select * from v2.tool_calls k where k.turn_id = t.id and ($4::timestamptz is null or k.started_at <= $4) order by k.started_at limit 200) c),
  'comments', (
    select coalesce(jsonb_agg(jsonb_build_object('persona', p.name, 'emoji', p.emoji, 'comment', k.comment, 'rating', k.rating,
      'rated_by', k.metadata ->> 'rated_by') order by k.created_at), '[]')
    from v2.persona_comments k join v2.personas p on p.id = k.persona_id
    where k.session_id = $1 and k.turn_num = t.turn_num and k.status = 'active' and ($4::timestamptz is null or k.created_at <= $4)),
  'decisions', (
    select coalesce(jsonb_agg(jsonb_build_object('event', d.event, 'decision', d.decision, 'rule', d.rule, 'version', d.rule_version,
      'reason', left(d.reason, 600), 'inputs', left(jsonb_pretty(d.inputs), 2000), 'at', d.decided_at, 'rule_id', d.rule_id, 'rating', d.rating)
      order by d.decided_at), '[]')
    from v2.decisions d where d.turn_id = t.id and ($4::timestamptz is null or d.decided_at <= $4)),
  'drifts', (
    select coalesce(jsonb_agg(jsonb_build_object('kind', f.drift_type, 'detail', f.detail, 'asked', f.triggered_checkpoint) order by f.created_at), '[]')
    from v2.drift_events f where f.turn_id = t.id and ($4::timestamptz is null or f.created_at <= $4)))::text
from t order by t.turn_num;
