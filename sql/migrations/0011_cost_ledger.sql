-- What was used and what it cost: one row for each model request and kind of token.
create table v2.cost_ledger (
  session_id    uuid not null references v2.sessions (id),
  turn_id       uuid references v2.turns (id),
  request_key   text not null check (request_key <> ''),
  agent_id      text,
  model         text not null check (model <> ''),
  token_kind    text not null check (token_kind in ('input', 'output', 'cache_read', 'cache_write_5m', 'cache_write_1h')),
  tokens        bigint not null check (tokens >= 0),
  cost_usd      numeric(18, 9) check (cost_usd >= 0),   -- null: no price is known for the model
  used_at       timestamptz not null,
  unique (session_id, request_key, token_kind)
);
select v2.make_standard('v2.cost_ledger');
