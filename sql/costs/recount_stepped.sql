-- Adds up anew what the request gate told of sessions, from the audit log. What writes to the log with its triggers on needs none of
-- it, and nobody else may write to it meanwhile.
--
-- takes    sids   sessions
-- called   v2.redact_rows
create or replace function v2.recount_stepped(sids uuid[]) returns void
language sql as $$
  delete from brain.used u where u.session_id = any (sids) and u.told_by = 'gate';
  insert into brain.used (session_id, model, bucket, told_by, requests, input, output, cache_write_5m, cache_write_1h, cache_read, usd,
    unpriced, last_at)
  select a.session_id, coalesce(a.detail ->> 'model', 'unknown'), date_bin('15 minutes', a.at, '2001-01-01'), 'gate', count(*),
    coalesce(sum(brain.whole(a.detail ->> 'input')), 0), coalesce(sum(brain.whole(a.detail ->> 'output')), 0),
    coalesce(sum(brain.whole(a.detail ->> 'cache_write')), 0), 0, coalesce(sum(brain.whole(a.detail ->> 'cache_read')), 0),
    coalesce(sum(brain.decimal(a.detail ->> 'cost_usd')), 0),
    coalesce(sum(brain.whole(a.detail ->> 'input')) filter (where a.detail ->> 'cost_usd' is null), 0),
    max(a.at)
  from v2.audit_log a
  where a.session_id = any (sids) and a.action = 'turn.step'
  group by 1, 2, 3;
  select v2.merge_before_gate(sids);
$$;
