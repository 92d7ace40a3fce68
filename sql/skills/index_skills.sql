-- Writes what skills are found by, in the place of what was there: their words now, their vectors by the Librarian later.
--
-- takes    skills   their ids
-- called   the triggers of v2.skills, v2.forget_derived
create or replace function v2.index_skills(skills uuid[]) returns void
language plpgsql as $$
begin
  delete from brain.skill_vectors v where v.skill_id = any (skills);
  delete from brain.skill_words w where w.skill_id = any (skills);
  insert into brain.skill_words (skill_id, words)
  select s.id,
    setweight(to_tsvector('english', translate(s.name, '-_:', '   ') || ' ' || array_to_string(s.keywords, ' ')), 'A')
    || setweight(to_tsvector('english', s.description), 'B')
    || setweight(to_tsvector('english', concat_ws(' ', s.category, array_to_string(s.inputs, ' '), array_to_string(s.outputs, ' '))), 'C')
    || setweight(to_tsvector('english', left(s.body, 2000)), 'D')
  from v2.skills s where s.id = any (skills) and s.status = 'active';
end $$;
