-- Notes that a try failed, and when the next one is. Changes nothing when somebody else has taken the message since, or it is over.
--
-- takes    $1 uuid     message      $2 int       the try that was claimed      $3 text   why it failed
--          $4 float8   seconds until the next try; null when it is given up      $5 bool   whether the message may have arrived
-- returns  the message, when that was noted
-- called   NotificationStore.NotSent
update v2.notifications
set status = case when $4::float8 is null then 'failed' else 'pending' end,
  next_at = public.brain_now() + coalesce($4, 0) * interval '1 second',
  error = $3,
  -- That it is given up is told anew.
  told_at = case when $4::float8 is not null then told_at end,
  -- A server that is known to have none of the tries need not be asked for one.
  metadata = case when $5 then metadata
    else jsonb_set(metadata, '{not_arrived}', to_jsonb(coalesce((metadata ->> 'not_arrived')::int, 0) + 1)) end
where id = $1 and attempts = $2 and status = 'pending'
returning id;
