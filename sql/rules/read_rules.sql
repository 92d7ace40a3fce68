-- Reads the rules that are on, as sessions need them. The row type is that of list_rules.sql as far as it goes.
--
-- returns  id, version, action, tool, pattern, path, text, sentence, project, project_key, by_hand, useful, noise, wrong,
--          since (when it was switched on), switched_in (in which session, or null)
-- called   RuleStore.Active
select r.id, r.version, r.action, r.tool, r.pattern, r.path, r.text, r.sentence, r.project_path, r.project_key, r.by_hand,
  c.useful, c.noise, c.wrong, w.since,
  (select s.session_id from v2.rule_switches s where s.rule_id = r.id and s.status = 'active' order by s.created_at desc, s.id desc limit 1)
from v2.rules r
cross join lateral v2.rule_state(r.id) w
cross join lateral v2.count_rule_ratings(r.id, w.since) c
where r.status = 'active' and w.state = 'on'
order by r.created_at, r.id
limit 2000;
