-- Forgets what sessions were told of what others learnt, of those that are over.
--
-- takes    $1 timestamptz   told before it
--          $2 int           at most so many
-- called   SessionStore.ForgetHeard
delete from brain.heard_facts f
using (
  select h.session_id, h.fact_id from brain.heard_facts h
  where h.heard_at < $1 and not exists (select from v2.sessions s where s.id = h.session_id and s.status = 'active')
  limit $2
  for update skip locked) old
where f.session_id = old.session_id and f.fact_id = old.fact_id;
