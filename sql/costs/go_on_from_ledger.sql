-- Lets the request gate of a session go on from what the ledger has: what is in the ledger and the gate was never told of is kept
-- beside what it tells. From then on each request counts when it is told of, and need not be in the ledger. Of dollars the sums from
-- any quarter of an hour on are made as large as the ledger's, for a cap counts from its day on; who was paid is shared out as the
-- ledger has it in that quarter.
--
-- takes    sid   a session none of whose requests is under way: one that ends now would count twice
-- called   v2.record_change, v2.recount_before_gate
create or replace function v2.go_on_from_ledger(sid uuid) returns void
language sql as $$
  insert into brain.used_before_gate as b (session_id, tokens)
  select s.id, s.tokens_total - told.tokens
  from v2.sessions s cross join lateral (
    select coalesce((select sum(u.input + u.output) from brain.used u where u.session_id = s.id and u.told_by = 'gate'), 0)::bigint
      + coalesce((select sum(o.tokens) from brain.used_before_gate o where o.session_id = s.id), 0)::bigint as tokens) told
  where s.id = sid and s.tokens_total > told.tokens
  on conflict (session_id, model, bucket) do update set tokens = b.tokens + excluded.tokens;

  with each as (
    select u.bucket, case when u.told_by = 'gate' then -u.usd else u.usd end as usd from brain.used u where u.session_id = sid
    union all select o.bucket, -o.usd from brain.used_before_gate o where o.session_id = sid and o.bucket is not null),
  missing as (
    select e.bucket, sum(sum(e.usd)) over (order by e.bucket desc) as usd from each e group by e.bucket),
  most as (
    select m.bucket, greatest(max(m.usd) over (order by m.bucket desc), 0) as usd from missing m),
  added as (
    select m.bucket, m.usd - lag(m.usd, 1, 0) over (order by m.bucket desc) as usd from most m)
  insert into brain.used_before_gate as b (session_id, model, bucket, usd)
  select sid, p.model, a.bucket, ceil(a.usd * p.usd / sum(p.usd) over (partition by a.bucket) * 1e9) / 1e9
  from added a
  join (
    select u.model, u.bucket, sum(u.usd) as usd from brain.used u
    where u.session_id = sid and u.told_by <> 'gate' group by u.model, u.bucket having sum(u.usd) > 0) p using (bucket)
  where a.usd > 0
  on conflict (session_id, model, bucket) do update set usd = b.usd + excluded.usd;
$$;
