-- Reads all that the decisions of some sessions need, at once: one round trip for whatever waits.
--
-- takes    $1 uuid[]   session ids
-- returns  uuid        session id
--          jsonb       shape: Brain.Postgres/Sessions/StoredSession.cs; no row for a session that has none
-- called   SessionStore.Load
select s.id, jsonb_build_object(
  'status', s.status, 'source', s.source, 'project', s.project_path, 'project_key', s.project_key, 'purpose', s.purpose, 'mode', s.mode, 'budget_cap', s.budget_cap,
  'tokens_total', s.tokens_total, 'turn_count', s.turn_count,
  'provisional', coalesce((s.metadata ->> 'provisional')::boolean, false),
  'used_before', coalesce((s.metadata ->> 'used_before')::bigint, 0),
  'hard', coalesce((s.metadata ->> 'hard')::boolean, false),
  'warned', coalesce((s.metadata ->> 'budget_warned')::boolean, false),
  'budget_usd', s.budget_usd, 'usd_before', coalesce((s.metadata ->> 'usd_before')::numeric, 0),
  'spend_warned', s.metadata -> 'spend_warned',
  'muted', (s.metadata ->> 'muted')::boolean, 'unshown', s.metadata ->> 'unshown',
  'process', (s.metadata ->> 'process')::int, 'machine', s.metadata ->> 'machine',
  'since', s.created_at,
  'facts', (
    select jsonb_object_agg(h.fact_id, h.turn_num) from (
      select f.fact_id, f.turn_num from brain.heard_facts f where f.session_id = s.id order by f.heard_at desc limit 1000) h),
  'open', (
    select jsonb_build_object('num', t.turn_num, 'prompt_id', t.prompt_id, 'started_at', t.started_at, 'user_message', t.user_message,
      'origin', t.metadata ->> 'origin')
    from v2.turns t where t.session_id = s.id and t.turn_num = s.turn_count and t.ended_at is null),
  'prompts', (select jsonb_object_agg(t.prompt_id, t.turn_num) from v2.turns t where t.session_id = s.id and t.prompt_id is not null),
  'answered', (
    select jsonb_agg(d.event_key) from v2.decisions d
    where d.session_id = s.id and (d.rule like 'command.%' or d.rule = 'drift.settled') and d.rule <> 'command.too_long'),
  'tools', (
    select jsonb_object_agg(c.tool_use_id, c.status) from v2.tool_calls c
    where c.session_id = s.id and c.turn_id = v2.turn_id(s.id, jsonb_build_object('turn_num', s.turn_count))),
  'calls', (
    select jsonb_agg(jsonb_build_object('key', c.tool_use_id, 'turn', t.turn_num, 'prompt', t.prompt_id, 'tool', c.tool_name, 'agent', c.agent_id,
      'digest', case when c.metadata ? 'imported' then null else c.input_digest end, 'status', c.status) order by c.started_at, c.created_at)
    from (select * from v2.tool_calls n where n.session_id = s.id order by n.started_at desc limit 1024) c left join v2.turns t on t.id = c.turn_id),
  'tool_calls', (
    select jsonb_agg(jsonb_build_object('id', c.tool_use_id, 'tool', c.tool_name, 'kind', v2.tool_kind(c.tool_kind, c.tool_name), 'target', c.target, 'status', c.status,
      'seen', c.metadata -> 'seen') order by c.started_at, c.created_at)
    from v2.tool_calls c
    where c.session_id = s.id and c.turn_id = v2.turn_id(s.id, jsonb_build_object('turn_num', s.turn_count))),
  'last', (
    select jsonb_build_object('num', t.turn_num, 'asked', t.user_message, 'answered', t.assistant_response)
    from v2.turns t where t.session_id = s.id and t.turn_num = s.turn_count and t.ended_at is not null),
  'lines', (
    select jsonb_object_agg(k.persona_id, jsonb_build_object('line', k.metadata ->> 'line', 'turn', k.turn_num))
    from (
      select distinct on (c.persona_id) c.persona_id, c.turn_num, c.metadata from v2.persona_comments c
      where c.session_id = s.id and c.metadata ? 'line' order by c.persona_id, c.turn_num desc) k),
  'drift', (select d.level from brain.drift_levels d where d.session_id = s.id),
  'tokens_stepped', (
    select coalesce(sum(brain.whole(a.detail ->> 'tokens')), 0)
      + coalesce((select sum(b.tokens) from brain.used_before_gate b where b.session_id = s.id), 0)
    from v2.audit_log a
    where a.session_id = s.id and a.action = 'turn.step'),
  'steps', (
    select jsonb_agg(a.event_key order by a.at) from (
      select l.event_key, l.at from v2.audit_log l
      where l.session_id = s.id and l.action = 'turn.step' order by l.at desc limit 256) a),
  'failures', (
    select count(*) from v2.tool_calls c
    where c.session_id = s.id and c.status = 'errored' and c.updated_at > coalesce(
      (select max(o.updated_at) from v2.tool_calls o where o.session_id = s.id and o.status = 'ok'), '-infinity')))
from v2.sessions s
where s.id = any ($1);
