-- Lists which folder people worked in, by the folder that Claude Code keeps its transcripts in.
--
-- takes    $1 text   host
-- returns  the folder of transcripts, the newest session's own
-- called   ImportStore.Folders
select distinct on (folder) folder, cwd
from (select regexp_replace(path, '/[^/]*$', '') as folder, cwd, first_at from v2.claude_sessions where host = $1 and cwd is not null) s
order by folder, first_at desc nulls last;
