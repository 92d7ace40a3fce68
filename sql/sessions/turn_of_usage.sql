-- Finds the turn that usage belongs to: its prompt's, or else the one that had begun last by then; null when none had.
create or replace function v2.turn_of_usage(sid uuid, prompt uuid, used_at timestamptz) returns uuid
language sql stable
return coalesce(
  (select id from v2.turns t where t.session_id = sid and t.prompt_id = prompt),
  (select id from v2.turns t where t.session_id = sid and t.started_at <= used_at order by turn_num desc limit 1));
