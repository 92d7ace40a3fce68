-- Lists turns that cost something beside what came of them: commits that landed, were reverted or are gone, or nothing.
--
-- takes    $1 timestamptz  from then on, or null      $2 timestamptz  before then, or null
--          $3 text         a folder, whose project's sessions alone count, or null
--          $4 int          at most so many
-- returns  session, turn, at, prompt, cost, outcome (landed, reverted, gone, open, unknown or nothing), commits; the newest first
-- called   CostStore.Outcomes
with gated as materialized (
  select array_agg(distinct u.session_id) as ids from v2.used_told() u join v2.sessions s on s.id = u.session_id
  where u.told_by = 'gate' and ($3::text is null or s.project_key = v2.project_key($3))),
gate as materialized (select g.turn_id, g.usd from gated cross join lateral v2.gate_turns(gated.ids) g)
select t.session_id, t.turn_num, t.started_at, left(t.user_message, 200), c.cost,
  case when k.outcomes is null then 'nothing' when 'landed' = any (k.outcomes) then 'landed' when 'open' = any (k.outcomes) then 'open'
    when 'reverted' = any (k.outcomes) then 'reverted' when 'unknown' = any (k.outcomes) then 'unknown' else 'gone' end, coalesce(k.commits, '{}')
from v2.turns t join v2.sessions s on s.id = t.session_id
cross join lateral (select sum(l.cost_usd) as cost from v2.cost_ledger l where l.turn_id = t.id) l
left join gate g on g.turn_id = t.id
cross join lateral (select coalesce(l.cost, g.usd) as cost) c
cross join lateral (
  select array_agg(m.outcome) as outcomes, array_agg(left(m.sha, 7) || ' ' || m.subject order by m.committed_at) as commits
  from v2.turn_commits m where m.turn_id = t.id) k
where (c.cost is not null or k.outcomes is not null) and ($1::timestamptz is null or t.started_at >= $1)
  and ($2::timestamptz is null or t.started_at < $2) and ($3::text is null or s.project_key = v2.project_key($3))
order by t.started_at desc
limit $4;
