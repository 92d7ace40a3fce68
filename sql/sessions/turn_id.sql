-- Finds the turn that a row of a change belongs to, by its turn_num; null when it names none.
create or replace function v2.turn_id(sid uuid, item jsonb) returns uuid
language sql stable
return (select id from v2.turns where session_id = sid and turn_num = (item ->> 'turn_num')::int);
