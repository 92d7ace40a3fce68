-- Reads what a persona said last over all sessions, how that was rated, and what is open with it.
--
-- takes    $1 uuid   persona
--          $2 int    at most so many comments, and so many open items
--          $3 int    ratings that precision is made of
-- returns  jsonb     shape: Brain.Domain/Personas/PersonaLog.cs
-- called   PersonaStore.CheckIn
select jsonb_build_object(
  'comments', (
    select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
      'session_id', c.session_id, 'project', c.project_path, 'turn_num', c.turn_num, 
      'at', coalesce((select t.ended_at from v2.turns t where t.id = c.turn_id), c.created_at), 'comment', c.comment,
      'rating', c.rating, 'rated_by', c.metadata -> 'rated_by')) order by c.created_at desc, c.id desc), '[]')
    from (
      select n.*, s.project_path
      from (select * from v2.persona_comments where persona_id = $1 and status = 'active' order by created_at desc, id desc limit $2) n
      -- What it said of something late belongs to no session.
      left join v2.sessions s on s.id = n.session_id) c),
  'open', (
    select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
      'id', l.id, 'kind', l.kind, 'text', l.text, 'status', l.status, 'session_id', l.session_id, 'at', l.created_at,
      'confidence', l.confidence, 'importance', l.importance)) order by l.created_at desc), '[]')
    from (
      select * from v2.learnings
      where persona_id = $1 and ((status = 'unreviewed' and kind not in ('question', 'answer')) or (kind = 'parked' and status = 'active'))
      order by created_at desc limit $2) l),
  'counts', v2.rating_counts($1, $3));
