-- One row for each agent session. Its id is the agent's own session id.
create table v2.sessions (
  project_path       text,
  purpose            text check (length(purpose) between 1 and 500),
  mode               text not null default 'execution' check (mode in ('sparring', 'execution', 'debug')),
  started_at         timestamptz not null,
  ended_at           timestamptz,
  turn_count         integer not null default 0 check (turn_count >= 0),
  tokens_total       bigint not null default 0 check (tokens_total >= 0),
  budget_cap         bigint check (budget_cap >= 1),
  parent_session_id  uuid,
  lineage            text check (lineage in ('resume', 'fork', 'clear'))
);
select v2.make_standard('v2.sessions', array['active', 'ended', 'abandoned', 'archived']);
alter table v2.sessions
  add constraint sessions_parent_session_id_fkey foreign key (parent_session_id) references v2.sessions (id),
  -- A session that goes on has no end.
  add constraint sessions_ended_at_check check (status <> 'active' or ended_at is null);
create index sessions_project on v2.sessions (project_path, updated_at desc);
create index sessions_recent on v2.sessions (updated_at desc);
