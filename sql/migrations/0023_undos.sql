-- What was taken back: one row for each undo and each undo of an undo, with the versions that it changed.
create table v2.undos (
  session_id   uuid not null references v2.sessions (id),
  scope        text not null check (scope in ('turn', 'session')),
  turn_num     integer check (turn_num >= 1),                   -- the first turn taken back; a session's has none
  with_later   boolean not null default false,
  direction    text not null check (direction in ('undo', 'redo')),
  undoes       uuid,                                             -- the row of this table that this one took back
  plan         jsonb not null check (jsonb_typeof(plan) = 'array' and plan <> '[]'),   -- shape: sql/personas/undo_apply.sql
  at           timestamptz not null,
  undone_by    text not null check (undone_by <> ''),
  check ((scope = 'turn') = (turn_num is not null))
);
select v2.make_standard('v2.undos', array['done', 'taken_back']);
alter table v2.undos add constraint undos_undoes_fkey foreign key (undoes) references v2.undos (id);
create index undos_session on v2.undos (session_id, at desc);

-- What an undone turn used stays counted: v2.sum_usage looks for it at every request, and nearly always there is none.
create index cost_ledger_undone on v2.cost_ledger (session_id) where metadata ? 'undone_turn_id';

-- A session's rows and their past are found by the session.
create index if not exists learnings_session on v2.learnings (session_id);
create index sessions_history_started on v2.sessions_history (id, valid_from);
do $$
declare
  t text;
begin
  for t in
    select c.relname from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'session_id' and not a.attisdropped
    where c.relnamespace = 'v2'::regnamespace and c.relkind = 'r' and c.relname like '%\_history'
      and c.relname not in ('audit_log_history', 'decisions_history', 'cost_ledger_history', 'undos_history')
  loop
    execute format('create index %I on v2.%I (session_id)', t || '_session', t);
  end loop;
end $$;
