-- Reads how skills stand of which uses were settled since their trust moved last: what a move is decided from. A turn counts once,
-- however often the skill was called in it, and speaks for the skill only where a person typed it. Of one that is untested the
-- newest turns count, so that no failure stands in its way for ever.
--
-- takes    $1 int   how many of these
-- returns  id, name, body_hash, trust_level, successes, failures, verified: its own tests passed with this folder,
--          uses: the ids that speak for it, the newest first; suspect: the scan found an error in it
-- called   SkillTrustStore.Standings
select s.id, s.name, s.body_hash, s.trust_level, u.successes, u.failures, s.verified_hash is not distinct from s.body_hash, u.ids,
  v2.is_suspect(s.scan_findings)
from v2.skills s
left join lateral (select m.created_at as at from v2.skill_moves m where m.skill_id = s.id and m.status = 'active' order by m.num desc limit 1) m on true
cross join lateral (
  select (count(*) filter (where not n.failed))::int as successes, (count(*) filter (where n.failed))::int as failures,
    (array_agg(n.id order by n.at desc))[:20] as ids
  from (
    select (array_agg(o.id order by o.outcome, o.used_at desc))[1] as id, bool_or(o.outcome = 'failed') as failed,
      max(coalesce(o.reported_at, o.settled_at)) as at
    from v2.skill_uses o left join v2.turns t on t.id = o.turn_id
    where o.skill_id = s.id and o.status = 'active' and o.body_hash = s.body_hash
      and (o.outcome = 'failed' or o.outcome = 'ok' and o.via <> 'report' and t.user_message is not null and not t.metadata ? 'origin')
      and (m.at is null or coalesce(o.reported_at, o.settled_at) > m.at)
    group by coalesce(o.turn_id, o.id)
    order by at desc, max(o.used_at) desc limit case when s.trust_level = 'untested' then $1 end) n) u
where s.status = 'active' and u.successes + u.failures > 0
limit 5000;
