-- Writes what an agent's own files tell of one session, beside what its hooks told: a turn, a call and a request that are
-- there are that turn, call and request, however often and in whatever order both are told.
--
-- takes    item   {session_id, source, session, turns, tools, usage}: Brain.Domain.Import.SessionImport, snake_case
--          held   its grain waits meanwhile, so that a session that hooks told of may be written too
-- returns  {"turns", "tools", "requests": added, "tokens_total"}; {"deferred": true}, and nothing is written,
--          for a session that hooks told of and nobody holds. Its row is not locked then
-- called   v2.import_sessions, import/import_held.sql
create or replace function v2.import_session(item jsonb, held boolean) returns jsonb
language plpgsql
-- Its statements are many and short: compiling one takes longer than it runs.
set jit = off as $$
declare
  sid uuid := (item ->> 'session_id')::uuid;
  src text := item ->> 'source';
  s jsonb := item -> 'session';
  requests bigint := 0;
  turns jsonb;
  tools int := 0;
  live boolean;
  counted bigint;
begin
  -- Looked at without a lock first: whoever leaves a session to its grain must not hold up its hooks until all others are written.
  select o.metadata ? 'hard' into live from v2.sessions o where o.id = sid;
  if live and not held then
    return '{"deferred": true}';
  end if;
  perform set_config('brain.importing', '1', true);
  insert into v2.sessions (id, status, project_path, purpose, started_at, ended_at, source, metadata)
  select sid, 'ended', s ->> 'project_path', s ->> 'purpose', (s ->> 'started_at')::timestamptz,
    greatest((s ->> 'started_at')::timestamptz, (s ->> 'ended_at')::timestamptz), src,
    '{"imported": true}'::jsonb || case when s ? 'purpose' then '{"provisional": true}' else '{}'::jsonb end
  on conflict (id) do nothing;
  -- What hooks tell of says whether it fails closed. They may have begun just now.
  select o.metadata ? 'hard' into live from v2.sessions o where o.id = sid for no key update;
  if live and not held then
    return '{"deferred": true}';
  end if;

  counted := case when live then v2.imported_tokens(sid) end;
  turns := v2.import_turns(sid, coalesce(item -> 'turns', '[]'), src, live);
  if item ? 'tools' then
    tools := v2.import_tool_calls(sid, item -> 'tools', turns -> 'added', src);
  end if;
  if jsonb_array_length(item -> 'usage') > 0 then
    requests := v2.import_usage(sid, item -> 'usage', src);
  end if;
  if turns -> 'added' <> '[]' then
    perform v2.settle_rows(sid);
  end if;
  -- A cap that a person set is about the work since: what older turns used is found out, and blocks nobody.
  update v2.sessions o
  set metadata = o.metadata || jsonb_build_object('used_before', coalesce((o.metadata ->> 'used_before')::bigint, 0) + counted - v2.imported_tokens(sid))
  where live and o.id = sid and o.budget_cap is not null and counted <> v2.imported_tokens(sid);
  perform v2.import_about(sid, s, item, live);
  return jsonb_build_object('turns', jsonb_array_length(turns -> 'added'), 'tools', tools, 'requests', requests,
    'tokens_total', (select o.tokens_total from v2.sessions o where o.id = sid));
end $$;
