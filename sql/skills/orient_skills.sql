-- takes    project   the session's, its key
-- returns  [{"name", "description", "trust_level"}]: at most 3 skills, as v2.suggest_skills worked them out beforehand
-- called   v2.orientation
create or replace function v2.orient_skills(project text) returns jsonb
language sql stable as $$
  select coalesce((select s.skills from brain.skill_suggestions s where s.project_key = project), '[]')
$$;
