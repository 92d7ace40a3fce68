-- Reads texts that have no vectors of a model yet, newest first: what was said last is asked for first.
--
-- takes    $1 text   model    $2 int   at most so many
-- returns  unit, kind, speaker, said
-- called   SearchIndexStore.Unembedded
with wanted as (
  select u.id, u.kind, u.row_id from brain.search_units u
  where u.embeds and not exists (select from brain.search_vectors v where v.unit_id = u.id and v.model = $1)
  order by u.id desc limit $2)
select w.id, w.kind, s.speaker, s.said
from wanted w
cross join lateral v2.search_source(array[w.kind], array[w.row_id]) s;
