-- Reads a page of a session's turns with all that belongs to them, oldest first. Of calls and decisions the first are told,
-- and how many there are.
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
  order by turn_num desc limit $3),
calls as materialized (
  select n.*, row_number() over (partition by n.turn_id order by n.started_at, n.id) as place from (
    select * from v2.tool_calls k where k.turn_id in (select id from t) and $4::timestamptz is null
    union all select * from v2.tool_calls_as_of($4) k where k.turn_id in (select id from t) and $4::timestamptz is not null) n),
decisions as materialized (
  select n.*, row_number() over (partition by n.turn_id order by n.decided_at, n.id) as place from (
    select * from v2.decisions k where k.turn_id in (select id from t) and $4::timestamptz is null
    union all select * from v2.decisions_as_of($4) k where k.turn_id in (select id from t) and $4::timestamptz is not null) n),
comments as materialized (
  select * from v2.persona_comments k where k.session_id = $1 and $4::timestamptz is null
  union all select * from v2.persona_comments_as_of($4) k where k.session_id = $1 and $4::timestamptz is not null),
gate as materialized (
  select * from v2.gate_turns(array[$1]) g where $4::timestamptz is null),
ledger as materialized (
  select k.turn_id, sum(k.cost_usd) as cost
  from (
    select l.turn_id, l.cost_usd from v2.cost_ledger l where l.turn_id in (select id from t) and $4::timestamptz is null
    union all select l.turn_id, l.cost_usd from v2.cost_ledger_as_of($4) l where l.session_id = $1 and $4::timestamptz is not null) k
  group by k.turn_id),
commits as materialized (
  select * from v2.turn_commits k where k.turn_id in (select id from t) and $4::timestamptz is null
  union all select * from v2.turn_commits_as_of($4) k where k.turn_id in (select id from t) and $4::timestamptz is not null)
select jsonb_build_object(
  'num', t.turn_num, 'status', t.status, 'started_at', t.started_at, 'ended_at', t.ended_at, 'error', t.error_note,
  'prompt', left(t.user_message, 20000), 'answer', left(t.assistant_response, 60000), 'class', t.classification ->> 'class',
  'tokens_in', t.tokens_in, 'tokens_out', t.tokens_out,
  'cost', coalesce((select c.cost from ledger c where c.turn_id = t.id),
    (select g.usd from gate g where g.turn_id = t.id)),
  'calls_all', (select count(*) from calls c where c.turn_id = t.id),
  'faults', (select count(*) from calls c where c.turn_id = t.id and c.error is not null),
  'calls', (
    select coalesce(jsonb_agg(jsonb_build_object('tool', c.tool_name, 'target', left(c.target, 400), 'status', c.status, 'ms', c.duration_ms,
      'error', left(c.error, 1000), 'agent', c.agent_id) order by c.place), '[]')
    from calls c where c.turn_id = t.id and c.place <= 200),
  'comments', (
    select coalesce(jsonb_agg(jsonb_build_object('persona', p.name, 'emoji', p.emoji, 'comment', k.comment, 'rating', k.rating,
      'rated_by', k.metadata ->> 'rated_by') order by k.created_at), '[]')
    from comments k join v2.personas p on p.id = k.persona_id where k.turn_num = t.turn_num and k.status = 'active'),
  'decisions_all', (select count(*) from decisions d where d.turn_id = t.id),
  'decisions', (
    select coalesce(jsonb_agg(jsonb_build_object('event', d.event, 'decision', d.decision, 'rule', d.rule, 'version', d.rule_version,
      'reason', left(d.reason, 600), 'inputs', left(jsonb_pretty(d.inputs), 2000), 'at', d.decided_at, 'rule_id', d.rule_id, 'rating', d.rating)
      order by d.place), '[]')
    from decisions d where d.turn_id = t.id and d.place <= 100),
  'commits', (
    select coalesce(jsonb_agg(jsonb_build_object('sha', left(m.sha, 7), 'branch', m.branch, 'subject', m.subject, 'outcome', m.outcome)
      order by m.committed_at), '[]')
    from commits m where m.turn_id = t.id),
  'drifts', (
    select coalesce(jsonb_agg(jsonb_build_object('kind', f.drift_type, 'detail', f.detail, 'asked', f.triggered_checkpoint) order by f.created_at), '[]')
    from v2.drift_events f where f.turn_id = t.id and ($4::timestamptz is null or f.created_at <= $4)))::text
from t order by t.turn_num;
