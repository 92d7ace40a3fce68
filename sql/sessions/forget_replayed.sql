-- Forgets deliveries from spools that were noted before a moment; those that another silo forgets just now are left to it.
-- Nothing points at noted_at: the table is read through, which a spool's events in a month keep short.
--
-- takes    $1 timestamptz   the moment
--          $2 int           at most so many
-- called   SessionStore.ForgetReplayed
delete from brain.replayed
where event_id = any (array(
  select event_id from brain.replayed
  where noted_at < $1
  limit $2
  for update skip locked));
