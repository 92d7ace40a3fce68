-- Writes what an agent says came of a skill: of its last use in the session, or, where none was seen, as a use of its own, which
-- counts for failures alone.
--
-- takes    which, sid   the skill and the session      well   it went well      why   in the agent's words, or null      by   its door
-- called   write_report.sql
create or replace function v2.report_skill_use(which uuid, sid uuid, well boolean, why text, by text) returns void
language plpgsql as $$
declare
  wanted text := case when well then 'ok' else 'failed' end;
  seen uuid := (
    select u.id from v2.skill_uses u where u.skill_id = which and u.session_id = sid and u.via <> 'report' order by u.used_at desc limit 1);
begin
  if seen is not null then
    update v2.skill_uses u set outcome = wanted, reason = left(why, 400), settled_at = public.brain_now() where u.id = seen;
    return;
  end if;
  insert into v2.skill_uses (skill_id, session_id, via, body_hash, outcome, reason, used_at, settled_at, source)
  select s.id, (select n.id from v2.sessions n where n.id = sid), 'report', s.body_hash, wanted, left(why, 400), public.brain_now(), public.brain_now(), by
  from v2.skills s where s.id = which;
end $$;
