-- Keeps every reply and ends the broadcast, all at once. Ending it again changes nothing.
--
-- takes    $1 uuid   broadcast      $2 timestamptz   when      $3 jsonb   [{persona_id, status, reply, cited, tokens_in, tokens_out, learning}]
-- returns  the replies written
-- called   BroadcastStore.Close
with ended as (
  update v2.broadcasts set status = 'collated', ended_at = $2 where id = $1 and status = 'open' returning id, session_id, question),
replies as (
  select e.id as broadcast_id, e.session_id, e.question, r.*, 'bot:' || (select p.name from v2.personas p where p.id = r.persona_id) as source
  from ended e cross join jsonb_to_recordset($3) as r (
    persona_id uuid, status text, reply text, cited jsonb, tokens_in int, tokens_out int, learning text)),
learnt as (
  insert into v2.learnings (session_id, persona_id, project_path, text, kind, status, source, metadata)
  select r.session_id, r.persona_id, (select s.project_path from v2.sessions s where s.id = r.session_id), r.learning, 'answer', 'unreviewed',
    r.source, jsonb_build_object('broadcast', r.broadcast_id)
  from replies r where r.learning is not null)
insert into v2.broadcast_replies (broadcast_id, persona_id, status, reply, cited, tokens_in, tokens_out, source)
select r.broadcast_id, r.persona_id, r.status, r.reply, coalesce(r.cited, '[]'), coalesce(r.tokens_in, 0), coalesce(r.tokens_out, 0), r.source
from replies r
on conflict do nothing
returning persona_id;
