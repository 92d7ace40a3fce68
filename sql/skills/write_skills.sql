-- Keeps skills. takes $1 jsonb, $2 uuid[], $3 text; returns as v2.sync_skills. called SkillStore.Sync
select v2.sync_skills($1, $2, $3);
