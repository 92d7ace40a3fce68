-- Hears of every change of pipelines, runs and what hooks saw of them, from now on. called PgChannel
listen brain_pipelines;
