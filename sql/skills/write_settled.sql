-- returns as v2.settle_skill_uses. called SkillTrustStore.Settle
select v2.settle_skill_uses();
