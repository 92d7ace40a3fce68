-- Writes what came of a skill. takes as v2.report_skill_use. called SkillTrustStore.Report
select v2.report_skill_use($1, $2, $3, $4, $5);
