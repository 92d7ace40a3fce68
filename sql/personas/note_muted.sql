-- Notes that a persona is muted in the footer, or heard again.
--
-- takes    $1 uuid   persona
--          $2 bool   muted
-- returns  bool      true when that is new: the one who is told so says it, once; no row when it was so already
-- called   AuditStore.Mute
update v2.personas
set metadata = case when $2 then metadata || '{"muted": true}' else metadata - 'muted' end
where id = $1 and (metadata -> 'muted' is not distinct from 'true') <> $2
returning true;
