-- Finds where a new session came from. A fork's carrier may name the session it was copied from. Otherwise it is the
-- one that ended a moment ago in the same process of the agent; after a clear also one of its project that is active
-- there, for its end may come late, or never: the last of them to be heard of. Where no process is known, it is the
-- one of the same project that ended a moment ago to be cleared and has no such child yet.
create or replace function v2.parent_session(sid uuid, s jsonb, at timestamptz) returns uuid
language sql stable
return coalesce(
  (select p.id from v2.sessions p where p.id = (s ->> 'parent_session_id')::uuid and p.id <> sid),
  (select p.id
   from v2.sessions p
   where s ->> 'lineage' in ('clear', 'fork') and p.id <> sid
     and (p.ended_at between at - interval '1 minute' and at
       or s ->> 'lineage' = 'clear' and p.status = 'active' and p.started_at <= at
         and p.project_key = coalesce(s ->> 'project_key', v2.project_key(s ->> 'project_path')))
     and p.metadata -> 'process' = s -> 'metadata' -> 'process'
     -- The same number on another machine is another process; rows of before do not say on which.
     and (not p.metadata ? 'machine' or p.metadata -> 'machine' = s -> 'metadata' -> 'machine')
   order by coalesce(p.ended_at, p.updated_at) desc
   limit 1),
  (select p.id
   from v2.sessions p
   where s ->> 'lineage' = 'clear' and p.id <> sid and p.project_key = coalesce(s ->> 'project_key', v2.project_key(s ->> 'project_path'))
     and s -> 'metadata' -> 'process' is null
     and p.metadata ->> 'end_reason' = 'clear' and p.ended_at between at - interval '1 minute' and at
     and not exists (select from v2.sessions c where c.parent_session_id = p.id and c.lineage = 'clear')
   order by p.ended_at desc
   limit 1));
