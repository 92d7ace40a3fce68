-- Lists skills with what became of them, those that are used most first.
--
-- takes    $1 text   a project's folder: its skills, and those of no project; null for all
--          $2 text   a name, with or without its plugin; null for any
-- returns  id, name, description, version, keywords, category, trust_level, health, scope, plugin, project, path, uses, successes, failures,
--          tokens, dollars, last used, last tested, faults, scan score
-- called   SkillStore.List
select c.id, c.name, c.description, c.version, c.keywords, c.category, c.trust_level, c.health, c.scope, c.plugin, c.project_path, c.source_path,
  c.uses, c.successes, c.failures, c.tokens, c.cost_usd, c.last_used, c.last_tested, c.faults, c.scan_score
from v2.capability_view c
where ($1::text is null or c.project_key is null or c.project_key = v2.project_key($1))
  and ($2::text is null or lower(c.name) = lower($2) or lower(c.plugin || ':' || c.name) = lower($2) or c.id::text = lower($2))
order by c.uses desc, c.last_used desc nulls last, c.name, c.source_path
limit 10000;
