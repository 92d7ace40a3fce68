-- Finds the live sessions of an agent's processes, the newest first.
--
-- takes    $1 text[]   processes, at most as many as lie above one
--          $2 text     of which machine they are; rows of before do not say it
-- returns  id, source (the agent), process, seen (when the session last changed), at_work (its newest turn is open)
-- called   McpStore.Sessions
select s.id, s.source, (s.metadata ->> 'process')::int, s.updated_at,
  coalesce((select t.ended_at is null from v2.turns t where t.session_id = s.id order by t.turn_num desc limit 1), false)
from v2.sessions s
where s.status = 'active' and s.metadata ? 'process' and s.metadata ->> 'process' = any ($1)
  and coalesce(s.metadata ->> 'machine', $2) = $2
order by s.updated_at desc
limit 100;
