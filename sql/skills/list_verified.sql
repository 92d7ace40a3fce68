-- Lists skills of a machine that a file of instructions may name, those that are used most first: their own tests passed with
-- their folders as they are now, and the scan found no error in them. A project's file has the project's, the user's has the others.
--
-- takes    $1 text   the machine
--          $2 text   the project's folder, without links, or null for the user's file
-- returns  name, description, version
-- called   SkillPlaceStore.Verified
select concat_ws(':', c.plugin, c.name), c.description, c.version
from v2.capability_view c join v2.skills s on s.id = c.id
where c.host = $1 and s.verified_hash = s.body_hash and c.trust_level in ('verified', 'critical') and c.health = 'healthy' and not c.by_person_only
  and not v2.is_suspect(c.scan_findings)
  and case when $2::text is null then c.scope <> 'project' else c.scope in ('project', 'folder') and starts_with(c.source_path, $2 || '/') end
order by c.uses desc, c.name
limit 200;
