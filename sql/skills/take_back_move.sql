-- Takes back the newest move of a skill's trust, whoever made it, by a move of its own: back to the level of before, where what
-- spoke for that still does.
--
-- takes    which, hash   the skill, and its folder as it was looked at
--          proof         who says so       sid   where it was said, or null      by   the agent or door that it came by
-- returns  done; or none: it never moved, changed: it is not as it was looked at, evidence: nothing speaks for that level now
-- called   write_taken_back.sql
create or replace function v2.take_back_move(which uuid, hash text, proof jsonb, sid uuid, by text) returns text
language plpgsql as $$
declare
  was v2.skills;
  newest v2.skill_moves;
begin
  perform v2.lock_skill_moves();
  select * into was from v2.skills s where s.id = which and s.body_hash = hash and s.status = 'active' for update;
  if not found then
    return 'changed';
  end if;
  select * into newest from v2.skill_moves m
  where m.skill_id = which and m.status = 'active' and m.from_level <> m.to_level order by m.num desc limit 1;
  if not found then
    return 'none';
  end if;
  if newest.from_level = 'verified' and was.verified_hash is distinct from hash or newest.from_level <> 'untested' and not exists (
    select from v2.skill_moves m
    where m.skill_id = which and m.status = 'active' and m.num < newest.num and m.to_level = newest.from_level and m.body_hash = hash) then
    return 'evidence';
  end if;
  return case when v2.move_skill(which, hash, was.trust_level, newest.from_level, left('A person took back: ' || newest.reason, 400),
    proof || jsonb_build_object('takes_back', newest.num), sid, by) then 'done' else 'changed' end;
end $$;
