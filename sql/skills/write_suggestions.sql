-- Works out suggestions. returns as v2.suggest_skills. called SkillTrustStore.Suggest
select v2.suggest_skills();
