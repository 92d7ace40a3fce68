-- Moves a skill's trust, with the evidence, where nobody moved it meanwhile and its folder is the same. One whose folder was
-- not read whole can change unseen, so it stays untested.
--
-- takes    which, hash   the skill, and its folder as it was looked at
--          was, wanted   the level that it had, and the one that it has from now on
--          why           as a sentence           proof   what speaks for it
--          sid           where it was said, or null      by    the agent or door that it came by
-- returns  whether it was moved
-- called   write_move.sql, v2.verify_skill, v2.take_back_move
create or replace function v2.move_skill(which uuid, hash text, was text, wanted text, why text, proof jsonb, sid uuid, by text) returns boolean
language plpgsql as $$
declare
  moved v2.skill_moves;
begin
  perform v2.lock_skill_moves();
  perform from v2.skills s where s.id = which and s.trust_level = was and s.body_hash = hash and s.status = 'active'
    and (s.whole or wanted = 'untested') for update;
  if not found then
    return false;
  end if;
  insert into v2.skill_moves (skill_id, num, session_id, from_level, to_level, reason, body_hash, evidence, source)
  select which, coalesce((select max(m.num) from v2.skill_moves m where m.skill_id = which), 0) + 1,
    (select s.id from v2.sessions s where s.id = sid), was, wanted, why, hash, proof, by
  returning * into moved;
  insert into v2.audit_log (session_id, action, event_key, detail, at, source)
  values (moved.session_id, 'skill_trust', moved.id::text,
    jsonb_build_object('skill', which, 'from', was, 'to', wanted, 'reason', why, 'evidence', proof), public.brain_now(), by);
  return true;
end $$;
