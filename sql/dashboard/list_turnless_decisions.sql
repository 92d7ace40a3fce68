-- Lists what hooks decided in no turn, oldest first: what held a prompt back, above all. Those of a page of turns are
-- from its first turn on, or of any time before where there is no earlier one, until the turn behind its last.
--
-- takes    $1 uuid   session      $2 int           the page's turns are before this number, or null for the newest
--          $3 int    so many      $4 timestamptz   as of then, or null for now
--          $5 int    at most so many decisions, the newest
-- returns  json      shape: Brain.Postgres.Dashboard.TurnDecision; and how many there are
-- called   DashboardStore.Turnless
with known as materialized (
  select n.turn_num, n.started_at from v2.turns n where n.session_id = $1 and $4::timestamptz is null
  union all select o.turn_num, o.started_at from v2.turns_as_of($4) o where o.session_id = $1 and $4::timestamptz is not null),
page as (
  select k.turn_num, k.started_at from known k where $2::int is null or k.turn_num < $2 order by k.turn_num desc limit $3),
span as (
  -- Before the session's first turn, too.
  select (select p.started_at from page p order by p.turn_num limit 1) as since,
    (select min(turn_num) from page) is not distinct from (select min(turn_num) from known) as is_first,
    (select k.started_at from known k where k.turn_num >= $2 order by k.turn_num limit 1) as until),
decided as (
  select * from v2.decisions n where n.session_id = $1 and n.turn_id is null and $4::timestamptz is null
  union all select * from v2.decisions_as_of($4) o where o.session_id = $1 and o.turn_id is null and $4::timestamptz is not null),
found as (
  select d.*, count(*) over () as found
  from decided d, span s
  where (s.is_first or d.decided_at >= s.since)
    and (s.until is null or d.decided_at < s.until)
  order by d.decided_at desc, d.id desc limit $5)
select jsonb_build_object('event', d.event, 'decision', d.decision, 'rule', d.rule, 'version', d.rule_version,
  'reason', left(d.reason, 600), 'inputs', left(jsonb_pretty(d.inputs), 2000), 'at', d.decided_at, 'rule_id', d.rule_id, 'rating', d.rating)::text,
  d.found
from found d
order by d.decided_at, d.id;
