-- Joins what telemetry told of a request with what a transcript told of it that names no request ids, as some gateways' do: same
-- session, model, tokens in and out and read from the cache, at most two minutes apart, the first with the first. The transcript's
-- ids stay, and telemetry's figures; what telemetry called it is kept beside them, for it may tell of it again.
--
-- takes    sid   session
-- returns  the turns whose sums changed, or null
-- called   v2.record_usage, v2.import_usage, v2.import_requests
create or replace function v2.pair_usage(sid uuid) returns uuid[]
language plpgsql as $$
declare
  touched uuid[];
  tolds text[] := '{}';
  knowns text[] := '{}';
  pair record;
begin
  if not exists (select from v2.cost_ledger l where l.session_id = sid and l.request_key like 'otel-%')
    or not exists (select from v2.cost_ledger l where l.session_id = sid and l.told_by = 'transcript' and l.request_key like '%:') then
    return null;
  end if;
  -- Each with the first that is left within two minutes: one that the other side lacks leaves the rest joined.
  for pair in
    with requests as materialized (
      select l.request_key, l.request_key like 'otel-%' as is_told, l.model, min(l.used_at) as used_at,
        coalesce(sum(l.tokens) filter (where l.token_kind = 'input'), 0) as input,
        coalesce(sum(l.tokens) filter (where l.token_kind = 'output'), 0) as output,
        coalesce(sum(l.tokens) filter (where l.token_kind = 'cache_read'), 0) as cache_read
      from v2.cost_ledger l
      where l.session_id = sid
        and (l.request_key like 'otel-%' or (l.told_by = 'transcript' and l.request_key like '%:'))
      group by 1, 2, 3)
    select told.request_key as told, known.request_key as known
    from requests told join requests known
      on told.is_told and not known.is_told and told.model = known.model and told.input = known.input and told.output = known.output
        and told.cache_read = known.cache_read and abs(extract(epoch from told.used_at - known.used_at)) <= 120
    order by told.used_at, told.request_key, known.used_at, known.request_key
  loop
    if pair.told <> all (tolds) and pair.known <> all (knowns) then
      tolds := tolds || pair.told;
      knowns := knowns || pair.known;
    end if;
  end loop;
  if tolds = '{}' then
    return null;
  end if;
  with gone as (
    delete from v2.cost_ledger l using unnest(tolds, knowns) as p (told, known)
    where l.session_id = sid and l.request_key = p.told
    returning p.known, substring(p.told from '[^:]*$') as request, l.token_kind, l.cost_usd, l.turn_id, l.agent_id, l.prompt_id,
      l.skill, l.agent, l.plugin, l.mcp_server),
  kept as (
    update v2.cost_ledger l set told_by = 'telemetry', cost_usd = coalesce(l.cost_usd, g.cost_usd),
      metadata = l.metadata || jsonb_build_object('telemetry_request', g.request),
      turn_id = coalesce(l.turn_id, g.turn_id), agent_id = coalesce(l.agent_id, g.agent_id), prompt_id = coalesce(l.prompt_id, g.prompt_id),
      skill = coalesce(l.skill, g.skill), agent = coalesce(l.agent, g.agent), plugin = coalesce(l.plugin, g.plugin),
      mcp_server = coalesce(l.mcp_server, g.mcp_server)
    from gone g
    where l.session_id = sid and l.request_key = g.known and l.token_kind = g.token_kind
    returning l.turn_id)
  select array_agg(distinct turn_id) into touched from (select turn_id from gone union select turn_id from kept) t;
  return touched;
end $$;
