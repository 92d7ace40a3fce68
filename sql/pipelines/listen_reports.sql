-- Hears of every report of a hook that may move a run, from now on. called ReportNews
listen brain_reports;
