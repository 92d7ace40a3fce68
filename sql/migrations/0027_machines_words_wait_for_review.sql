-- A learning that quotes what a tool or the model wrote waits for a person again; until now the Auditor told it to other
-- sessions at once. The parts of its texts are fixed: "Error:" is a tool's, "Said:" the model's. Which a person gave an
-- importance was looked at and stays.
update v2.learnings set status = 'unreviewed'
where source = 'bot:Auditor' and kind = 'mistake' and status = 'active' and importance is null
  and text ~ ' · (Error|Said): ';
