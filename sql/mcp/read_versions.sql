-- Reads when each of some things last changed: what is asked again and again while somebody follows them.
--
-- takes    $1 text[]   kinds: session, turn, handoff, learning, persona, pipeline, run, skill
--          $2 uuid[]   a row each: of turn and handoff the session, of pipeline and skill null
--          $3 int[]    the turn's number, or null
--          $4 text[]   the name of a pipeline or skill, in small letters, or null
-- returns  one row each, in their order: a text that differs when the thing does; null when there is none
-- called   McpStore.Versions
--
-- Of a session its newest 20 turns count, of a skill its newest 50 uses, and of a persona as much as a check-in shows: no more is read than an index
-- leads to. What leaves a set, as an open learning that was reviewed, is seen by the set's size.
select case w.kind
  when 'session' then (
    select concat_ws('/', s.updated_at, (
      select max(n.updated_at)
      from (select updated_at from v2.turns where session_id = s.id order by turn_num desc limit 20) n))
    from v2.sessions s where s.id = w.id)
  when 'turn' then (
    select concat_ws('/', t.updated_at, case when t.ended_at is null then (
      select count(*) from v2.tool_calls c where c.turn_id = t.id) end)
    from v2.turns t where t.session_id = w.id and t.turn_num = w.num)
  when 'handoff' then (
    select t.updated_at::text from v2.turns t where t.session_id = w.id and t.ended_at is not null order by t.turn_num desc limit 1)
  when 'learning' then (select l.updated_at::text from v2.learnings l where l.id = w.id)
  when 'persona' then (
    select concat_ws('/', p.updated_at,
      (select max(n.updated_at) from (
        select updated_at from v2.persona_comments where persona_id = p.id order by created_at desc, id desc limit 50) n),
      v2.rating_counts(p.id, 1000),
      (select count(*) || '/' || max(n.updated_at) from (
        select updated_at from v2.learnings
        where persona_id = p.id and (status = 'unreviewed' or (kind = 'parked' and status = 'active'))
        order by created_at desc limit 50) n))
    from v2.personas p where p.id = w.id)
  when 'pipeline' then (select p.updated_at::text from v2.pipelines p where p.name = w.name and p.status = 'active')
  when 'skill' then (
    select string_agg(concat_ws('/', s.id, s.updated_at, (
      select max(n.updated_at)
      from (select o.updated_at from v2.skill_uses o where o.skill_id = s.id order by o.used_at desc limit 50) n)), ' ' order by s.id)
    from v2.skills s
    where s.status = 'active' and lower(s.name) in (w.name, regexp_replace(w.name, '^.*:', ''))
      and w.name in (lower(s.name), lower(s.plugin || ':' || s.name)))
  when 'run' then (select r.updated_at::text from v2.pipeline_runs r where r.id = w.id)
  end
from unnest($1, $2, $3, $4) with ordinality w(kind, id, num, name, place)
order by w.place;
