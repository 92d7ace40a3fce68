-- Lists skills that a file of instructions may name: verified or critical, those that are used most first.
--
-- takes    $1 text   the project's folder, or null for those of no project
-- returns  name, description, version, trust_level
-- called   SkillStore.Verified
select concat_ws(':', c.plugin, c.name), c.description, c.version, c.trust_level
from v2.capability_view c
where c.trust_level in ('verified', 'critical') and c.health = 'healthy' and not c.by_person_only
  and (c.project_key is null or c.project_key = v2.project_key($1))
order by c.uses desc, c.name
limit 200;
