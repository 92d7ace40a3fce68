-- Lists the sessions that an agent's own hooks opened, those that changed last first.
--
-- takes    $1 text   the agent, as rows name it    $2 int   at most so many
-- returns  id
-- called   SessionStore.OfAgent
select id
from v2.sessions
where source = $1
order by updated_at desc
limit $2;
