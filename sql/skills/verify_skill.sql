-- Writes that a skill's own tests ran with this very folder. Passed, it is verified and version and hash are frozen; one that is
-- critical stays so. Failed, it is degraded and falls to untested, and nothing is frozen any more; the move is written also where
-- it was untested already, for it is the evidence.
--
-- takes    which, hash   the skill, and its folder as it was tested
--          passed        how they ended            proof   the command, its time and the end of its output
--          by            the agent or door that it came by
-- returns  whether the skill is still so; else nothing was changed
-- called   write_verified.sql
create or replace function v2.verify_skill(which uuid, hash text, passed boolean, proof jsonb, by text) returns boolean
language plpgsql as $$
declare
  was v2.skills;
begin
  perform v2.lock_skill_moves();
  select * into was from v2.skills s where s.id = which and s.body_hash = hash and s.status = 'active' for update;
  if not found then
    return false;
  end if;
  if not passed then
    perform v2.move_skill(which, hash, was.trust_level, 'untested', 'Its own tests ran and failed.', proof, null, by);
  end if;
  update v2.skills s
  set last_tested = public.brain_now(), health = case when passed then 'healthy' else 'degraded' end,
    verified_version = case when passed then s.version end, verified_hash = case when passed then hash end
  where s.id = which;
  if passed and was.trust_level in ('untested', 'trusted') then
    perform v2.move_skill(which, hash, was.trust_level, 'verified', 'Its own tests ran and passed.', proof, null, by);
  end if;
  return true;
end $$;
