-- Writes what an agent says came of a skill. Its word only lowers: of its last use in the session it makes a failure, and nothing
-- better. Where none was seen it is a use of its own, once for a session and a folder, which counts for failures alone. Said again
-- it changes nothing.
--
-- takes    which, sid   the skill and the session      well   it went well      why   in the agent's words, or null      by   its door
-- called   write_report.sql
create or replace function v2.report_skill_use(which uuid, sid uuid, well boolean, why text, by text) returns void
language plpgsql as $$
declare
  seen uuid;
begin
  -- A use of just now is counted first, or it would stand there twice.
  perform v2.count_skill_uses();
  select u.id into seen from v2.skill_uses u where u.skill_id = which and u.session_id = sid and u.via <> 'report' order by u.used_at desc limit 1;
  if seen is null then
    insert into v2.skill_uses (skill_id, session_id, via, body_hash, outcome, reason, used_at, settled_at, source)
    select s.id, (select n.id from v2.sessions n where n.id = sid), 'report', s.body_hash, case when well then 'ok' else 'failed' end, left(why, 400),
      public.brain_now(), public.brain_now(), by
    from v2.skills s where s.id = which
    on conflict (session_id, skill_id, body_hash) where via = 'report' do nothing
    returning id into seen;
    if seen is not null then
      return;
    end if;
    select u.id into seen from v2.skill_uses u join v2.skills s on s.id = u.skill_id and s.body_hash = u.body_hash
    where u.skill_id = which and u.session_id = sid and u.via = 'report';
  end if;
  if not well then
    update v2.skill_uses u
    set outcome = 'failed', reason = left(why, 400), settled_at = coalesce(u.settled_at, public.brain_now()), reported_at = public.brain_now()
    where u.id = seen and u.outcome in ('open', 'ok');
  end if;
end $$;
