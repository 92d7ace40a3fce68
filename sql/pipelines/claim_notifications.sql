-- Takes messages that are due for one try each. Whoever takes one has it for the lease: when nobody has noted what became of the
-- try until then, the next one may take it.
--
-- takes    $1 int   at most so many      $2 float8   seconds of the lease
--          $3 text  where messages go that name no topic; null when nowhere, and then none of them is taken
-- returns  the messages taken; doubtful says that a try before this one may have arrived
-- called   NotificationStore.Claim
with due as materialized (
  select id from v2.notifications
  where status = 'pending' and next_at <= public.brain_now() and coalesce(topic, $3) is not null
  order by next_at
  limit $1
  for update skip locked)
update v2.notifications n
set attempts = n.attempts + 1,
  tried_at = coalesce(n.tried_at, public.brain_now()),
  next_at = public.brain_now() + $2 * interval '1 second'
from due where n.id = due.id
returning n.id, n.attempts, n.tried_at, n.attempts - 1 > coalesce((n.metadata ->> 'not_arrived')::int, 0) as doubtful,
  n.topic, n.title, n.message, n.priority, n.tags, n.click, coalesce(n.topic, $3) as goes_to;
