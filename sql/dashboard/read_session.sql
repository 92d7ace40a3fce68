-- Reads a session's head as it is, or as it was; of drift nobody keeps what it was.
--
-- takes    $1 uuid          session      $2 timestamptz   as of then, or null for now
-- returns  json             shape: Brain.Postgres/Dashboard/SessionHead.cs; no row when there is, or was, none
-- called   DashboardStore.Head
with s as (
  select * from v2.sessions n where n.id = $1 and $2::timestamptz is null
  union all select * from v2.sessions_as_of($2) o where o.id = $1 and $2::timestamptz is not null)
select jsonb_build_object(
  'id', s.id, 'status', s.status, 'project', s.project_path, 'purpose', s.purpose, 'mode', s.mode, 'source', s.source, 'tag', s.metadata ->> 'tag',
  'provisional', coalesce((s.metadata ->> 'provisional')::boolean, false), 'lineage', s.lineage, 'parent', s.parent_session_id,
  'started_at', s.started_at, 'ended_at', s.ended_at, 'changed_at', s.updated_at, 'turns', s.turn_count,
  'tokens', case when s.budget_cap is null then s.tokens_total when $2::timestamptz is null then v2.tokens_of_cap(s.id)
    else s.tokens_total + coalesce((s.metadata ->> 'used_before')::bigint, 0) end,
  'budget', s.budget_cap, 'budget_usd', s.budget_usd,
  'known_since', least(
    (select n.valid_from from v2.sessions n where n.id = s.id), (select min(h.valid_from) from v2.sessions_history h where h.id = s.id)),
  'cost', case when $2::timestamptz is not null then (
      select case when s.budget_usd is null then coalesce(p.ledger, p.gate)
        else coalesce(greatest(p.ledger, p.gate), 0) + coalesce((s.metadata ->> 'usd_before')::numeric, 0) end
      from (
        select (select sum(c.cost_usd) from v2.cost_ledger_as_of($2) c where c.session_id = s.id) as ledger, (
          select sum(brain.decimal(a.detail ->> 'cost_usd')) from v2.audit_log a
          where a.session_id = s.id and a.action = 'turn.step' and a.at <= $2) as gate) p)
    when s.budget_usd is null then (select nullif(sum(c.usd), 0) from v2.used_told() c where c.session_id = s.id)
    else v2.spent_of_cap(s.id) end,
  'unpriced', exists (
      select from v2.used_told() c where c.session_id = s.id and c.unpriced > 0
        and ($2::timestamptz is null or c.told_by = 'gate' and c.bucket <= $2))
    or exists (
      select from v2.cost_ledger_as_of($2) c where c.session_id = s.id and c.cost_usd is null and c.tokens > 0 and $2::timestamptz is not null),
  'drift', greatest((l.level #>> '{ai,smoothed}')::float8, (l.level #>> '{user,smoothed}')::float8, 0),
  'checkpoint', coalesce(jsonb_typeof(l.level -> 'open') = 'object', false))::text
-- With another purpose drift starts anew, as the status line tells it.
from s left join brain.drift_levels l
  on l.session_id = s.id and l.level ->> 'purpose' is not distinct from s.purpose and $2::timestamptz is null;
