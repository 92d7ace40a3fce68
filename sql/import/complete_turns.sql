-- Gives turns that are known what they lack. What hooks told stays as it is; a turn that came from a file follows the file,
-- and one that was undone stays so, but its line is known. What was typed while it ran is added once, by its own line: what was
-- forgotten of it does not come back.
--
-- takes    told   as v2.match_turns returns it
-- called   v2.import_turns
create or replace function v2.complete_turns(sid uuid, told jsonb) returns void
language plpgsql as $$
begin
  with known as materialized (
    select distinct on (t.turn_id) t.*, u.metadata ? 'imported' as imported,
      -- A prompt that came while the turn ran stands behind the first, once; where something was forgotten, it may be that.
      nullif(concat_ws(E'\n\n', coalesce(u.user_message, t.user_message), (
        select string_agg(w, E'\n\n' order by place) from unnest(t.also, t.also_lines) with ordinality as a (w, l, place)
        where not exists (select from brain.prompt_lines p where p.line = l)
          and not exists (select from v2.forgotten f where f.digest = v2.forgotten_digest(sid::text, 'user_message', w))
          and not (strpos(coalesce(u.user_message, ''), '[forgotten]') > 0 and exists (select from v2.forgotten))
          and strpos(E'\n\n' || coalesce(u.user_message, t.user_message, '') || E'\n\n', E'\n\n' || w || E'\n\n') = 0)), '') as words,
      -- What goes on with a message stands behind what was read of it before, however often it is read; what was forgotten of
      -- that has another length.
      case when t.behind is null or u.assistant_response is null then t.assistant_response
        when strpos(u.assistant_response, '[forgotten') > 0 then u.assistant_response || E'\n' || t.assistant_response
        else left(u.assistant_response, t.behind) || E'\n' || t.assistant_response end as response
    from jsonb_to_recordset(told) as t (turn_id uuid, line uuid, prompt_id uuid, ended_at timestamptz, user_message text,
      also text[], also_lines uuid[], assistant_response text, behind int, ended_by text, error_note text, history boolean)
    join v2.turns u on u.id = t.turn_id
    order by t.turn_id, t.ended_at desc nulls last
  ), lined as (
    insert into brain.prompt_lines (line, session_id, turn_id)
    select distinct on (l.line) l.line, sid, t.turn_id
    from jsonb_to_recordset(told) as t (turn_id uuid, line uuid, also_lines uuid[])
    cross join unnest(t.line || t.also_lines) as l (line)
    where t.turn_id is not null and l.line is not null
    order by l.line
    on conflict do nothing
  )
  update v2.turns u
  set prompt_id = coalesce(u.prompt_id, free.prompt), user_message = k.words,
      assistant_response = case when imported then coalesce(k.response, u.assistant_response)
        when u.ended_at is null then u.assistant_response else coalesce(u.assistant_response, k.response) end,
      ended_at = case when imported then coalesce(greatest(u.ended_at, k.ended_at), case when k.ended_by is not null then u.started_at end) else u.ended_at end,
      status = case when not imported or k.ended_by is null then u.status when k.error_note is null then 'ok' else 'errored' end,
      error_note = case when not imported or k.ended_by is null then u.error_note else k.error_note end,
      metadata = case when k.history then u.metadata else u.metadata - 'history' end || case when imported and k.ended_by is not null then jsonb_build_object('ended_by', k.ended_by) else '{}' end
  from known k cross join lateral (
    select case when not exists (select from v2.turns o where o.session_id = sid and o.prompt_id = k.prompt_id) then k.prompt_id end as prompt) free
  where u.id = k.turn_id and u.session_id = sid and (
    (u.prompt_id is null and free.prompt is not null) or (u.metadata ? 'history' and k.history is null) or k.words is distinct from u.user_message
    or (k.response is not null and k.response is distinct from u.assistant_response
      and (imported or (u.assistant_response is null and u.ended_at is not null)))
    or (imported and (coalesce(k.ended_at > u.ended_at, k.ended_at is not null) or (k.ended_by is not null and k.ended_by is distinct from u.metadata ->> 'ended_by'))));
end $$;
