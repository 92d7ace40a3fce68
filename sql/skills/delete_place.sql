-- Forgets what a person named.
--
-- takes    $1 text   the machine     $2 text   the real path
-- returns  kind, of each that was
-- called   SkillPlaceStore.Leave
delete from brain.skill_places p where p.host = $1 and p.path = $2 returning p.kind;
