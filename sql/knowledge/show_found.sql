-- Reads what is shown of texts that were found, from the rows themselves: as they are now, or as they were.
--
-- takes    $1 bigint[]   units    $2 timestamptz   when; null for now
-- returns  unit, kind, row, session, turn, project, speaker, happened, said, status, importance, confidence, asked; no row
--          for what is no more; asked is how many characters of a turn's text come before its answer, null for none
-- called   SearchStore.Show
select u.id, s.kind, s.row_id, s.session_id, s.turn_num, s.project, s.speaker, s.happened_at, coalesce(p.said, s.said),
  coalesce(p.status, s.status), case when p.row_id is null then s.importance else p.importance end,
  case when p.row_id is null then s.confidence else p.confidence end,
  case when s.kind = 'turn' and p.row_id is null then (select length(nullif(t.user_message, '')) from v2.turns t where t.id = s.row_id) end
from brain.search_units u
cross join lateral v2.search_source(array[u.kind], array[u.row_id]) s
left join lateral (select * from v2.said_as_of(array[u.row_id], $2) where $2 is not null) p on true
where u.id = any ($1) and coalesce(p.status, s.status) not in ('archived', 'superseded');
