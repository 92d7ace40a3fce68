-- Who told what a request used, dollars added up as they come, and caps on them.
alter table v2.cost_ledger
  add column told_by text not null default 'transcript' check (told_by in ('transcript', 'telemetry'));
select v2.make_standard('v2.cost_ledger');
create index cost_ledger_used on v2.cost_ledger (used_at);
create index cost_ledger_request on v2.cost_ledger ((substring(request_key from '[^:]*$')));

-- Dollars by session, model and quarter of an hour: a cap over all sessions reads these few rows and no ledger. Days begin on
-- some quarter everywhere. No history: it can be made again from the ledger at any time.
create table brain.spend (
  session_id  uuid not null,
  model       text not null,
  bucket      timestamptz not null,
  usd         numeric not null default 0,          -- from the ledger
  stepped_usd numeric not null default 0,          -- as told between two requests, before any ledger has it
  primary key (session_id, model, bucket)
);
create index spend_bucket on brain.spend (bucket);
insert into brain.spend (session_id, model, bucket, usd)
select session_id, model, date_bin('15 minutes', used_at, '2001-01-01'), sum(cost_usd)
from v2.cost_ledger where cost_usd is not null group by 1, 2, 3;

create function brain.count_spend() returns trigger
language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into brain.spend as s (session_id, model, bucket, usd)
    select session_id, model, date_bin('15 minutes', used_at, '2001-01-01') as bucket, sum(cost_usd)
    from added where cost_usd > 0 group by 1, 2, 3 order by 1, 2, 3
    on conflict (session_id, model, bucket) do update set usd = s.usd + excluded.usd;
  elsif tg_op = 'DELETE' then
    insert into brain.spend as s (session_id, model, bucket, usd)
    select session_id, model, date_bin('15 minutes', used_at, '2001-01-01') as bucket, -sum(cost_usd)
    from removed where cost_usd > 0 group by 1, 2, 3 order by 1, 2, 3
    on conflict (session_id, model, bucket) do update set usd = s.usd + excluded.usd;
  else
    insert into brain.spend as s (session_id, model, bucket, usd)
    select session_id, model, date_bin('15 minutes', used_at, '2001-01-01') as bucket, sum(usd)
    from (
      select session_id, model, used_at, cost_usd as usd from added where cost_usd > 0
      union all select session_id, model, used_at, -cost_usd from removed where cost_usd > 0) changed
    group by 1, 2, 3 having sum(usd) <> 0 order by 1, 2, 3
    on conflict (session_id, model, bucket) do update set usd = s.usd + excluded.usd;
  end if;
  return null;
end $$;
create trigger count_spend_new after insert on v2.cost_ledger
  referencing new table as added for each statement execute function brain.count_spend();
create trigger count_spend_again after update on v2.cost_ledger
  referencing new table as added old table as removed for each statement execute function brain.count_spend();
create trigger count_spend_gone after delete on v2.cost_ledger
  referencing old table as removed for each statement execute function brain.count_spend();

create function brain.count_step() returns trigger
language plpgsql as $$
begin
  insert into brain.spend as s (session_id, model, bucket, stepped_usd)
  values (new.session_id, coalesce(new.detail ->> 'model', 'unknown'), date_bin('15 minutes', new.at, '2001-01-01'),
    (new.detail ->> 'cost_usd')::numeric)
  on conflict (session_id, model, bucket) do update set stepped_usd = s.stepped_usd + excluded.stepped_usd;
  return null;
end $$;
create trigger count_step after insert on v2.audit_log
  for each row when (new.action = 'turn.step' and new.session_id is not null and new.detail ? 'cost_usd')
  execute function brain.count_step();

-- A session's own cap in dollars, and those over all sessions.
alter table v2.sessions add column budget_usd numeric(18, 9) check (budget_usd > 0);
select v2.make_standard('v2.sessions');
create table v2.budgets (
  period   text not null check (period in ('day', 'week')),
  cap_usd  numeric(18, 9) check (cap_usd > 0),     -- null: lifted, and what is configured holds
  unique (period)
);
select v2.make_standard('v2.budgets');

-- What came of a turn: a commit that was made in it, and what became of that.
create table v2.turn_commits (
  session_id   uuid not null references v2.sessions (id),
  turn_id      uuid,
  tool_use_id  text,
  project_key  text,
  sha          text not null check (sha ~ '^[0-9a-f]{7,64}$'),
  branch       text,
  subject      text not null check (length(subject) <= 400),
  committed_at timestamptz not null,
  outcome      text not null default 'open' check (outcome in ('open', 'landed', 'reverted', 'gone')),
  settled_at   timestamptz
);
select v2.make_standard('v2.turn_commits');
create unique index turn_commits_sha on v2.turn_commits (session_id, (left(sha, 7)));
create index turn_commits_turn on v2.turn_commits (turn_id);
create index turn_commits_project on v2.turn_commits (project_key, committed_at desc);

create function brain.notify_budgets() returns trigger
language plpgsql as $$
begin
  notify brain_budgets;
  return null;
end $$;
create trigger notify_budgets after insert or update or delete on v2.budgets
  for each statement execute function brain.notify_budgets();
