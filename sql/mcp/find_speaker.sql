-- Finds the live session that an agent's process works in: the newest one of the processes that are named.
--
-- takes    $1 text[]   processes, at most as many as lie above one
-- returns  id, process, seen (when the session last changed); no row when none of them is known
-- called   McpStore.Sessions
select distinct on (s.metadata ->> 'process') s.id, (s.metadata ->> 'process')::int, s.updated_at
from v2.sessions s
where s.status = 'active' and s.metadata ? 'process' and s.metadata ->> 'process' = any ($1)
order by s.metadata ->> 'process', s.updated_at desc;
