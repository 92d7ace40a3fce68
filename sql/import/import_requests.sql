-- Writes what model requests of many sessions used, in one statement. A request of whose message nothing is stored is written as
-- it is, for no rule has anything to decide there; all others go the way that hooks' do, piece by piece.
--
-- takes    sids, sources   of each piece; null for one that is not to be written
--          kind_names      the kinds of tokens, in the order of tokens and costs
--          u               one row for each request, as Brain.Postgres.Import.RequestColumns has them: piece, its place in sids;
--                          again, a piece before it tells of the same message; weight, tokens, costs, arrays as text
-- returns  of each piece how many requests were not known
-- called   v2.import_sessions
create or replace function v2.import_requests(sids uuid[], sources text[], kind_names text[], pieces int[], agains boolean[],
  request_keys text[], message_ids text[], sidechains boolean[], agent_ids text[], models text[], used_ats timestamptz[],
  prompt_ids uuid[], weights text[], token_counts text[], costs text[], skills text[], agents text[], plugins text[], mcp_servers text[])
  returns bigint[]
language plpgsql as $$
#variable_conflict use_column
declare
  moment timestamptz := public.brain_now();
  added bigint[] := array_fill(0::bigint, array[cardinality(sids)]);
  fresh boolean[];
  touched record;
  piece_again record;
begin
  fresh := array(
    select not u.again and sids[u.piece] is not null
      -- Each look has a bound of its own: joined at large, the planner would read all of the ledger.
      and (select true from v2.cost_ledger l where l.message_id = u.message_id limit 1) is null
      and (select true from v2.cost_ledger l where l.request_key = v2.telemetry_key(u.request_key) limit 1) is null
    from unnest(pieces, agains, message_ids, request_keys) with ordinality as u (piece, again, message_id, request_key, place) order by u.place);
  begin
    for touched in
      with told as materialized (
        select u.*, sids[u.piece] as sid, sources[u.piece] as src
        from unnest(fresh, pieces, request_keys, message_ids, sidechains, agent_ids, models, used_ats, prompt_ids, weights, token_counts, costs,
          skills, agents, plugins, mcp_servers)
          as u (fresh, piece, request_key, message_id, sidechain, agent_id, model, used_at, prompt_id, weight, tokens, cost,
            skill, agent, plugin, mcp_server)
        where u.fresh
      ), own as materialized (
        select p.sid, p.prompt_id, t.id from (select distinct sid, prompt_id from told where prompt_id is not null) p
        cross join lateral (select t.id from v2.turns t where t.session_id = p.sid and t.prompt_id = p.prompt_id) t
      ), found as materialized (
        select t.*, case when o.id is null then v2.turn_of_usage(t.sid, t.prompt_id, t.used_at) else o.id end as turn_id
        from told t left join own o on (o.sid, o.prompt_id) = (t.sid, t.prompt_id)
      ), written as (
        insert into v2.cost_ledger (session_id, turn_id, request_key, agent_id, model, token_kind, tokens, cost_usd, used_at,
          message_id, sidechain, prompt_id, weight, skill, agent, plugin, mcp_server, source, created_at, updated_at, valid_from)
        select f.sid, f.turn_id, f.request_key, f.agent_id, f.model, k.token_kind, k.tokens, k.cost, f.used_at,
          f.message_id, f.sidechain, f.prompt_id, f.weight::bigint[], f.skill, f.agent, f.plugin, f.mcp_server, f.src, moment, moment, moment
        from found f cross join lateral unnest(kind_names, f.tokens::bigint[], f.cost::numeric[]) as k (token_kind, tokens, cost))
      select f.piece, sids[f.piece] as sid, count(*) as requests, array_agg(distinct f.turn_id) as turns from found f group by f.piece
    loop
      added[touched.piece] := touched.requests;
      perform v2.sum_usage(touched.sid, touched.turns || v2.pair_usage(touched.sid));
    end loop;
  exception when unique_violation then
    -- Somebody wrote one of them just now: each is looked at.
    fresh := array_fill(false, array[cardinality(pieces)]);
    added := array_fill(0::bigint, array[cardinality(sids)]);
  end;
  for piece_again in
    select u.piece, jsonb_agg(jsonb_build_object('request_key', u.request_key, 'message_id', u.message_id, 'sidechain', u.sidechain,
      'agent_id', u.agent_id, 'model', u.model, 'used_at', u.used_at, 'prompt_id', u.prompt_id, 'weight', to_jsonb(u.weight::bigint[]),
      'skill', u.skill, 'agent', u.agent, 'plugin', u.plugin, 'mcp_server', u.mcp_server,
      'kinds', (select jsonb_agg(to_jsonb(k)) from unnest(kind_names, u.tokens::bigint[], u.cost::numeric[]) as k (token_kind, tokens, cost_usd)))) as usage
    from unnest(fresh, pieces, request_keys, message_ids, sidechains, agent_ids, models, used_ats, prompt_ids, weights, token_counts, costs,
      skills, agents, plugins, mcp_servers)
      as u (fresh, piece, request_key, message_id, sidechain, agent_id, model, used_at, prompt_id, weight, tokens, cost,
        skill, agent, plugin, mcp_server)
    where not u.fresh and sids[u.piece] is not null
    group by u.piece order by u.piece
  loop
    added[piece_again.piece] := added[piece_again.piece] + v2.import_usage(sids[piece_again.piece], piece_again.usage, sources[piece_again.piece]);
  end loop;
  return added;
end $$;
