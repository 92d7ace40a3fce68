-- Hears of every change of pipelines, runs and what hooks saw of them, from now on. called RowNews
listen brain_pipelines;
