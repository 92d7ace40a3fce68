-- Requests that only telemetry told of, and those that a transcript told of without an id: few or none in most sessions, and looked
-- for in each that has both.
create index cost_ledger_told on v2.cost_ledger (session_id) where request_key like 'otel-%';
create index cost_ledger_unnamed on v2.cost_ledger (session_id) where told_by = 'transcript' and request_key like '%:';
-- What telemetry calls a request that was joined with one of a transcript without ids: it may be told again.
create index cost_ledger_joined on v2.cost_ledger ((metadata ->> 'telemetry_request')) where metadata ? 'telemetry_request';
