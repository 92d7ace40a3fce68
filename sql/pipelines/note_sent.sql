-- Notes that a message is at the server. Changes nothing when somebody else has taken the message since, or it is over.
--
-- takes    $1 uuid   message      $2 int   the try that was claimed      $3 text   what the server calls it
-- returns  the message, when that was noted
-- called   NotificationStore.Sent
update v2.notifications
set status = 'sent', sent_at = public.brain_now(), remote_id = $3, error = null
where id = $1 and attempts = $2 and status = 'pending'
returning id;
