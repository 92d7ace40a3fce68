-- Finds the live sessions of an agent in a folder whose process nobody told, the newest first.
--
-- takes    $1 text   the agent
--          $2 text   the folder
--          $3 text   the machine; rows of before do not say it
-- returns  id, source (the agent), process (null), seen (when the session last changed), at_work (its newest turn is open)
-- called   McpStore.Sessions
select s.id, s.source, null::int, s.updated_at,
  coalesce((select t.ended_at is null from v2.turns t where t.session_id = s.id order by t.turn_num desc limit 1), false)
from v2.sessions s
where s.status = 'active' and s.source = $1 and s.project_path = $2 and not s.metadata ? 'process'
  and coalesce(s.metadata ->> 'machine', $3) = $3
order by s.updated_at desc
limit 100;
