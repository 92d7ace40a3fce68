-- Lists skills that an agent's session may be told of.
--
-- takes    $1 text   the session's project, its folder, or null      $2 text   the machine, as skills call it
-- returns  id
-- called   SkillSearchStore.Suggestible
select s.id from v2.suggestible_skills(v2.project_key($1), $2) s;
