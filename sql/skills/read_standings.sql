-- Reads how skills stand of which uses were settled since their trust moved last: what a move is decided from. Of one that is
-- untested the newest uses count, so that no failure stands in its way for ever.
--
-- takes    $1 int   how many of these
-- returns  id, name, body_hash, trust_level, successes, failures, verified: its own tests passed with this folder,
--          uses: the ids that speak for it, the newest first
-- called   SkillTrustStore.Standings
select s.id, s.name, s.body_hash, s.trust_level, u.successes, u.failures, s.verified_hash is not distinct from s.body_hash, u.ids
from v2.skills s
left join lateral (select m.created_at as at from v2.skill_moves m where m.skill_id = s.id and m.status = 'active' order by m.num desc limit 1) m on true
cross join lateral (
  select (count(*) filter (where n.outcome = 'ok'))::int as successes, (count(*) filter (where n.outcome = 'failed'))::int as failures,
    (array_agg(n.id order by n.at desc))[:20] as ids
  from (
    select u.id, u.outcome, coalesce(u.reported_at, u.settled_at) as at from v2.skill_uses u
    where u.skill_id = s.id and u.status = 'active' and (u.outcome = 'failed' or u.outcome = 'ok' and u.via <> 'report') and u.body_hash = s.body_hash
      and (m.at is null or coalesce(u.reported_at, u.settled_at) > m.at)
    order by at desc, u.used_at desc limit case when s.trust_level = 'untested' then $1 end) n) u
where s.status = 'active' and u.successes + u.failures > 0
limit 5000;
