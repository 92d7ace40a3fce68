-- What skills can do and how they did, as people and search look at them.
create view v2.capability_view as
select s.id, s.name, s.description, s.version, s.keywords, s.category, s.inputs, s.outputs, s.trust_level, s.cost_estimate, s.dependencies,
  s.last_tested, s.health, s.allowed_tools, s.scope, s.plugin, s.host, s.project_path, s.project_key, s.source_path, s.body_hash, s.by_person_only,
  s.scan_score, s.scan_findings, s.scan_capabilities, jsonb_array_length(s.faults) as faults,
  u.uses, u.successes, u.failures, u.tokens, u.cost_usd, u.last_used,
  (select v.vector from brain.skill_vectors v where v.skill_id = s.id order by v.model limit 1) as embedding
from v2.skills s
cross join lateral (
  select count(*)::int as uses, (count(*) filter (where u.outcome = 'ok'))::int as successes, (count(*) filter (where u.outcome = 'failed'))::int as failures,
    sum(u.tokens)::bigint as tokens, sum(u.cost_usd) as cost_usd, max(u.used_at) as last_used
  from v2.skill_uses u where u.skill_id = s.id and u.status = 'active') u
where s.status = 'active';

-- What sessions on a project are told of skills at their start, worked out beforehand: no hook waits for a search.
create table brain.skill_suggestions (
  project_key  text primary key check (length(project_key) between 1 and 600),
  skills       uuid[] not null check (cardinality(skills) <= 3),                  -- the best first; read with what they are by then
  made_at      timestamptz not null default public.brain_now()
);
