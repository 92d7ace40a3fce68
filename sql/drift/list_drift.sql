-- Lists what the Cop saw, newest first.
--
-- takes    $1 uuid   session      $2 int   at most so many
-- called   PersonaStore.Drift
select format('%s drift%s%s: %s', d.drift_type, coalesce(' in turn ' || t.turn_num, ''), case when d.triggered_checkpoint then ', checkpoint' end, d.detail)
from v2.drift_events d left join v2.turns t on t.id = d.turn_id
where d.session_id = $1
order by d.created_at desc
limit $2;
