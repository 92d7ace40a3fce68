-- Writes what a piece of an agent's files tells, of many sessions in one transaction.
--
-- takes    items   as v2.import_session takes them, but for usage
--          u       what was used, of all of them: as v2.import_requests takes it
-- returns  one row for each, in order: what v2.import_session returns
-- called   import/import_now.sql
create or replace function v2.import_sessions(items jsonb[], kind_names text[], pieces int[], agains boolean[], request_keys text[],
  message_ids text[], sidechains boolean[], agent_ids text[], models text[], used_ats timestamptz[], prompt_ids uuid[],
  weights text[], token_counts text[], costs text[], skills text[], agents text[], plugins text[], mcp_servers text[]) returns setof jsonb
language plpgsql
set jit = off as $$
declare
  item jsonb;
  written jsonb;
  results jsonb[] := '{}';
  sids uuid[] := '{}';
  sources text[] := '{}';
  added bigint[];
begin
  foreach item in array items loop
    written := v2.import_session(item, held => false);
    results := results || written;
    sids := sids || case when written ? 'deferred' then null else (item ->> 'session_id')::uuid end;
    sources := sources || (item ->> 'source');
  end loop;
  if cardinality(pieces) > 0 then
    added := v2.import_requests(sids, sources, kind_names, pieces, agains, request_keys, message_ids, sidechains, agent_ids, models,
      used_ats, prompt_ids, weights, token_counts, costs, skills, agents, plugins, mcp_servers);
  end if;
  return query
    select case when r.result ? 'deferred' then r.result else r.result || jsonb_build_object('requests', coalesce(added[r.place], 0)) end
    from unnest(results) with ordinality as r (result, place) order by r.place;
end $$;
