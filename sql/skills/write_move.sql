-- Moves a skill's trust. takes as v2.move_skill; returns boolean. called SkillTrustStore.Move
select v2.move_skill($1, $2, $3, $4, $5, $6, $7, $8);
