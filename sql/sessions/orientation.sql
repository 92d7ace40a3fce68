-- What the rest of the brain knows that a session should hear at its start: each capability's by the function of its room.
-- A silo of another version reads these names too; add, never rename one.
--
-- returns  jsonb   shape: Brain.Domain/Sessions/OrientationData.cs
-- called   v2.record_change, read_orientation.sql
create or replace function v2.orientation(sid uuid) returns jsonb
language plpgsql stable as $$
declare
  s v2.sessions;
begin
  select * into s from v2.sessions where id = sid;
  return jsonb_build_object(
    'personas', v2.orient_personas(),
    'late', v2.orient_pipelines(s.project_path, s.project_key),
    'learnt', v2.orient_knowledge(s.project_key),
    'skills', v2.orient_skills(s.project_key, v2.session_host(s.metadata)),
    'live', v2.orient_sessions(s.id, s.project_key));
end $$;
