-- A question to every active persona at the same time, and what each replied. Only a user's command starts one.
create table v2.broadcasts (
  session_id    uuid references v2.sessions (id),
  question      text not null check (length(question) between 1 and 8000),
  asked_at      timestamptz not null,
  ended_at      timestamptz,
  deadline_ms   integer not null check (deadline_ms between 1 and 600000)
);
select v2.make_standard('v2.broadcasts', array['open', 'collated', 'interrupted']);
alter table v2.broadcasts
  -- What is over says when.
  add constraint broadcasts_whole_check check ((status = 'open') = (ended_at is null));

create table v2.broadcast_replies (
  broadcast_id  uuid not null references v2.broadcasts (id),
  persona_id    uuid not null references v2.personas (id),
  reply         text not null check (reply <> ''),
  cited         jsonb not null default '[]' check (jsonb_typeof(cited) = 'array'),
  tokens_in     integer not null default 0 check (tokens_in >= 0),
  tokens_out    integer not null default 0 check (tokens_out >= 0),
  unique (broadcast_id, persona_id)
);
select v2.make_standard('v2.broadcast_replies', array['answered', 'evidence', 'late', 'failed'], content => true);

-- Whoever keeps the personas in memory hears that a row changed.
create function v2.tell_personas_changed() returns trigger
language plpgsql as $$
begin
  notify brain_personas;
  return null;
end $$;
create trigger tell_personas_changed after insert or update or delete on v2.personas
  for each statement execute function v2.tell_personas_changed();
