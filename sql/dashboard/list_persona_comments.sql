-- Lists what each persona said lately, the newest first.
--
-- takes    $1 int   so many of each
-- returns  json     shape: Brain.Postgres.Dashboard.PersonasComment
-- called   DashboardStore.Comments
select jsonb_build_object('persona', p.id, 'session', k.session_id, 'turn', k.turn_num, 'comment', left(k.comment, 600), 'rating', k.rating,
  'rated_by', k.metadata ->> 'rated_by', 'at', k.created_at)::text
from v2.personas p cross join lateral (
  select * from v2.persona_comments c where c.persona_id = p.id and c.status = 'active' order by c.created_at desc, c.id desc limit $1) k
order by k.created_at desc;
