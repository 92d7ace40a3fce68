-- Lists what the Cop saw and nobody called wrong, newest first. An alarm covers the turns in a row that led to it.
--
-- takes    $1 uuid   session      $2 int   at most so many
-- called   DriftStore.List
with seen as (
  select d.*, t.turn_num from v2.drift_events d left join v2.turns t on t.id = d.turn_id where d.session_id = $1),
wrong as (
  select k.turn_num from v2.persona_comments k join v2.personas p on p.id = k.persona_id
  where k.session_id = $1 and k.rating = 'wrong' and p.tier = 'system' and p.name = 'Cop')
select format('%s%s%s: %s', coalesce('turn ' || d.turn_num || ', ', ''), case d.drift_type when 'ai' then 'the assistant' else 'the topic' end,
  case when d.triggered_checkpoint then ' (asked)' end, d.detail)
from seen d
where not exists (
  select from wrong w
  where d.turn_num <= w.turn_num and w.turn_num - d.turn_num + 1 = (
    select count(distinct n.turn_num) from seen n where n.drift_type = d.drift_type and n.turn_num between d.turn_num and w.turn_num))
order by d.created_at desc
limit $2;
