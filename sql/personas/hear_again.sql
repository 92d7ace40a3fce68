-- Notes that a persona is heard in the footer again: when it is muted anew, that is said anew. That it is muted is noted with
-- the comment that says so, by v2.record_personas.
--
-- takes    $1 uuid   persona
-- called   PersonaStore.HearAgain
update v2.personas
set metadata = metadata - 'muted'
where id = $1 and metadata ? 'muted';
