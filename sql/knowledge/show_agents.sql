-- Reads which agent each session is of.
--
-- takes    $1 uuid[]   sessions
-- returns  session, source
-- called   SearchStore.Agents
select id, source from v2.sessions where id = any ($1);
