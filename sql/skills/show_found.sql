-- Reads skills that a search found, those that are there still. takes $1 uuid[]; returns id, name, description, trust_level, health,
-- scope, plugin, project, path, uses. called SkillSearchStore.Show
select c.id, c.name, c.description, c.trust_level, c.health, c.scope, c.plugin, c.project_path, c.source_path, c.uses
from v2.capability_view c where c.id = any ($1);
