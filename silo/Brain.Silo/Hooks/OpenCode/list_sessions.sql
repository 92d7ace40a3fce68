-- The sessions of a database of opencode's, each with when something of it was written last.
--
-- returns  id, parent_id, directory, title, version, time_created, changed: times are milliseconds since 1970
-- called   OpenCodeDatabase.Sessions
select s.id, s.parent_id, s.directory, s.title, s.version, s.time_created,
  max(
    s.time_updated,
    coalesce((select max(m.time_updated) from message m where m.session_id = s.id), 0),
    coalesce((select max(p.time_updated) from part p where p.session_id = s.id), 0)
  )
from session s
order by s.time_created, s.id;
