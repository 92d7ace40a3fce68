-- Holds what numbers moves of trust until the transaction ends: one at a time, of whatever silo.
--
-- called   v2.move_skill, v2.verify_skill, v2.sync_skills, v2.take_back_move
create or replace function v2.lock_skill_moves() returns void
language sql as $$
  select pg_advisory_xact_lock(hashtextextended('brain.skill_moves', 45))
$$;
