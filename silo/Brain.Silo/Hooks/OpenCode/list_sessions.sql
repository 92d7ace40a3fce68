-- The sessions of a database of opencode's, each with when it or a message of it was written last, and the newest row
-- of its parts.
--
-- returns  id, parent_id, directory, title, version, time_created, changed, row: times are milliseconds since 1970
-- called   OpenCodeDatabase.Families
select s.id, s.parent_id, s.directory, s.title, s.version, s.time_created,
  max(
    s.time_updated,
    coalesce((select max(m.time_updated) from message m where m.session_id = s.id), 0)
  ),
  (select max(p.rowid) from part p where p.session_id = s.id)
from session s
order by s.time_created, s.id;
