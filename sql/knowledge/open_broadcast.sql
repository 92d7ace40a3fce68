-- Notes that a broadcast was asked for, before anybody is asked.
--
-- takes    $1 uuid   id      $2 uuid   session, or null      $3 text   question      $4 timestamptz   when      $5 int   deadline in ms
--          $6 text   where it was said
-- called   BroadcastStore.Open
insert into v2.broadcasts (id, session_id, question, asked_at, deadline_ms, source)
values ($1, (select id from v2.sessions where id = $2), $3, $4, $5, $6)
-- Asked again, because its silo went away, it is the same broadcast.
on conflict (id) do nothing;
