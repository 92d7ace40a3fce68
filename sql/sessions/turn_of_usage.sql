-- Finds the turn that usage belongs to: its prompt's, or else the one that had begun last by then; null when none had.
create or replace function v2.turn_of_usage(sid uuid, prompt uuid, used_at timestamptz) returns uuid
language sql stable
return coalesce(
  (select id from v2.turns t where t.session_id = sid and t.prompt_id = prompt),
  -- What is older than the first turn needs no search through all of them.
  case when (select started_at from v2.turns where session_id = sid and turn_num = 1) <= used_at then
    (select id from v2.turns t where t.session_id = sid and t.started_at <= used_at order by turn_num desc limit 1)
  end);
