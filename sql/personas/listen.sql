-- Hears of every change of v2.personas from now on. called PgChannel
listen brain_personas;
