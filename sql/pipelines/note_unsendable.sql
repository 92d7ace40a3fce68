-- Notes why nothing can be sent now, at every message that is due. That is no try.
--
-- takes    $1 text   why      $2 bool   only at those that name no topic
-- returns  the messages that did not say so before
-- called   NotificationStore.Unsendable
update v2.notifications set error = $1
where status = 'pending' and next_at <= public.brain_now() and error is distinct from $1 and (topic is null or not $2)
returning id;
