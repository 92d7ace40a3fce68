-- Lets the request gate of a session go on from what the ledger has: it is kept beside what the gate tells. From then on each request
-- counts when it is told of, and need not be in the ledger. Once only, and what was kept stays.
--
-- takes    sid   a session of which the gate was told of nothing yet: what ledger and gate both know would count twice
-- called   v2.record_change
create or replace function v2.go_on_from_ledger(sid uuid) returns void
language sql as $$
  insert into brain.used_before_gate (session_id, tokens)
  select s.id, s.tokens_total from v2.sessions s where s.id = sid and s.tokens_total > 0
  on conflict do nothing;
  insert into brain.used_before_gate (session_id, model, bucket, usd)
  select sid, u.model, u.bucket, sum(u.usd) from brain.used u
  where u.session_id = sid and u.told_by <> 'gate' group by u.model, u.bucket having sum(u.usd) > 0
  on conflict do nothing;
$$;
