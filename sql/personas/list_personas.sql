-- Lists every persona with what people thought of its comments: system ones first, then by name.
--
-- returns  id, name, emoji, job, tier, status, skill, comments, useful, noise, wrong, metadata
-- called   PersonaStore.List
select p.id, p.name, p.emoji, p.job, p.tier, p.status, p.skill_binding,
  c.comments, c.useful, c.noise, c.wrong, p.metadata
from v2.personas p
cross join lateral (
  select count(*) as comments, count(*) filter (where k.rating = 'useful') as useful,
    count(*) filter (where k.rating = 'noise') as noise, count(*) filter (where k.rating = 'wrong') as wrong
  from v2.persona_comments k where k.persona_id = p.id) c
order by p.tier, lower(p.name);
