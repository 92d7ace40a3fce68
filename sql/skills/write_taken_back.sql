-- Takes back a skill's newest move. takes as v2.take_back_move; returns text. called SkillTrustStore.TakeBack
select v2.take_back_move($1, $2, $3, $4, $5);
