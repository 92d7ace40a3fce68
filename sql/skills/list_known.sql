-- Lists what is known of a machine's skills, those that are gone too: what a sync compares with.
--
-- takes    $1 text   the machine
-- returns  id, source_path, root, scope, plugin, project_path, body_hash, text_hash, active, faults or null; of one place the active one, or the last
-- called   SkillStore.Known
select distinct on (s.source_path) s.id, s.source_path, s.root, s.scope, s.plugin, s.project_path, s.body_hash, s.text_hash, s.status = 'active',
  case when s.faults <> '[]' then s.faults::text end
from v2.skills s
where s.host = $1
order by s.source_path, s.status, s.updated_at desc;
