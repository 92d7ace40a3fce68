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
  select w.lexeme, w.id, w.heavy / (w.heavy + 1)
  from (
    select l.lexeme, s.id, sum(p.heavy) as heavy
    from v2.skills s
    cross join lateral (values
      (3::float8, translate(s.name, '-_:', '   ') || ' ' || array_to_string(s.keywords, ' ')),
      (1, s.description),
      (0.6, concat_ws(' ', s.category, array_to_string(s.inputs, ' '), array_to_string(s.outputs, ' '))),
      (0.2, left(s.body, 500))) p (heavy, text)
    cross join lateral unnest(tsvector_to_array(to_tsvector('english', p.text))) l (lexeme)
    where s.id = any (skills) and s.status = 'active'
    group by l.lexeme, s.id) w
  where length(w.lexeme) <= 200
  order by w.lexeme collate "C", 3 desc;   -- as the index has them, so that each page of it is written once
end $$;
