-- Lists what each turn of a session cost, oldest first. What the session used before its first turn here is in none.
--
-- takes    $1 uuid   session
-- returns  turn_num, dollars (0 where no price is known), tokens, whether the turn has a sign of drift
-- called   DashboardStore.Curve
select t.turn_num, coalesce(c.cost, g.usd, 0), coalesce(c.tokens, g.tokens, 0)::bigint, exists (select from v2.drift_events d where d.turn_id = t.id)
from v2.turns t
left join (
  select l.turn_id, sum(l.cost_usd) as cost, sum(l.tokens) as tokens from v2.cost_ledger l where l.session_id = $1 group by l.turn_id) c on c.turn_id = t.id
left join v2.gate_turns(array[$1]) g on g.turn_id = t.id
where t.session_id = $1
order by t.turn_num;
