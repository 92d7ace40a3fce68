-- Lists live sessions as the first page shows them, the most recently changed first.
--
-- takes    $1 int   at most so many
-- returns  json     shape: Brain.Postgres/Dashboard/LiveCard.cs
-- called   DashboardStore.Live
select jsonb_build_object(
  'id', s.id, 'project', s.project_path, 'purpose', s.purpose, 'provisional', coalesce((s.metadata ->> 'provisional')::boolean, false),
  'mode', s.mode, 'source', s.source, 'started_at', s.started_at, 'changed_at', s.updated_at, 'turns', s.turn_count,
  'tokens', case when s.budget_cap is null then s.tokens_total else v2.tokens_of_cap(s.id) end,
  'budget', s.budget_cap, 'budget_usd', s.budget_usd,
  'cost', case when s.budget_usd is null then (select nullif(sum(c.usd), 0) from v2.used_told() c where c.session_id = s.id)
    else v2.spent_of_cap(s.id) end,
  'drift', greatest((l.level #>> '{ai,smoothed}')::float8, (l.level #>> '{user,smoothed}')::float8, 0),
  'checkpoint', coalesce(jsonb_typeof(l.level -> 'open') = 'object', false),
  'last', (
    select jsonb_build_object('num', t.turn_num, 'status', t.status, 'started_at', t.started_at, 'ended_at', t.ended_at,
      'prompt', left(t.user_message, 300), 'answer', left(t.assistant_response, 300), 'error', left(t.error_note, 300),
      'calls', k.calls, 'tool', k.tool, 'tool_at', k.at, 'files', k.files, 'question', coalesce(k.question, false),
      -- A call that waits for permission has begun and is not over, or begins once it was answered.
      'asks', (
        select left(concat_ws(' ', a.detail ->> 'tool', a.detail ->> 'target'), 200)
        from v2.audit_log a
        where a.session_id = s.id and a.action = 'permission.asked' and a.at >= t.started_at and t.ended_at is null
          and case
            when a.detail ->> 'call' is null then not exists (
              select from v2.tool_calls c where c.turn_id = t.id and c.started_at > a.at)
            else exists (
              select from v2.tool_calls c
              where c.turn_id = t.id and c.status = 'started' and c.tool_use_id = a.detail ->> 'call') end
        order by a.at desc limit 1))
    from v2.turns t cross join lateral (
      select count(*) as calls, max(c.started_at) as at,
        bool_or(c.status = 'started' and v2.tool_kind(c.tool_kind, c.tool_name) = 'question') as question,
        (array_agg(c.tool_name || coalesce(' ' || left(c.target, 120), '') order by c.started_at desc) filter (where c.status = 'started'))[1] as tool,
        array(select f.target from v2.tool_calls f
          where f.turn_id = t.id and f.target is not null and v2.tool_kind(f.tool_kind, f.tool_name) in ('write', 'edit')
          group by f.target order by max(f.started_at) desc limit 3) as files
      from v2.tool_calls c where c.turn_id = t.id) k
    where t.session_id = s.id order by t.turn_num desc limit 1),
  'decision', (
    select jsonb_build_object('decision', d.decision, 'rule', d.rule, 'reason', left(d.reason, 300), 'at', d.decided_at,
      'call', (select c.status from v2.tool_calls c where c.session_id = d.session_id and c.tool_use_id = d.event_key))
    from v2.decisions d where d.session_id = s.id order by d.decided_at desc limit 1),
  'runs', (
    select coalesce(jsonb_agg(p.name || coalesce(': ' || r.subject, '')), '[]')
    from v2.pipeline_runs r join v2.pipelines p on p.id = r.pipeline_id
    where r.status = 'open' and r.session_id = s.id))::text
from (select * from v2.sessions where status = 'active' order by updated_at desc limit $1) s
-- With another purpose drift starts anew, as the status line tells it.
left join brain.drift_levels l on l.session_id = s.id and l.level ->> 'purpose' is not distinct from s.purpose
order by s.updated_at desc;
