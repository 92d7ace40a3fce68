-- What was used in a span of time: whole quarters of an hour are added up already, and what lies beside them is read from the ledger.
-- What only the request gate told of, in sessions whose transcript nobody could read, is in it too.
--
-- takes    since, until   from then on and before then, or null
--          first, last    the whole quarters in between: from then on and before then, or null
--          project        a folder, whose project's sessions alone count, or null
-- called   list_costs.sql, list_costs_by.sql
create or replace function v2.used_between(since timestamptz, first timestamptz, last timestamptz, until timestamptz, project text)
returns table (session_id uuid, model text, at timestamptz, told_by text, skill text, agent text, mcp_server text, requests bigint,
  input bigint, output bigint, cache_write_5m bigint, cache_write_1h bigint, cache_read bigint, usd numeric, unpriced bigint)
language sql stable as $$
  select c.*
  from (
    select u.session_id, u.model, u.bucket as at, u.told_by, u.skill, u.agent, u.mcp_server, u.requests, u.input, u.output,
      u.cache_write_5m, u.cache_write_1h, u.cache_read, u.usd, u.unpriced
    from brain.used u
    where u.told_by <> 'gate' and u.bucket >= coalesce(first, '-infinity') and u.bucket < coalesce(last, 'infinity')
    union all
    select l.session_id, l.model, l.used_at, l.told_by, l.skill, l.agent, l.mcp_server, (l.token_kind = 'output')::int,
      case l.token_kind when 'input' then l.tokens else 0 end, case l.token_kind when 'output' then l.tokens else 0 end,
      case l.token_kind when 'cache_write_5m' then l.tokens else 0 end, case l.token_kind when 'cache_write_1h' then l.tokens else 0 end,
      case l.token_kind when 'cache_read' then l.tokens else 0 end, coalesce(l.cost_usd, 0), case when l.cost_usd is null then l.tokens else 0 end
    from v2.cost_ledger l
    where (l.used_at >= since and l.used_at < least(first, until)) or (l.used_at >= last and l.used_at < until)
    union all
    select g.session_id, g.model, g.at, 'gate', null, null, null, g.requests, g.input, g.output, g.cache_write, 0, g.cache_read, g.usd, g.unpriced
    from (
      select u.session_id, u.model, u.bucket as at, u.requests, u.input, u.output, u.cache_write_5m as cache_write, u.cache_read, u.usd, u.unpriced
      from brain.used u
      where u.told_by = 'gate' and u.bucket >= coalesce(first, '-infinity') and u.bucket < coalesce(last, 'infinity')
      union all
      select a.session_id, coalesce(a.detail ->> 'model', 'unknown'), a.at, 1,
        coalesce(brain.whole(a.detail ->> 'input'), 0), coalesce(brain.whole(a.detail ->> 'output'), 0),
        coalesce(brain.whole(a.detail ->> 'cache_write'), 0), coalesce(brain.whole(a.detail ->> 'cache_read'), 0),
        coalesce(brain.decimal(a.detail ->> 'cost_usd'), 0),
        case when a.detail ->> 'cost_usd' is null then coalesce(brain.whole(a.detail ->> 'input'), 0) else 0 end
      from v2.audit_log a
      where a.action = 'turn.step' and a.session_id is not null
        and ((a.at >= since and a.at < least(first, until)) or (a.at >= last and a.at < until))) g
    where not exists (select from brain.used l where l.session_id = g.session_id and l.told_by <> 'gate' and l.requests > 0)) c
  where project is null or c.session_id in (select s.id from v2.sessions s where s.project_key = v2.project_key(project));
$$;
