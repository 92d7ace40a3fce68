-- Finds skills. takes $1 text, $2 int, $3 text, $4 text as v2.semantic_search_skills; returns as it. called SkillSearchStore.Find
select f.id, f.name, f.description, f.trust_level, f.health, f.scope, f.plugin, f.project_path, f.source_path, f.uses, f.score, f.words, f.cosine
from v2.semantic_search_skills($1, $2, $3, $4) f;
