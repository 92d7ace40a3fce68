-- Lists questions to every persona with the replies, the newest first.
--
-- takes    $1 int   at most so many
-- returns  json     shape: Brain.Postgres.Dashboard.ShownBroadcast
-- called   DashboardStore.Broadcasts
select jsonb_build_object('id', b.id, 'question', b.question, 'status', b.status, 'at', b.asked_at, 'replies', (
  select coalesce(jsonb_agg(jsonb_build_object('persona', p.name, 'emoji', p.emoji, 'status', r.status, 'reply', left(r.reply, 4000)) order by p.name), '[]')
  from v2.broadcast_replies r join v2.personas p on p.id = r.persona_id where r.broadcast_id = b.id))::text
from v2.broadcasts b
order by b.asked_at desc
limit $1;
