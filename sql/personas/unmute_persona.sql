-- Lets a persona be heard again: ratings until now no longer mute it.
--
-- takes    $1 uuid   persona
-- returns  the number of rows
-- called   PersonaStore.Unmute
update v2.personas
set metadata = metadata - 'muted' || jsonb_build_object('heard_since', public.brain_now())
where id = $1;
