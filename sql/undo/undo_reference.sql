-- Ties a session's rows that stay to rows that were brought back: the other half of v2.undo_detach.
create or replace function v2.undo_reference(sid uuid, tab text, ids uuid[]) returns void
language plpgsql as $$
declare
  t record;
begin
  for t in select * from v2.undo_references(tab) loop
    execute format(
      'update v2.%1$I set %2$I = (metadata ->> %3$L)::uuid, metadata = metadata - %3$L where session_id = $1 and metadata ->> %3$L = any ($2::text[])',
      t.name, t.col, 'undone_' || t.col)
    using sid, ids;
  end loop;
end $$;
