-- One row for each turn: a prompt and all that came of it, numbered from 1 without gaps by v2.record_change.
create table v2.turns (
  session_id          uuid not null references v2.sessions (id),
  turn_num            integer not null check (turn_num >= 1),
  prompt_id           uuid,
  started_at          timestamptz not null,
  ended_at            timestamptz,
  user_message        text,
  assistant_response  text,
  tokens_in           bigint not null default 0 check (tokens_in >= 0),
  tokens_out          bigint not null default 0 check (tokens_out >= 0),
  tool_calls_count    integer not null default 0 check (tool_calls_count >= 0),   -- counted when the turn ends
  error_note          text,
  classified_at       timestamptz,
  classification      jsonb,
  unique (session_id, turn_num),
  unique (session_id, prompt_id)
);
select v2.make_standard('v2.turns', array['ok', 'errored', 'archived'], content => true);
alter table v2.turns
  -- An error says what it was.
  add constraint turns_error_note_check check (status <> 'errored' or error_note is not null),
  add constraint turns_classified_check check ((classified_at is null) = (classification is null));
