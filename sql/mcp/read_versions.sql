-- Reads when each of some things last changed: what is asked again and again while somebody follows them.
--
-- takes    $1 text[]   kinds: session, turn, handoff, learning, persona, pipeline, run
--          $2 uuid[]   a row each: of turn and handoff the session, of pipeline null
--          $3 int[]    the turn's number, or null
--          $4 text[]   the pipeline's name, or null
-- returns  one row each, in their order: a text that differs when the thing does; null when there is none
-- called   McpStore.Versions
select case w.kind
  when 'session' then (select s.updated_at from v2.sessions s where s.id = w.id)
  when 'turn' then (select t.updated_at from v2.turns t where t.session_id = w.id and t.turn_num = w.num)
  when 'handoff' then (
    select t.updated_at from v2.turns t where t.session_id = w.id and t.ended_at is not null order by t.turn_num desc limit 1)
  when 'learning' then (select l.updated_at from v2.learnings l where l.id = w.id)
  when 'persona' then (
    select greatest(p.updated_at, (select max(c.created_at) from v2.persona_comments c where c.persona_id = p.id))
    from v2.personas p where p.id = w.id)
  when 'pipeline' then (select p.updated_at from v2.pipelines p where p.name = w.name and p.status = 'active')
  when 'run' then (select r.updated_at from v2.pipeline_runs r where r.id = w.id)
  end::text
from unnest($1, $2, $3, $4) with ordinality w(kind, id, num, name, place)
order by w.place;
