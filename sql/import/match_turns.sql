-- Finds the turns that are known already: by their prompt's line; by the prompt's id; or, where one of both has no id, by the
-- same words at the same time. What is another session's, or was answered by the brain itself, is left out. A turn that was
-- undone is known too, whoever told of it.
--
-- takes    told    as v2.import_turns has it
--          known   the session has turns
-- returns  told without what is left out, and with turn_id where it is known
-- called   v2.import_turns
create or replace function v2.match_turns(sid uuid, told jsonb, known boolean, live boolean) returns jsonb
language sql stable as $$
  with t as materialized (
    select item, place, (item ->> 'line')::uuid as line, (item ->> 'prompt_id')::uuid as prompt,
      (item ->> 'started_at')::timestamptz as at, item ->> 'user_message' as words
    from jsonb_array_elements(told) with ordinality as each (item, place)
  ), by_line as (
    select t.place, p.turn_id, p.session_id from t cross join lateral (select * from brain.prompt_lines p where p.line = t.line offset 0) p
  ), undone as (
    select distinct on (h.id) h.id, h.prompt_id, h.started_at, h.user_message from v2.turns_history h
    where h.session_id = sid and exists (select from v2.undos d where d.session_id = sid)
      and not exists (select from v2.turns u where u.id = h.id)
    order by h.id, h.valid_to desc
  ), free as (
    select u.* from (
      select u.id, u.prompt_id, u.started_at, u.user_message from v2.turns u where known and u.session_id = sid
      union all
      select * from undone) u
    where not exists (select from brain.prompt_lines p where p.turn_id = u.id)
  ), by_prompt as (
    select distinct on (f.id) t.place, f.id as turn_id
    from free f join t on t.prompt = f.prompt_id
    where t.place not in (select l.place from by_line l)
      and (abs(extract(epoch from t.at - f.started_at)) < 300 or f.user_message is null or f.user_message = t.words)
    order by f.id, f.user_message is not distinct from t.words desc, abs(extract(epoch from t.at - f.started_at))
  ), by_words as (
    select distinct on (t.place) t.place, f.id as turn_id
    from t join free f on f.user_message is not distinct from t.words and abs(extract(epoch from t.at - f.started_at)) <= 30
    where (f.prompt_id is null or t.prompt is null)
      and t.place not in (select l.place from by_line l union all select p.place from by_prompt p)
      and f.id not in (select p.turn_id from by_prompt p)
    order by t.place, abs(extract(epoch from t.at - f.started_at))
  )
  select coalesce(jsonb_agg(t.item || jsonb_strip_nulls(jsonb_build_object('turn_id',
    coalesce(l.turn_id, p.turn_id, w.turn_id))) order by t.place), '[]')
  from t
  left join by_line l on l.place = t.place
  left join by_prompt p on p.place = t.place
  left join by_words w on w.place = t.place
  where coalesce(l.session_id, sid) = sid
    -- The history of older versions does not say whose a prompt was.
    and case when (t.item ->> 'unnamed')::boolean then not exists (
      select from v2.turns o join v2.sessions s on s.id = o.session_id
      where s.project_path = (select project_path from v2.sessions where id = sid)
        and o.user_message = t.words and o.session_id <> sid and abs(extract(epoch from t.at - o.started_at)) <= 120) else true end
    and (not live or not exists (
      select from v2.decisions d
      where d.session_id = sid and d.event_key = t.item ->> 'prompt_id' and d.decision = 'block'
        and coalesce(l.turn_id, p.turn_id, w.turn_id) is null))
$$;
