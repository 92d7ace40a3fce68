-- What a session had used before its request gate told of it, as the ledger knew it then. A session goes from one to the other when
-- its plugin is switched on for the first time, and a cap holds against both together.
create table brain.used_before_gate (
  session_id  uuid not null,
  model       text,                                -- null of tokens, which no cap on a model holds
  bucket      timestamptz,                         -- a quarter of an hour, as in brain.used; null of tokens
  tokens      bigint not null default 0 check (tokens >= 0),
  usd         numeric not null default 0 check (usd >= 0),
  unique nulls not distinct (session_id, model, bucket)
);
create index used_before_gate_bucket on brain.used_before_gate (bucket);

-- What a session had cost at a moment is read by its session.
create index cost_ledger_history_session on v2.cost_ledger_history (session_id);

-- What became of a commit that no branch has may not be known: that it is gone was said of all of these.
alter table v2.turn_commits drop constraint turn_commits_outcome_check,
  add constraint turn_commits_outcome_check check (outcome in ('open', 'landed', 'reverted', 'gone', 'unknown'));
update v2.turn_commits set outcome = 'unknown', settled_at = null where outcome = 'gone';
