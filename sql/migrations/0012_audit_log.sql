-- What happened, for the record: starts and ends, compactions, sub-agents, changed settings, declared purposes.
create table v2.audit_log (
  session_id  uuid references v2.sessions (id),
  action      text not null check (action <> ''),
  event_key   text,
  detail      jsonb not null default '{}' check (jsonb_typeof(detail) = 'object'),
  at          timestamptz not null,
  unique (session_id, action, event_key)
);
select v2.make_standard('v2.audit_log');
create index audit_log_recent on v2.audit_log (created_at);
