-- By what a tool call is found again when another one is about to run, is about to change the same file, or has failed.
--
-- Made from the rows of v2.tool_calls, which are the truth, so it has no history; digests, so that no text lies here. A
-- call that has come to an end waits in brain.call_key_queue, in the transaction that wrote it, until the Librarian has
-- made its keys.
create table brain.call_keys (
  call_id     uuid         not null,
  kind        text         not null check (kind in ('error', 'command', 'misuse', 'head', 'file')),
  key         bigint       not null,                -- Brain.Domain.Knowledge.Recall.CallKey
  session_id  uuid         not null,
  at          timestamptz  not null,                -- when the call began
  failed      boolean      not null,
  changed_in  xid8         not null default pg_current_xact_id(),   -- where caches go on from
  primary key (call_id, kind, key)
);
create index call_keys_newest on brain.call_keys (key, at desc);
create index call_keys_failed on brain.call_keys (changed_in) where kind in ('error', 'misuse');
create index call_keys_in_session on brain.call_keys (session_id, kind, at);

create table brain.call_key_queue (
  id       bigint generated always as identity primary key,
  call_id  uuid not null
);

create function brain.mark_call() returns trigger
language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    delete from brain.call_keys where call_id = old.id;
  end if;
  if tg_op <> 'DELETE' then
    insert into brain.call_key_queue (call_id) values (new.id);
  end if;
  return null;
end $$;

create trigger mark_call_new after insert on v2.tool_calls
  for each row when (new.status in ('ok', 'errored') and new.tool_kind in ('shell', 'edit', 'write'))
  execute function brain.mark_call();
create trigger mark_call_again after update on v2.tool_calls
  for each row when (
    (new.status, new.target, new.error) is distinct from (old.status, old.target, old.error)
    and new.status in ('ok', 'errored', 'archived') and new.tool_kind in ('shell', 'edit', 'write'))
  execute function brain.mark_call();
create trigger mark_call_gone after delete on v2.tool_calls
  for each row execute function brain.mark_call();

insert into brain.call_key_queue (call_id)
select c.id from v2.tool_calls c
where c.status in ('ok', 'errored')
order by c.started_at;
