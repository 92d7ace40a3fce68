-- Writes the Auditor's decision on some turns of a session: classes, ratings and lessons, all of them or none.
-- Saying it again changes nothing: a class stays, a rating stays whoever gave it, and a lesson has a key.
--
-- takes    sid      the session
--          audit    one Brain.Domain.Review.ReviewBatch, snake_case
-- returns  {"turns": …, "rated": …, "learnt": …, "classes": {…}}: what was written now, and the session's turns by class
-- raises   BR002    there is no such session
-- called   ReviewStore.Write
create or replace function v2.classify_turns(sid uuid, audit jsonb) returns jsonb
language plpgsql as $$
declare
  done jsonb := '{}';
  written int;
begin
  -- Two that audit the same session take turns, so that the most lessons of a session is exact.
  perform from v2.sessions where id = sid for no key update;
  if not found then
    raise exception 'There is no session %; nothing was classified.', sid using errcode = 'BR002';
  end if;

  update v2.turns t
  set classified_at = public.brain_now(),
      classification = jsonb_build_object('class', a -> 'class', 'confidence', a -> 'confidence', 'why', a -> 'why', 'by', 'bot:Auditor')
  from jsonb_array_elements(audit -> 'turns') a
  where t.session_id = sid and t.turn_num = (a ->> 'num')::int and t.classified_at is null;
  get diagnostics written = row_count;
  done := done || jsonb_build_object('turns', written);

  update v2.persona_comments c
  set rating = r ->> 'rating', rated_at = public.brain_now(),
      metadata = c.metadata || jsonb_build_object('rated_by', 'bot:Auditor', 'rated_why', r -> 'why')
  from jsonb_array_elements(audit -> 'ratings') r
  where c.session_id = sid and c.id = (r ->> 'id')::uuid and c.rating is null;
  get diagnostics written = row_count;
  done := done || jsonb_build_object('rated', written);

  return done || jsonb_build_object('learnt', v2.learn_lessons(sid, audit), 'classes', (
    select coalesce(jsonb_object_agg(n.class, n.count), '{}')
    from (
      select classification ->> 'class' as class, count(*) from v2.turns
      where session_id = sid and classification ? 'class' group by 1) n));
end $$;
