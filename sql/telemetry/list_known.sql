-- Lists which of some requests telemetry told of already.
--
-- takes    $1 text[]  requests' own ids
-- returns  request
-- called   TelemetryStore.Known
select r from unnest($1) r
where exists (select from v2.cost_ledger l where substring(l.request_key from '[^:]*$') = r and l.told_by = 'telemetry')
  or exists (select from v2.cost_ledger l where l.metadata ? 'telemetry_request' and l.metadata ->> 'telemetry_request' = r);
