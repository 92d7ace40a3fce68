-- Finds sessions, the most recently changed first, a page at a time.
--
-- takes    $1 text   words that purpose, folder, tag or id hold, or null     $2 text   a status, or null for all
--          $3 text   a mode, or null for all                                 $4 int    at most so many
--          $5 int    so many are passed over
-- returns  json      shape: Brain.Postgres/Dashboard/ListedSession.cs; and how many there are in all
-- called   DashboardStore.Find
with found as (
  select s.*, count(*) over () as found
  from v2.sessions s
  where ($1::text is null or s.purpose ilike '%' || $1 || '%' or s.project_path ilike '%' || $1 || '%' or s.metadata ->> 'tag' ilike '%' || $1 || '%'
      or s.id::text like lower($1) || '%')
    and ($2::text is null or s.status = $2) and ($3::text is null or s.mode = $3)
  order by s.updated_at desc limit $4 offset $5)
select jsonb_build_object(
  'id', f.id, 'status', f.status, 'project', f.project_path, 'purpose', f.purpose, 'mode', f.mode, 'source', f.source, 'tag', f.metadata ->> 'tag',
  'started_at', f.started_at, 'changed_at', f.updated_at, 'turns', f.turn_count, 'tokens', f.tokens_total, 'budget', f.budget_cap,
  'cost', (select nullif(sum(c.usd), 0) from v2.used_told() c where c.session_id = f.id),
  'prompt', (select left(t.user_message, 160) from v2.turns t where t.session_id = f.id and t.user_message is not null order by t.turn_num limit 1))::text,
  f.found
from found f
order by f.updated_at desc;
