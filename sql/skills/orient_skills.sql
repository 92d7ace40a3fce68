-- takes    project   the session's, its key       machine   the one it runs on, as skills call it, or null
-- returns  [{"name", "description", "trust_level"}]: at most 3 skills, as v2.suggest_skills chose them beforehand and as they are now
-- called   v2.orientation
create or replace function v2.orient_skills(project text, machine text) returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('name', concat_ws(':', k.plugin, k.name), 'description', left(k.description, 200),
    'trust_level', k.trust_level) order by i.place), '[]')
  from brain.skill_suggestions g
  cross join lateral unnest(g.skills) with ordinality i (id, place)
  join v2.suggestible_skills(project, machine) k on k.id = i.id
  where g.project_key = project and g.host = machine
$$;
