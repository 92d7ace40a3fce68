-- Finds the turn that a row points to: by its turn_num or turn_id, or by those names in its metadata.
--
-- takes    r      the row
--          nums   {turn id: turn_num} of every turn that the session has or had
-- returns  null when it points to none
create or replace function v2.undo_turn(r jsonb, nums jsonb) returns int
language sql immutable
return coalesce(
  (r ->> 'turn_num')::int,
  (nums ->> (r ->> 'turn_id'))::int,
  (nums ->> (r #>> '{metadata,turn_id}'))::int,
  case when r #>> '{metadata,turn_num}' ~ '^[1-9][0-9]{0,8}$' then (r #>> '{metadata,turn_num}')::int end);
