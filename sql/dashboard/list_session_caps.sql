-- Lists caps in dollars of live sessions and what of them is used, the most recently changed first.
--
-- takes    $1 int   at most so many
-- returns  session, purpose, cap, cost
-- called   DashboardStore.SessionCaps
select s.id, s.purpose, s.budget_usd, v2.spent_of_cap(s.id)
from v2.sessions s
where s.status = 'active' and s.budget_usd is not null
order by s.updated_at desc limit $1;
