-- Writes how a skill's own tests ended. takes as v2.verify_skill; returns boolean. called SkillTrustStore.Verify
select v2.verify_skill($1, $2, $3, $4, $5);
