-- Calls are found again within their project, so the index has it: what the same key has in other projects costs nothing.
-- The table is written anew, for that takes a tenth of the time that changing each row does.
lock table brain.call_keys in exclusive mode;
create table brain.keys_by_project (
  call_id     uuid         not null,
  kind        text         not null,
  key         bigint       not null,                -- Brain.Domain.Knowledge.Recall.CallKey
  session_id  uuid         not null,
  at          timestamptz  not null,                -- when the call began
  failed      boolean      not null,
  changed_in  xid8         not null default pg_current_xact_id(),   -- where caches go on from
  project     bigint                                -- hashtextextended(project_key, 0) of its session; null where it has none
);

insert into brain.keys_by_project (call_id, kind, key, session_id, at, failed, changed_in, project)
select k.call_id, k.kind, k.key, k.session_id, k.at, k.failed, k.changed_in, hashtextextended(s.project_key, 0)
from brain.call_keys k left join v2.sessions s on s.id = k.session_id;

drop table brain.call_keys;
alter table brain.keys_by_project rename to call_keys;
alter table brain.call_keys
  add primary key (call_id, kind, key),
  add constraint call_keys_kind_check check (kind in ('error', 'command', 'misuse', 'head', 'file'));
create index call_keys_newest on brain.call_keys (key, project, at desc);
create index call_keys_failed on brain.call_keys (changed_in) where kind in ('error', 'misuse');
create index call_keys_in_session on brain.call_keys (session_id, kind, at);

-- A session that turns out to be of another project takes its calls with it. Whoever makes keys just now read the project
-- under the same lock (sql/knowledge/lock_call_keys.sql).
create function brain.move_calls() returns trigger
language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('brain.call_keys', 47));
  update brain.call_keys k set project = hashtextextended(new.project_key, 0) where k.session_id = new.id;
  return null;
end $$;
create trigger move_calls after update on v2.sessions
  for each row when (new.project_key is distinct from old.project_key)
  execute function brain.move_calls();
