-- Writes what model requests used that an agent's files tell of. A request of which nothing is stored is written as it is,
-- for no rule has anything to decide there; all others go the way that hooks' do.
--
-- takes    usage   Brain.Domain.Sessions.UsageRow, each request once, and of a message of both chains the main one's alone
-- returns  how many requests were not known
-- called   v2.import_session, v2.import_requests
create or replace function v2.import_usage(sid uuid, usage jsonb, src text) returns bigint
language plpgsql as $$
declare
  moment timestamptz := public.brain_now();
  asked int := jsonb_array_length(usage);
  counted bigint;
  again jsonb;
  touched uuid[];
begin
  -- Each look into the ledger has a bound of its own: joined at large, the planner would read all of it.
  with looked as (
    select u, (select true from v2.cost_ledger l where l.request_key = u ->> 'request_key' limit 1) as counted,
      coalesce((select true from v2.cost_ledger l where l.message_id = u ->> 'message_id' limit 1),
        (select true from v2.cost_ledger l where l.request_key = v2.telemetry_key(u ->> 'request_key') limit 1)) as told
    from jsonb_array_elements(usage) u)
  select count(k.counted), coalesce(jsonb_agg(k.u) filter (where k.counted or k.told), '[]'),
    case when count(*) filter (where k.counted or k.told) > 0
      then coalesce(jsonb_agg(k.u) filter (where k.counted is null and k.told is null), '[]') else usage end
  into counted, again, usage
  from looked k;
  begin
    with own as materialized (
      select t.prompt_id, t.id from v2.turns t where t.session_id = sid and t.prompt_id is not null
    ), found as materialized (
      select u.*, case when o.id is null then v2.turn_of_usage(sid, u.prompt_id, u.used_at) else o.id end as turn_id
      from jsonb_to_recordset(usage) as u (request_key text, message_id text, sidechain boolean, agent_id text, model text,
        skill text, agent text, plugin text, mcp_server text, used_at timestamptz, prompt_id uuid, weight bigint[], kinds jsonb)
      left join own o on o.prompt_id = u.prompt_id
    ), written as (
      insert into v2.cost_ledger (session_id, turn_id, request_key, agent_id, model, token_kind, tokens, cost_usd, used_at,
        message_id, sidechain, prompt_id, weight, skill, agent, plugin, mcp_server, source, created_at, updated_at, valid_from)
      select sid, f.turn_id, f.request_key, f.agent_id, f.model, k.token_kind, k.tokens, k.cost_usd, f.used_at,
        f.message_id, f.sidechain, f.prompt_id, f.weight, f.skill, f.agent, f.plugin, f.mcp_server, src, moment, moment, moment
      from found f cross join jsonb_to_recordset(f.kinds) as k (token_kind text, tokens bigint, cost_usd numeric)
      returning turn_id)
    select array_agg(distinct turn_id) into touched from written;
  exception when unique_violation then
    -- Somebody wrote one of them just now.
    again := again || usage;
  end;
  touched := touched || v2.pair_usage(sid);
  if touched is not null then
    perform v2.sum_usage(sid, touched);
  end if;
  if again <> '[]' then
    perform v2.record_usage(sid, again, src);
  end if;
  return asked - counted;
end $$;
