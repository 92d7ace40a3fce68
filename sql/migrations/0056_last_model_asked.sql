-- When a session asked a model last, for caps on one model: two that were asked within a quarter of an hour are told apart by it.
alter table brain.spend add column last_at timestamptz;
create or replace function brain.count_spend() returns trigger
language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into brain.spend as s (session_id, model, bucket, usd, last_at)
    select session_id, model, date_bin('15 minutes', used_at, '2001-01-01') as bucket, sum(cost_usd), max(used_at)
    from added where cost_usd > 0 group by 1, 2, 3 order by 1, 2, 3
    on conflict (session_id, model, bucket) do update set usd = s.usd + excluded.usd, last_at = greatest(s.last_at, excluded.last_at);
  elsif tg_op = 'DELETE' then
    insert into brain.spend as s (session_id, model, bucket, usd)
    select session_id, model, date_bin('15 minutes', used_at, '2001-01-01') as bucket, -sum(cost_usd)
    from removed where cost_usd > 0 group by 1, 2, 3 order by 1, 2, 3
    on conflict (session_id, model, bucket) do update set usd = s.usd + excluded.usd;
  else
    insert into brain.spend as s (session_id, model, bucket, usd, last_at)
    select session_id, model, date_bin('15 minutes', used_at, '2001-01-01') as bucket, sum(usd), max(used_at)
    from (
      select session_id, model, used_at, cost_usd as usd from added where cost_usd > 0
      union all select session_id, model, used_at, -cost_usd from removed where cost_usd > 0) changed
    group by 1, 2, 3 having sum(usd) <> 0 order by 1, 2, 3
    on conflict (session_id, model, bucket) do update set usd = s.usd + excluded.usd, last_at = greatest(s.last_at, excluded.last_at);
  end if;
  return null;
end $$;

create or replace function brain.count_step() returns trigger
language plpgsql as $$
begin
  insert into brain.spend as s (session_id, model, bucket, stepped_usd, last_at)
  values (new.session_id, coalesce(new.detail ->> 'model', 'unknown'), date_bin('15 minutes', new.at, '2001-01-01'),
    (new.detail ->> 'cost_usd')::numeric, new.at)
  on conflict (session_id, model, bucket) do update set stepped_usd = s.stepped_usd + excluded.stepped_usd,
    last_at = greatest(s.last_at, excluded.last_at);
  return null;
end $$;

-- Reports go by time: what was done between two requests, and turns.
create index audit_log_stepped on v2.audit_log (at) where action = 'turn.step';
create index turns_started on v2.turns (started_at desc);
