-- Reads the vectors that skills are found by. takes $1 text model, $2 uuid[]; returns id, vector. called SkillSearchStore.Vectors
select v.skill_id, v.vector::real[] from brain.skill_vectors v where v.model = $1 and v.skill_id = any ($2);
