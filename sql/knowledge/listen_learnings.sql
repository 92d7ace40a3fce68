-- Hears of every change of v2.learnings from now on. called PgChannel
listen brain_learnings;
