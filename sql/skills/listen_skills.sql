-- Hears of every change of v2.skills and of the vectors that they are found by from now on. called PgChannel
listen brain_skills;
