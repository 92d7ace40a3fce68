-- Adds up anew what sessions used, from the ledger. What writes to the ledger with its triggers on needs none of it, and nobody else
-- may write to it meanwhile.
--
-- takes    sids   sessions
-- called   v2.redact_rows
create or replace function v2.recount_used(sids uuid[]) returns void
language sql as $$
  delete from brain.used u where u.session_id = any (sids) and u.told_by <> 'gate';
  insert into brain.used (session_id, model, bucket, told_by, skill, agent, mcp_server, requests, input, output, cache_write_5m,
    cache_write_1h, cache_read, usd, unpriced, last_at)
  select session_id, model, date_bin('15 minutes', used_at, '2001-01-01') as bucket, told_by, skill, agent, mcp_server,
    count(*) filter (where token_kind = 'output'), coalesce(sum(tokens) filter (where token_kind = 'input'), 0),
    coalesce(sum(tokens) filter (where token_kind = 'output'), 0), coalesce(sum(tokens) filter (where token_kind = 'cache_write_5m'), 0),
    coalesce(sum(tokens) filter (where token_kind = 'cache_write_1h'), 0),
    coalesce(sum(tokens) filter (where token_kind = 'cache_read'), 0), coalesce(sum(cost_usd), 0),
    coalesce(sum(tokens) filter (where cost_usd is null), 0), max(used_at)
  from v2.cost_ledger l
  where l.session_id = any (sids)
  group by 1, 2, 3, 4, 5, 6, 7;
  select v2.merge_before_gate(sids);
$$;
