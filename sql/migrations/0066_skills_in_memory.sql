-- A silo looks for skills in its memory, and is told when they change.
create function v2.tell_skills() returns trigger
language plpgsql as $$
begin
  notify brain_skills;
  return null;
end $$;
create trigger tell_skills after insert or update or delete on v2.skills for each statement execute function v2.tell_skills();
create trigger tell_skills after insert or update or delete on brain.skill_vectors for each statement execute function v2.tell_skills();

-- A skill has some ninety words: a look at its row for each of them is most of what keeping it takes.
alter table brain.skill_terms drop constraint skill_terms_skill_id_fkey;
create function v2.drop_skill_terms() returns trigger
language plpgsql as $$
begin
  delete from brain.skill_terms t using gone g where t.skill_id = g.id;
  return null;
end $$;
create trigger drop_skill_terms after delete on v2.skills
  referencing old table as gone for each statement execute function v2.drop_skill_terms();
