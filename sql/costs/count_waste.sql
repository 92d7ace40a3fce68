-- Looks through sessions that changed since they were looked through, the newest first: the same call again with nothing changed
-- in between, a file read again that nobody had changed, and servers whose tools their session never called. Each is by the same
-- agent, for a sub-agent has a context of its own, and within what no compaction took out of it. A call costs what a
-- request of its turn costs on the average, for each call makes one. The tools of a server are told to the model with each request:
-- nobody says how many it has, so it is priced as 1,500 tokens (10 tools of 150), each at what a token read costs in that session.
--
-- takes    most    sessions to look through
--          since   when this round of looking began, as its first call said; null for that one
-- returns  looked  how many were looked through; null while somebody else looks
--          began   when the round began: a session is looked through once in it, though it goes on meanwhile
-- called   refresh_waste.sql
create or replace function v2.count_waste(most int, since timestamptz, out looked bigint, out began timestamptz)
language plpgsql as $$
declare
  -- What is written meanwhile may bear an earlier moment.
  moment timestamptz := public.brain_now() - interval '5 seconds';
  stale uuid[];
begin
  if not pg_try_advisory_xact_lock(hashtext('brain.waste')) then
    return;
  end if;
  began := coalesce(since, moment);
  stale := array(
    select s.id from v2.sessions s left join brain.waste_counted w on w.session_id = s.id
    where w.at is null or ((since is null or w.at < since) and (s.updated_at > w.at or (s.status = 'active' and exists (
      select from (select t.id from v2.turns t where t.session_id = s.id order by t.turn_num desc limit 1) t
      join v2.tool_calls c on c.turn_id = t.id where c.updated_at > w.at))))
    order by s.updated_at desc limit most);
  delete from brain.waste where session_id = any (stale);
  insert into brain.waste_counted (session_id, at) select unnest(stale), moment
  on conflict (session_id) do update set at = excluded.at;
  insert into brain.waste (kind, session_id, row_id, at, cost_usd)
  with turns as materialized (
    select l.turn_id, sum(l.cost_usd) / count(distinct l.request_key) as each
    from v2.cost_ledger l
    where l.session_id = any (stale) and l.turn_id is not null
    group by l.turn_id),
  compactions as materialized (
    select a.session_id, a.at
    from v2.audit_log a
    where a.session_id = any (stale) and (a.detail ->> 'source' = 'compact' or a.detail ? 'trigger')),
  calls as materialized (
    select c.id, c.session_id, coalesce(c.agent_id, '') as agent, c.tool_name, c.target, c.input_digest, c.started_at,
      v2.tool_kind(c.tool_kind, c.tool_name) as kind, t.each,
      case when c.agent_id is null then (
        select count(*) from compactions k where k.session_id = c.session_id and k.at <= c.started_at) else 0 end as context
    from v2.tool_calls c left join turns t on t.turn_id = c.turn_id
    where c.session_id = any (stale)),
  -- What only looks changes nothing; of all else nobody knows.
  marked as (
    select c.*, kind not in ('read', 'find', 'search', 'lookup', 'fetch', 'web_search', 'plan', 'question', 'job') as changes,
      count(*) filter (where kind in ('edit', 'write')) over (partition by session_id, target order by started_at, id) as version
    from calls c),
  counted as (
    select m.*,
      case when changes then coalesce((tool_name, input_digest) is distinct from
        (lag(tool_name) over (partition by session_id, changes order by started_at, id),
         lag(input_digest) over (partition by session_id, changes order by started_at, id)), true) else false end as is_other
    from marked m),
  placed as (
    select c.*, count(*) filter (where is_other) over (partition by session_id order by started_at, id) as epoch,
      -- Which files a shell or a server changed nobody knows: it may have been any.
      count(*) filter (where changes and kind not in ('edit', 'write')) over (partition by session_id order by started_at, id) as others
    from counted c),
  again as (
    select 'call' as waste, session_id, id, started_at, each
    from (
      select p.*, row_number() over (partition by session_id, agent, context, tool_name, input_digest, epoch order by started_at, id) as time
      from placed p where kind not in ('read', 'job', 'plan', 'question') and input_digest is not null) r
    where time > 1),
  reread as (
    select 'read', session_id, id, started_at, each
    from (
      select p.*, row_number() over (partition by session_id, agent, context, target, input_digest, version, others order by started_at, id) as time
      from placed p where kind = 'read' and target is not null) r
    where time > 1),
  connected as (
    select distinct on (a.session_id, a.detail ->> 'server') a.session_id, a.id, a.at, a.detail ->> 'server' as server
    from v2.audit_log a
    where a.action = 'server.connected' and a.session_id = any (stale)
    order by a.session_id, a.detail ->> 'server', a.at, a.id),
  unused as (
    select 'server', n.session_id, n.id, n.at, (
      select 1500 * count(distinct l.request_key) * sum(l.cost_usd) filter (where l.token_kind <> 'output')
        / nullif(sum(l.tokens) filter (where l.token_kind <> 'output'), 0)
      from v2.cost_ledger l where l.session_id = n.session_id and l.used_at >= n.at)
    from connected n
    -- Tools are named after their server, with what a name may not have replaced; where it was not told any may be its.
    where not exists (
      select from v2.tool_calls c
      where c.session_id = n.session_id and v2.tool_kind(c.tool_kind, c.tool_name) = 'mcp'
        and (n.server is null
          or position(lower(regexp_replace(n.server, '[^a-zA-Z0-9_-]', '_', 'g')) in lower(c.tool_name)) > 0)))
  select * from again union all select * from reread union all select * from unused;
  looked := cardinality(stale);
end $$;
