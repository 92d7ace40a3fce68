-- The key of a request that telemetry told of and no transcript yet, by the key that its transcript gives it; null where
-- that names no request.
--
-- called   v2.import_requests, v2.import_usage
create or replace function v2.telemetry_key(request_key text) returns text
language sql immutable as $$
  select 'otel-' || r || ':' || r from (select nullif(substring(request_key from '[^:]*$'), '') as r) k
$$;
