-- A request is counted once, whichever transcripts tell of it: a fork copies its parent's lines with their ids, and the
-- first session to have a request keeps it. The new columns are what v2.record_usage decides by.
alter table v2.cost_ledger
  drop constraint cost_ledger_session_id_request_key_token_kind_key,
  add constraint cost_ledger_request_key_token_kind_key unique (request_key, token_kind),
  add column message_id text,
  add column sidechain boolean not null default false,
  add column prompt_id uuid,
  add column weight bigint[] not null default '{}';   -- of two copies of a request, the one with the larger weight counts
select v2.make_standard('v2.cost_ledger');
create index cost_ledger_turn on v2.cost_ledger (turn_id);
create index cost_ledger_message on v2.cost_ledger (message_id);
create index cost_ledger_prompt on v2.cost_ledger (session_id, prompt_id);
