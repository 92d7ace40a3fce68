-- Lists which of some requests the ledger has, from whomever: by their key, or by the request's own id behind the colon.
--
-- takes    $1 text[]  keys: a message's id, a colon and the request's id, which may be empty
-- returns  key
-- called   TelemetryStore.Counted
select k from unnest($1) k
where exists (select from v2.cost_ledger l where l.request_key = k)
  or (right(k, 1) <> ':' and (
    exists (select from v2.cost_ledger l where substring(l.request_key from '[^:]*$') = substring(k from '[^:]*$'))
    or exists (
      select from v2.cost_ledger l
      where l.metadata ? 'telemetry_request' and l.metadata ->> 'telemetry_request' = substring(k from '[^:]*$'))));
