-- returns  [{session, purpose, mode, turns, shared?}]: other live sessions on the project, the most recent first, with the
--          files that both of them (or the session that this one goes on from) changed within a day
-- called   v2.orientation
create or replace function v2.orient_sessions(sid uuid, project text) returns jsonb
language plpgsql stable as $$
begin
  return (
    select coalesce(
      jsonb_agg(jsonb_build_object('session', o.id, 'purpose', o.purpose, 'mode', o.mode, 'turns', o.turn_count)
        || coalesce((select jsonb_build_object('shared', jsonb_agg(f.target)) from v2.shared_files(sid, o.id) f having count(*) > 0), '{}')), '[]')
    from (
      select * from v2.sessions s
      where s.project_key = project and s.id <> sid and s.status = 'active'
        and s.updated_at > public.brain_now() - interval '1 day'
        -- What was cleared is at work no more, though its end may come late.
        and not exists (select from v2.sessions m where m.id = sid and m.lineage = 'clear' and m.parent_session_id = s.id)
      order by s.updated_at desc limit 5) o);
end $$;
