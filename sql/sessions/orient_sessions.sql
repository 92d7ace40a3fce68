-- returns  [{session, purpose, mode, turns}]: other live sessions on the project, the most recent first
-- called   v2.orientation
create or replace function v2.orient_sessions(sid uuid, project text) returns jsonb
language plpgsql stable as $$
begin
  return (
    select coalesce(
      jsonb_agg(jsonb_build_object('session', o.id, 'purpose', o.purpose, 'mode', o.mode, 'turns', o.turn_count)), '[]')
    from (
      select * from v2.sessions s
      where s.project_key = project and s.id <> sid and s.status = 'active'
        and s.updated_at > public.brain_now() - interval '1 day'
      order by s.updated_at desc limit 5) o);
end $$;
