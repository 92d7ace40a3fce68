-- Lists the skills that a search looks through, each with what changes when its words or its vector do.
--
-- takes    $1 text   the sentence model, or null
-- returns  id, row (of its words), vector (null where it has none of this model)
-- called   SkillSearchStore.Stamps
select s.id, s.xmin::text::bigint, v.xmin::text::bigint
from v2.skills s left join brain.skill_vectors v on v.skill_id = s.id and v.model = $1
where s.status = 'active'
order by s.id;
