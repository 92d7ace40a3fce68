-- Hears of every report of a hook that may move a run, from now on. called PgChannel
listen brain_reports;
