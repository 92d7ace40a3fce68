-- Reads how skills stand of which uses were settled since their trust moved last: what a move is decided from.
--
-- returns  id, name, body_hash, trust_level, successes, failures, verified: its own tests passed with this folder,
--          uses: the ids that speak for it, the newest first
-- called   SkillTrustStore.Standings
select s.id, s.name, s.body_hash, s.trust_level, u.successes, u.failures, s.verified_hash is not distinct from s.body_hash, u.ids
from v2.skills s
left join lateral (select m.created_at as at from v2.skill_moves m where m.skill_id = s.id and m.status = 'active' order by m.num desc limit 1) m on true
cross join lateral (
  select (count(*) filter (where u.outcome = 'ok' and u.via <> 'report'))::int as successes, (count(*) filter (where u.outcome = 'failed'))::int as failures,
    (array_agg(u.id order by u.settled_at desc))[:20] as ids
  from v2.skill_uses u
  where u.skill_id = s.id and u.status = 'active' and u.outcome in ('ok', 'failed') and u.body_hash = s.body_hash
    and (m.at is null or u.settled_at > m.at)) u
where s.status = 'active' and u.successes + u.failures > 0
limit 5000;
