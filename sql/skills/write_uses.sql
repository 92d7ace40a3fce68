-- returns as v2.count_skill_uses. called SkillTrustStore.Count
select v2.count_skill_uses();
