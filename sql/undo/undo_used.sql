-- The turns of a session that the ledger's rows hang on.
create or replace function v2.undo_used(sid uuid) returns uuid[]
language sql stable
return array(select distinct turn_id from v2.cost_ledger where session_id = sid and turn_id is not null order by turn_id);
