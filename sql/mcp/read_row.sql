-- Reads one row of a kind that search knows, whole.
--
-- takes    $1 text   kind     $2 uuid   row
-- returns  kind, row, session, turn, project, speaker, happened, said, status, importance, confidence; no row when there is none
-- called   McpStore.Read
select s.kind, s.row_id, s.session_id, s.turn_num, s.project, s.speaker, s.happened_at, s.said, s.status, s.importance, s.confidence
from v2.search_source(array[$1], array[$2]) s;
