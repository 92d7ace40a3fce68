-- Requests that only telemetry told of, and those that a transcript told of without an id: few or none in most sessions, and looked
-- for in each that has both.
create index cost_ledger_told on v2.cost_ledger (session_id) where request_key like 'otel-%';
create index cost_ledger_unnamed on v2.cost_ledger (session_id) where told_by = 'transcript' and request_key like '%:';
