-- Adds up what was used and what it cost, by one thing.
--
-- takes    $1 text          day, project, model or session
--          $2 timestamptz   since then      $3 int   at most so many: the newest days, else the dearest
-- returns  the thing, a name for people, requests, tokens, dollars (null where a price is not known for any of it)
-- called   DashboardStore.Costs
select k.which, max(k.name), count(*), sum(k.tokens)::bigint, sum(k.cost_usd)
from (
  -- A row a request first: counting them apart would sort them all.
  select c.request_key, sum(c.tokens) as tokens, sum(c.cost_usd) as cost_usd,
    case $1 when 'day' then to_char(c.used_at at time zone 'utc', 'YYYY-MM-DD') when 'model' then c.model when 'session' then s.id::text
      else coalesce(s.project_key, s.project_path, 'none') end as which,
    case $1 when 'session' then coalesce(s.purpose, s.project_path, left(s.id::text, 8)) when 'project' then coalesce(s.project_path, 'none')
      when 'model' then c.model end as name
  from v2.cost_ledger c join v2.sessions s on s.id = c.session_id
  where c.used_at >= $2 and c.tokens > 0
  group by c.request_key, 4, 5) k
group by k.which
order by case when $1 = 'day' then k.which end desc, sum(k.cost_usd) desc nulls last, sum(k.tokens) desc
limit $3;
