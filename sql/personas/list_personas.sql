-- Lists every persona with what people thought of its comments: system ones first, then by name.
--
-- takes    $1 int   ratings that count, of the newest
-- returns  id, name, emoji, job, tier, status, skill, useful, noise, wrong, unrated, whether somebody was told that it is muted,
--          and the useful, noise and wrong ones of those that may mute it
-- called   PersonaStore.List
select p.id, p.name, p.emoji, p.job, p.tier, p.status, p.skill_binding,
  (c.counts ->> 'useful')::int, (c.counts ->> 'noise')::int, (c.counts ->> 'wrong')::int, (c.counts ->> 'unrated')::int,
  p.metadata -> 'muted' is not distinct from 'true',
  (m.counts ->> 'useful')::int, (m.counts ->> 'noise')::int, (m.counts ->> 'wrong')::int
from v2.personas p
cross join lateral (select v2.rating_counts(p.id, $1) as counts offset 0) c
cross join lateral (select v2.mute_counts(p.id, $1) as counts offset 0) m
order by p.tier, lower(p.name);
