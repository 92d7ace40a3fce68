-- Adds up anew what sessions spent, from the ledger and from what was told between two requests. What writes to those with their
-- triggers on needs none of it.
--
-- takes    sids   sessions
-- called   v2.redact_rows
create or replace function v2.recount_spend(sids uuid[]) returns void
language sql as $$
  delete from brain.spend s where s.session_id = any (sids);
  insert into brain.spend (session_id, model, bucket, usd, stepped_usd, last_at)
  select told.session_id, told.model, date_bin('15 minutes', told.at, '2001-01-01'), sum(told.usd), sum(told.stepped), max(told.at)
  from (
    select l.session_id, l.model, l.used_at as at, l.cost_usd as usd, 0 as stepped
    from v2.cost_ledger l
    where l.session_id = any (sids) and l.cost_usd > 0
    union all
    select a.session_id, coalesce(a.detail ->> 'model', 'unknown'), a.at, 0, (a.detail ->> 'cost_usd')::numeric
    from v2.audit_log a
    where a.session_id = any (sids) and a.action = 'turn.step' and a.detail ? 'cost_usd') told
  group by 1, 2, 3;
$$;
