-- Lists the notes of a machine of which nobody knew the project.
--
-- takes    $1 text   host
-- returns  id, source, file
-- called   ImportStore.StrayNotes
select l.id, l.source, l.metadata ->> 'file'
from v2.learnings l
where l.metadata ? 'origin' and l.project_path is null and l.metadata ->> 'host' = $1 and l.metadata ? 'file';
