-- Writes a rating of a comment. A person's own takes the place of any before; an agent's of any but a person's own.
--
-- takes    said      {"persona": id, "rating": useful|noise|wrong, "session_id"?, "turn_num"?, "project"?, "newest",
--                    "by"?: user, if not said, or agent, "source"?: the agent or door it came by}: without a turn
--                    the persona's newest comment of the session; without a session that of its latest session in the project
-- returns  {"session_id", "turn_num", "comment", "before"?, "kept": the person's own stands, "counts": …}; null when there is no such comment
-- raises   23514     the rating is none of the three
-- called   PersonaStore.Rate
create or replace function v2.rate_comment(said jsonb) returns jsonb
language plpgsql as $$
declare
  who uuid := (said ->> 'persona')::uuid;
  session uuid := (said ->> 'session_id')::uuid;
  wanted text := said ->> 'rating';
  who_says text := coalesce(said ->> 'by', 'user');
  old v2.persona_comments;
begin
  if session is null then
    select c.session_id into session
    from v2.persona_comments c join v2.sessions s on s.id = c.session_id
    where c.persona_id = who and c.status = 'active' and (said ->> 'project' is null or s.project_key = v2.project_key(said ->> 'project'))
    order by c.created_at desc, c.id desc
    limit 1;
  end if;
  select * into old
  from v2.persona_comments c
  where c.persona_id = who and c.session_id = session and c.status = 'active'
    and (said ->> 'turn_num' is null or c.turn_num = (said ->> 'turn_num')::int)
  order by c.turn_num desc
  limit 1
  for update;
  if not found then
    return null;
  end if;

  update v2.persona_comments c
  set rating = wanted, rated_at = public.brain_now(),
      metadata = (c.metadata - 'rated_why') || jsonb_strip_nulls(jsonb_build_object('rated_by', who_says, 'rated_source', said -> 'source'))
  where c.id = old.id and (c.rating, c.metadata ->> 'rated_by') is distinct from (wanted, who_says)
    and (who_says = 'user' or c.metadata ->> 'rated_by' is distinct from 'user');
  return jsonb_strip_nulls(jsonb_build_object(
    'session_id', session, 'turn_num', old.turn_num, 'comment', old.comment, 'before', old.rating,
    'kept', who_says <> 'user' and coalesce(old.metadata ->> 'rated_by', '') = 'user',
    'counts', v2.rating_counts(who, (said ->> 'newest')::int)));
end $$;
