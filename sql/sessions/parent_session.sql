-- Finds where a new session came from. Claude Code does not say; after /clear it is the session of the same project
-- that ended a moment ago with that reason and has no such child yet.
create or replace function v2.parent_session(sid uuid, s jsonb, at timestamptz) returns uuid
language sql stable
return coalesce(
  (s ->> 'parent_session_id')::uuid,
  (select p.id
   from v2.sessions p
   where s ->> 'lineage' = 'clear' and p.id <> sid and p.project_path = s ->> 'project_path'
     and p.metadata ->> 'end_reason' = 'clear' and p.ended_at between at - interval '1 minute' and at
     and not exists (select from v2.sessions c where c.parent_session_id = p.id and c.lineage = 'clear')
   order by p.ended_at desc
   limit 1));
