-- Takes the oldest rows that wait to be indexed: they stay locked until they are indexed, or the transaction ends.
--
-- takes    $1 int   at most so many
-- returns  queue, and of what v2.search_source tells of the row: kind, row_id, speaker, said; kind is null when there is
--          nothing to index of it
-- called   SearchIndexStore.Index
with taken as (
  select q.id, q.kind, q.row_id from brain.search_queue q order by q.id limit $1 for update skip locked)
select array_agg(t.id), s.kind, t.row_id, s.speaker, s.said, s.session_id, s.turn_num, s.project_key, s.persona_id, s.happened_at,
  s.embeds
from taken t
left join lateral (
  select * from v2.search_source(array[t.kind], array[t.row_id]) r
  where r.status not in ('archived', 'superseded') and r.said <> '') s on true
group by t.row_id, s.kind, s.speaker, s.said, s.session_id, s.turn_num, s.project_key, s.persona_id, s.happened_at, s.embeds;
