-- Writes lessons that a session has not taught yet, in their order, up to the most it may teach.
--
-- takes    sid      the session, whose row the caller holds
--          audit    one Brain.Domain.Review.ReviewBatch, snake_case
-- returns  how many were written now
-- called   v2.classify_turns
create or replace function v2.learn_lessons(sid uuid, audit jsonb) returns int
language plpgsql as $$
declare
  room int := (audit ->> 'lessons_max')::int - (
    select count(*) from v2.learnings where session_id = sid and source = 'bot:Auditor');
  written int;
begin
  insert into v2.learnings (session_id, persona_id, project_path, text, kind, status, confidence, source, metadata)
  select sid, p.id, s.project_path, l ->> 'text', l ->> 'kind', l ->> 'status', (l ->> 'confidence')::real, 'bot:Auditor',
    jsonb_build_object('key', l -> 'key', 'evidence', l -> 'evidence')
  from jsonb_array_elements(audit -> 'lessons') with ordinality as lesson (l, nth), v2.sessions s, v2.personas p
  where s.id = sid and p.name = 'Auditor' and not exists (
    select from v2.learnings k where k.session_id = sid and k.source = 'bot:Auditor' and k.metadata ->> 'key' = l ->> 'key')
  order by nth
  limit greatest(0, room)
  on conflict do nothing;
  get diagnostics written = row_count;
  return written;
end $$;
