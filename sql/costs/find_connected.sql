-- Finds whether telemetry told of any server that a session was connected with.
--
-- takes    $1 timestamptz  from then on, or null      $2 timestamptz  before then, or null
-- returns  boolean
-- called   CostStore.KnowsServers
select exists (
  select from v2.audit_log a
  where a.action = 'server.connected' and ($1::timestamptz is null or a.at >= $1) and ($2::timestamptz is null or a.at < $2));
