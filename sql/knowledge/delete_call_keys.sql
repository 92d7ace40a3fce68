-- Takes away the keys of tool calls, also those that were written while they waited for new ones.
--
-- takes    $1 uuid[]   the calls
-- called   RecallStore.Index
delete from brain.call_keys k where k.call_id = any ($1);
