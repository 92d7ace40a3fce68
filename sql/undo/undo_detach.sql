-- Lets a session's rows that stay go of rows that will be removed, and notes in their metadata what they pointed to.
create or replace function v2.undo_detach(sid uuid, tab text, ids uuid[]) returns void
language plpgsql as $$
declare
  t record;
begin
  for t in select * from v2.undo_references(tab) loop
    execute format(
      'update v2.%1$I set %2$I = null, metadata = metadata || jsonb_build_object(%3$L, %2$I) where session_id = $1 and %2$I = any ($2)',
      t.name, t.col, 'undone_' || t.col)
    using sid, ids;
  end loop;
end $$;
