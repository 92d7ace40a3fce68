-- Reads the words that skills are found by. takes $1 uuid[]; returns id, lexemes, weights; no row for one that has none.
-- called SkillSearchStore.Words
select t.skill_id, array_agg(t.lexeme), array_agg(t.weight)
from brain.skill_terms t where t.skill_id = any ($1) group by t.skill_id;
