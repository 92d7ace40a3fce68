-- Shows all of one skill: what its folder says, how its trust moved last, and its last uses.
--
-- takes    $1 uuid   its id
-- returns  inputs, outputs, allowed_tools, dependencies, cost_estimate, declared, front, body, body_hash, files, bytes, faults, host, declared_id, test,
--          scan_findings, scan_capabilities (an object, or [] before a scan), those of its folder before; in between,
--          moves: [{at, from, to, reason}], uses: [{at, via, outcome, reason, session, tokens}], both the newest first; the last: all of the folder is in its hash
-- called   SkillStore.Show
select s.inputs, s.outputs, s.allowed_tools, s.dependencies, s.cost_estimate, s.declared::text, s.front, s.body, s.body_hash, s.files, s.bytes,
  s.faults::text, s.host, s.declared_id, s.test,
  (select coalesce(jsonb_agg(jsonb_build_object('at', m.created_at, 'from', m.from_level, 'to', m.to_level, 'reason', m.reason) order by m.num desc), '[]')::text
   from (select * from v2.skill_moves n where n.skill_id = s.id and n.status = 'active' order by n.num desc limit 10) m),
  (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('at', u.used_at, 'via', u.via, 'outcome', u.outcome, 'reason', u.reason,
     'session', u.session_id, 'tokens', u.tokens)) order by u.used_at desc), '[]')::text
   from (select * from v2.skill_uses n where n.skill_id = s.id and n.status = 'active' order by n.used_at desc limit 10) u),
  s.scan_findings::text, s.scan_capabilities::text,
  (select h.scan_capabilities::text from v2.skills_history h
   where h.id = s.id and h.body_hash <> s.body_hash and jsonb_typeof(h.scan_capabilities) = 'object' order by h.valid_to desc limit 1),
  s.whole
from v2.skills s where s.id = $1;
