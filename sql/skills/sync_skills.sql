-- Keeps skills as their folders have them: new ones, those that changed or moved, and those that are gone, which are put away
-- and not deleted. One whose folder changed is untested from then on, whatever it was.
--
-- takes    skills  rows as Brain.Postgres/Skills/FoundSkill.cs has them; with id where the skill is known
--          gone    the ids of those that are no more
--          by      the agent or door that it came by
-- returns  reset   how many lost their trust
-- called   write_skills.sql
create or replace function v2.sync_skills(skills jsonb, gone uuid[], by text, out reset int)
language plpgsql as $$
declare
  added int;
begin
  perform v2.lock_skill_moves();
  update v2.skills s set status = 'archived' where s.id = any (gone) and s.status = 'active';
  create temporary table seen on commit drop as select * from jsonb_populate_recordset(null::v2.skills, skills);
  -- Two that change places would meet at one.
  update v2.skills s set status = 'archived'
  from seen f join seen o on o.host = f.host and o.id <> f.id
  where s.id = f.id and s.status = 'active' and s.source_path <> f.source_path and o.source_path = s.source_path;
  insert into v2.skill_moves (skill_id, num, from_level, to_level, reason, body_hash, evidence, source)
  select s.id, coalesce((select max(m.num) from v2.skill_moves m where m.skill_id = s.id), 0) + 1, s.trust_level, 'untested',
    'Its folder changed.', f.body_hash, jsonb_build_object('was', s.body_hash, 'is', f.body_hash), by
  from seen f join v2.skills s on s.id = f.id
  where s.body_hash <> f.body_hash and s.trust_level <> 'untested';
  get diagnostics reset = row_count;
  insert into v2.audit_log (action, event_key, detail, at, source)
  select 'skill_trust', m.id::text, jsonb_build_object('skill', m.skill_id, 'from', m.from_level, 'to', m.to_level, 'reason', m.reason, 'evidence', m.evidence),
    public.brain_now(), by
  from seen f join lateral (select * from v2.skill_moves m where m.skill_id = f.id order by m.num desc limit 1) m on m.body_hash = f.body_hash
  where m.reason = 'Its folder changed.'
  on conflict do nothing;
  update v2.skills s
  set name = f.name, declared_id = f.declared_id, description = f.description, version = f.version, keywords = f.keywords, category = f.category,
    inputs = f.inputs, outputs = f.outputs, allowed_tools = f.allowed_tools, cost_estimate = f.cost_estimate, dependencies = f.dependencies,
    test = f.test, by_person_only = f.by_person_only, declared = f.declared, scope = f.scope, root = f.root, source_path = f.source_path,
    project_path = f.project_path, plugin = f.plugin, front = f.front, body = f.body, text_hash = f.text_hash, files = f.files, bytes = f.bytes, whole = f.whole,
    faults = f.faults, scan_score = f.scan_score, scan_findings = coalesce(f.scan_findings, '[]'), scan_capabilities = coalesce(f.scan_capabilities, '[]'),
    last_tested = case when s.body_hash = f.body_hash then s.last_tested else f.last_tested end,
    health = case when s.body_hash = f.body_hash then s.health else coalesce(f.health, 'healthy') end,
    hashed_at = case when s.body_hash = f.body_hash then s.hashed_at else public.brain_now() end,
    body_hash = f.body_hash, status = 'active'
  from seen f where s.id = f.id;
  insert into v2.skills (name, declared_id, description, version, keywords, category, inputs, outputs, allowed_tools, cost_estimate, dependencies,
    last_tested, health, test, by_person_only, declared, scope, host, root, source_path, project_path, plugin, front, body, body_hash, text_hash,
    files, bytes, whole, faults, scan_score, scan_findings, scan_capabilities, source)
  select f.name, f.declared_id, f.description, f.version, f.keywords, f.category, f.inputs, f.outputs, f.allowed_tools, f.cost_estimate, f.dependencies,
    f.last_tested, coalesce(f.health, 'healthy'), f.test, f.by_person_only, f.declared, f.scope, f.host, f.root, f.source_path, f.project_path, f.plugin,
    f.front, f.body, f.body_hash, f.text_hash, f.files, f.bytes, f.whole, f.faults, f.scan_score, coalesce(f.scan_findings, '[]'),
    coalesce(f.scan_capabilities, '[]'), by
  from seen f where f.id is null
  on conflict (host, source_path) where status = 'active' do nothing;
  get diagnostics added = row_count;
  if added > 0 then
    -- Uses of before may be theirs.
    update brain.skill_counting set counted_to = '-infinity';
  end if;
  drop table seen;
end $$;
