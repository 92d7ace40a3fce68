-- Switches a rule on or off; what is so already is said again, so that ratings count from now.
--
-- takes    $1 uuid   rule     $2 text   on or off     $3 uuid   the session in which it was said, or null     $4 text   source
-- returns  id; no row when there is no such rule, or it was put away
-- called   RuleStore.Switch
insert into v2.rule_switches (rule_id, session_id, turned, source)
select r.id, (select s.id from v2.sessions s where s.id = $3), $2, $4
from v2.rules r where r.id = $1 and r.status = 'active'
returning rule_id;
