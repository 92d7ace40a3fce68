-- What the rest of the brain knows that a session should hear at its start.
--
-- returns  {"personas": [text], "live": [{session, purpose, mode, turns}], "learnt": [{text, kind, session}], "late": [a run's summary]}
create or replace function v2.orientation(sid uuid) returns jsonb
language sql stable
return (
  select jsonb_build_object(
    'personas', (
      select coalesce(jsonb_agg(p.emoji || ' ' || p.name order by p.tier, p.name), '[]')
      from v2.personas p where p.status = 'active'),
    'live', (
      select coalesce(jsonb_agg(jsonb_build_object('session', o.id, 'purpose', o.purpose, 'mode', o.mode, 'turns', o.turn_count)), '[]')
      from (
        select * from v2.sessions o
        where o.project_path = s.project_path and o.id <> s.id and o.status = 'active'
          and o.updated_at > public.brain_now() - interval '1 day'
        order by o.updated_at desc limit 5) o),
    'late', (
      select coalesce(jsonb_agg(l.late), '[]')
      from (
        select v2.run_summary(r, p) as late
        from v2.pipeline_runs r join v2.pipelines p on p.id = r.pipeline_id
        where r.broken_at is not null and v2.covers(r.project_path, s.project_path)
        order by r.broken_at desc, r.id limit 5) l),
    'learnt', (
      select coalesce(jsonb_agg(jsonb_build_object('text', l.text, 'kind', l.kind, 'session', l.session_id)), '[]')
      from (
        select * from v2.learnings l
        where l.project_path = s.project_path and l.status = 'active'
        -- The last session's hand-off first.
        order by l.kind = 'handoff' desc, l.importance desc nulls last, l.confidence desc nulls last, l.created_at desc limit 5) l))
  from v2.sessions s where s.id = sid);
