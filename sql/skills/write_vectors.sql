-- Keeps vectors of skills, and takes those of other models out. takes $1 text model, $2 uuid[], $3 text[] as pgvector writes them.
-- called SkillSearchStore.Keep
with old as (delete from brain.skill_vectors v where v.skill_id = any ($2) and v.model <> $1)
insert into brain.skill_vectors (skill_id, model, vector)
select v.id, $1, v.vector::halfvec from unnest($2::uuid[], $3::text[]) v (id, vector)
join v2.skills s on s.id = v.id and s.status = 'active'
on conflict (skill_id, model) do update set vector = excluded.vector;
