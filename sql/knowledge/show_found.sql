-- Reads what is shown of texts that were found, from the rows themselves as they are now.
--
-- takes    $1 bigint[]   units
-- returns  unit, kind, row, session, turn, project, speaker, happened, said, status, importance, confidence; no row for what
--          is no more
-- called   SearchStore.Show
select u.id, s.kind, s.row_id, s.session_id, s.turn_num, s.project, s.speaker, s.happened_at, s.said, s.status, s.importance,
  s.confidence
from brain.search_units u
cross join lateral v2.search_source(array[u.kind], array[u.row_id]) s
where u.id = any ($1) and s.status not in ('archived', 'superseded');
