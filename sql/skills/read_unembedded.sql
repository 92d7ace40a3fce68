-- Reads skills that have no vector of a model yet. takes $1 text model, $2 int at most; returns id, text. called SkillSearchStore.Unembedded
select s.id, concat_ws(E'\n', translate(s.name, '-_', '  '), s.description, array_to_string(s.keywords, ', '), left(s.body, 600))
from v2.skills s
where s.status = 'active' and not exists (select from brain.skill_vectors v where v.skill_id = s.id and v.model = $1)
order by s.updated_at desc limit $2;
