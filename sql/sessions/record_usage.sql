-- Writes what model requests used: five rows each. A row is only ever raised to a copy of larger weight, or given a price
-- that was not known before, so no order and no repetition of reading makes a difference. Each look into the ledger is
-- lateral with a bound of its own: joined at large, the planner would read all of it.
--
-- takes    usage   Brain.Domain.Sessions.UsageRow, each request once
-- returns  the session's tokens_total
create or replace function v2.record_usage(sid uuid, usage jsonb, src text) returns bigint
language plpgsql as $$
declare
  touched uuid[];
  parted uuid[];
begin
  -- A request that telemetry told of first gets the ids that its transcript has; its figures stay telemetry's.
  update v2.cost_ledger l
  set request_key = u.request_key, message_id = u.message_id, sidechain = u.sidechain, agent_id = coalesce(u.agent_id, l.agent_id)
  from jsonb_to_recordset(usage) as u (request_key text, message_id text, sidechain boolean, agent_id text, told_by text)
  where u.told_by is null and right(u.request_key, 1) <> ':'
    and not exists (select from v2.cost_ledger x where x.request_key = u.request_key)
    and l.id = any (array(
      select o.id from v2.cost_ledger o
      where substring(o.request_key from '[^:]*$') = substring(u.request_key from '[^:]*$')
        and o.request_key like 'otel-%'));
  -- Where both were written at the same time, the transcript's ids stay.
  with twins as (
    delete from v2.cost_ledger l
    where l.id = any (array(
      select o.id from jsonb_to_recordset(usage) as u (request_key text)
      cross join lateral (
        select o.id, o.request_key from v2.cost_ledger o
        where substring(o.request_key from '[^:]*$') = substring(u.request_key from '[^:]*$') offset 0) o
      where right(u.request_key, 1) <> ':' and o.request_key like 'otel-%' and exists (
        select from v2.cost_ledger r
        where substring(r.request_key from '[^:]*$') = substring(u.request_key from '[^:]*$') and r.request_key not like 'otel-%')))
    returning l.turn_id)
  select array_agg(turn_id) into parted from twins;
  with found as (
    select coalesce(o.request_key, u.request_key) as request_key, coalesce(o.message_id, u.message_id) as message_id,
      coalesce(o.sidechain, u.sidechain) as sidechain, u.agent_id, u.model, u.skill, u.agent, u.plugin, u.mcp_server, u.used_at,
      u.prompt_id, u.weight, u.kinds, u.unsplit, coalesce(u.told_by, 'transcript') as told_by, v2.turn_of_usage(sid, u.prompt_id, u.used_at) as turn_id
    from jsonb_to_recordset(usage) as u (request_key text, message_id text, sidechain boolean, agent_id text, model text,
      skill text, agent text, plugin text, mcp_server text,
      used_at timestamptz, prompt_id uuid, weight bigint[], kinds jsonb, told_by text, unsplit boolean)
    -- What telemetry tells of a request that is known is told of that one.
    left join lateral (
      select l.request_key, l.message_id, l.sidechain from v2.cost_ledger l
      where u.told_by = 'telemetry' and substring(l.request_key from '[^:]*$') = substring(u.request_key from '[^:]*$') limit 1) o on true
    -- One that was joined with a transcript's before is told of again, and all of it is known.
    where (
      select true from v2.cost_ledger l
      where u.told_by = 'telemetry' and l.metadata ? 'telemetry_request'
        and l.metadata ->> 'telemetry_request' = substring(u.request_key from '[^:]*$') limit 1) is null),
  replayed as (
    delete from v2.cost_ledger l
    where l.id = any (array(
      select o.id from found u cross join lateral (
        select * from v2.cost_ledger o where o.message_id = u.message_id offset 0) o
      where o.session_id = sid and o.sidechain and not u.sidechain and o.request_key <> u.request_key))
    returning l.turn_id),
  written as (
    insert into v2.cost_ledger as l (session_id, turn_id, request_key, agent_id, model, token_kind, tokens, cost_usd, used_at,
      message_id, sidechain, prompt_id, weight, skill, agent, plugin, mcp_server, told_by, source)
    select sid, u.turn_id, u.request_key, u.agent_id, u.model, k.token_kind, k.tokens, k.cost_usd, u.used_at,
      u.message_id, u.sidechain, u.prompt_id, case when w.weak then '{0}' else u.weight end, u.skill, u.agent, u.plugin, u.mcp_server,
      case when w.weak then 'transcript' else u.told_by end, src
    from found u cross join jsonb_to_recordset(u.kinds) as k (token_kind text, tokens bigint, cost_usd numeric)
    -- What the cache took in is the transcript's to say where telemetry only knows the sum.
    cross join lateral (select u.unsplit is true and k.token_kind like 'cache_write%' as weak) w
    left join lateral (
      select true as told from v2.cost_ledger m where m.message_id = u.message_id and not m.sidechain limit 1) m
      on u.sidechain and u.told_by = 'transcript'
    where m.told is null
    order by u.request_key, k.token_kind
    on conflict (request_key, token_kind) do update
    set turn_id = excluded.turn_id,
        agent_id = coalesce(excluded.agent_id, case when excluded.told_by <> l.told_by then l.agent_id end),
        model = excluded.model,
        -- Telemetry's figures go before the transcript's.
        tokens = case when l.told_by = 'telemetry' and excluded.told_by = 'transcript' then l.tokens else excluded.tokens end,
        cost_usd = case when l.told_by = 'telemetry' and excluded.told_by = 'transcript' then coalesce(l.cost_usd, excluded.cost_usd) else excluded.cost_usd end,
        told_by = case when l.told_by = 'telemetry' then l.told_by else excluded.told_by end, used_at = excluded.used_at, sidechain = excluded.sidechain,
        prompt_id = coalesce(excluded.prompt_id, l.prompt_id),
        weight = case when l.told_by = 'telemetry' and excluded.told_by = 'transcript' then l.weight else excluded.weight end,
        -- What one copy leaves out another may say; a replay on a side chain says nothing of the main line.
        skill = coalesce(excluded.skill, case when excluded.sidechain = l.sidechain then l.skill end),
        agent = coalesce(excluded.agent, case when excluded.sidechain = l.sidechain then l.agent end),
        plugin = coalesce(excluded.plugin, case when excluded.sidechain = l.sidechain then l.plugin end),
        mcp_server = coalesce(excluded.mcp_server, case when excluded.sidechain = l.sidechain then l.mcp_server end)
    where l.session_id = sid and ((excluded.told_by = 'telemetry' and l.told_by = 'transcript')
      or (excluded.told_by = l.told_by and excluded.weight > l.weight)
      or ((excluded.weight = l.weight or excluded.told_by <> l.told_by)
        and ((excluded.told_by = l.told_by and excluded.used_at < l.used_at) or (l.cost_usd is null and excluded.cost_usd is not null)
        or (l.skill is null and excluded.skill is not null) or (l.agent is null and excluded.agent is not null)
        or (l.plugin is null and excluded.plugin is not null) or (l.mcp_server is null and excluded.mcp_server is not null))))
    returning l.id, l.turn_id)
  -- The turns of the rows as they now are, and as they were: this statement still reads the rows as they were.
  select array_agg(turn_id) into touched from (
    select turn_id from replayed
    union select turn_id from written
    union select unnest(parted)
    union select o.turn_id from written w cross join lateral (select turn_id from v2.cost_ledger o where o.id = w.id offset 0) o) t;
  touched := touched || v2.pair_usage(sid);
  if touched is not null then
    perform v2.sum_usage(sid, touched);
  end if;
  return (select tokens_total from v2.sessions where id = sid);
end $$;
