-- Lists caps in dollars of live sessions, the most recently changed first.
--
-- takes    $1 int   at most so many
-- returns  session, purpose, cap, cost
-- called   DashboardStore.SessionCaps
select s.id, s.purpose, s.budget_usd, coalesce((select sum(u.usd) from brain.used u where u.session_id = s.id and u.told_by <> 'gate'), 0)
from v2.sessions s
where s.status = 'active' and s.budget_usd is not null
order by s.updated_at desc limit $1;
