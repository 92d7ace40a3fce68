-- On which machine a session runs, as skills call it.
--
-- takes    metadata   the session's
-- returns  v2.skills.host, or null where nobody knows
-- called   v2.count_skill_uses, v2.orientation, v2.suggest_skills
create or replace function v2.session_host(metadata jsonb) returns text
language sql stable as $$
  select k.host from brain.skill_machines k where k.machine = metadata ->> 'machine'
$$;
