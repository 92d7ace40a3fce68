-- Writes what skills are found by, in the place of what was there: their words now, their vectors by the Librarian later. A word of
-- the name or the keywords weighs most, then those of the description; of the text only its beginning is looked at.
--
-- takes    skills   their ids
-- called   the triggers of v2.skills, v2.forget_derived
create or replace function v2.index_skills(skills uuid[]) returns void
language plpgsql as $$
begin
  delete from brain.skill_vectors v where v.skill_id = any (skills);
  delete from brain.skill_terms t where t.skill_id = any (skills);
  insert into brain.skill_terms (lexeme, skill_id, weight)
  select l.lexeme, s.id, w.heavy / (w.heavy + 1)
  from v2.skills s
  cross join lateral unnest(
    setweight(to_tsvector('english', translate(s.name, '-_:', '   ') || ' ' || array_to_string(s.keywords, ' ')), 'A')
    || setweight(to_tsvector('english', s.description), 'B')
    || setweight(to_tsvector('english', concat_ws(' ', s.category, array_to_string(s.inputs, ' '), array_to_string(s.outputs, ' '))), 'C')
    || setweight(to_tsvector('english', left(s.body, 500)), 'D')) l
  cross join lateral (
    select sum(case c.class when 'A' then 3 when 'B' then 1 when 'C' then 0.6 else 0.2 end) as heavy from unnest(l.weights) c (class)) w
  where s.id = any (skills) and s.status = 'active' and length(l.lexeme) <= 200
  order by l.lexeme collate "C", 3 desc;   -- as the index has them, so that each page of it is written once
end $$;
