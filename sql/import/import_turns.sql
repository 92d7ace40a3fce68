-- Writes turns that an agent's files tell of. A turn that is known gains what it lacks; a new one is numbered by its time,
-- and where it is older than turns that are there, all of the session's are numbered again.
--
-- takes    told   [{line, prompt_id, started_at, ended_at, user_message, also, also_lines, assistant_response, behind, origin, ended_by,
--                 error_note, tools}]; also is what was typed while the turn ran, in order, and also_lines whose lines they are;
--                 behind is how much of a known answer the answer comes behind, null where it is the whole of it
-- returns  {"added": [ids], "renumbered": boolean}
-- called   v2.import_session
create or replace function v2.import_turns(sid uuid, told jsonb, src text, live boolean) returns jsonb
language plpgsql as $$
declare
  moment timestamptz := public.brain_now();
  counted int := (select turn_count from v2.sessions where id = sid);
  latest timestamptz := (select max(started_at) from v2.turns where session_id = sid and counted > 0);
  added uuid[];
  renumbers boolean;
begin
  told := v2.match_turns(sid, told, counted > 0, live);
  with new as materialized (
    select t.*, gen_random_uuid() as id, place, item ->> 'prompt_id' as prompt
    from jsonb_array_elements(told) with ordinality as each (item, place)
    cross join jsonb_to_record(item) as t (line uuid, started_at timestamptz, ended_at timestamptz, user_message text,
      also text[], also_lines uuid[], assistant_response text, origin text, ended_by text, error_note text, tools int, history boolean)
    where not item ? 'turn_id'
  ), claimed as (
    -- Another transaction may claim the same line just now: whoever is first has the turn.
    insert into brain.prompt_lines (line, session_id, turn_id) select n.line, sid, n.id from new n where not coalesce(n.history, false) order by n.line
    on conflict do nothing returning turn_id
  ), numbered as (
    select n.*, counted + row_number() over (order by n.started_at, n.place) as num
    from new n left join claimed c on c.turn_id = n.id
    where c.turn_id is not null or n.history
  ), lined as (
    insert into brain.prompt_lines (line, session_id, turn_id)
    select distinct on (l.line) l.line, sid, n.id from numbered n cross join unnest(n.also_lines) as l (line) order by l.line
    on conflict do nothing
  ), written as (
    insert into v2.turns (id, session_id, turn_num, prompt_id, started_at, ended_at, user_message, assistant_response, status,
      error_note, tool_calls_count, source, metadata, created_at, updated_at, valid_from)
    select n.id, sid, n.num, case
        -- A fork gives its first prompt's id to the lines that it copies.
        when row_number() over (partition by n.prompt order by n.num desc) = 1
          and not exists (select from v2.turns u where u.session_id = sid and u.prompt_id = n.prompt::uuid) then n.prompt::uuid end,
      n.started_at, case when n.ended_by is not null or n.ended_at is not null or n.history then greatest(n.started_at, n.ended_at) end, 
      nullif(array_to_string(n.user_message || array(
        select w from unnest(n.also) with ordinality as a (w, place)
        where not exists (select from v2.forgotten f where f.digest = v2.forgotten_digest(sid::text, 'user_message', w))
        order by place), E'\n\n'), ''), n.assistant_response,
      case when n.error_note is null then 'ok' else 'errored' end, n.error_note, coalesce(n.tools, 0), src,
      jsonb_strip_nulls(jsonb_build_object('imported', true, 'origin', n.origin, 'ended_by', n.ended_by, 'history', nullif(n.history, false))),
      moment, moment, moment
    from numbered n
    returning id, started_at, coalesce(assistant_response, error_note, ended_at::text) is not null as searched
  ), queued as (
    insert into brain.search_queue (kind, row_id) select 'turn', w.id from written w where w.searched
  )
  select array_agg(id), min(started_at) < latest into added, renumbers from written;
  if added is not null then
    update v2.sessions set turn_count = counted + cardinality(added) where id = sid;
  end if;
  if renumbers then
    perform v2.renumber_turns(sid, live);
  end if;
  perform v2.complete_turns(sid, told);
  return jsonb_build_object('added', to_jsonb(coalesce(added, '{}')), 'renumbered', coalesce(renumbers, false));
end $$;
