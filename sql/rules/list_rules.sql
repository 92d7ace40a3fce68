-- Lists rules with what became of them, those that are on first.
--
-- takes    $1 text   project, or null for every one; what is for all projects is listed with each
--          $2 uuid   the least id      $3 uuid   the greatest; both null for any, and then none that was put away is listed
-- returns  id, version, action, tool, pattern, path, text, sentence, project, by_hand, learning, state, since, source, created_at,
--          hits, hits of the last 30 days, last hit, useful, noise, wrong (ratings since it was switched on last), status
-- called   RuleStore.List
select r.id, r.version, r.action, r.tool, r.pattern, r.path, r.text, r.sentence, r.project_path, r.by_hand, r.learning_id,
  w.state, w.since, r.source, r.created_at, h.hits, h.recent, h.newest, c.useful, c.noise, c.wrong, r.status
from v2.rules r
cross join lateral v2.rule_state(r.id) w
cross join lateral (
  select count(*)::int as hits, (count(*) filter (where d.decided_at > public.brain_now() - interval '30 days'))::int as recent, max(d.decided_at) as newest
  from v2.decisions d where d.rule_id = r.id) h
cross join lateral v2.count_rule_ratings(r.id, w.since) c
where case when $2::uuid is not null then r.id between $2 and $3
  else r.status = 'active' and ($1::text is null or r.project_key is null or r.project_key = v2.project_key($1)) end
order by w.state <> 'on', r.created_at, r.id
limit 500;
