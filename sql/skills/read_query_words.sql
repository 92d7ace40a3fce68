-- Reads the words of a query as those of skills are written, at most 24. takes $1 text; returns text. called SkillSearchStore.WordsOf
select o.lexeme from unnest(to_tsvector('english', translate($1, '-_:', '   '))) o limit 24;
