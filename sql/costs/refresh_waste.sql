-- Looks through sessions that changed since they were looked through for what was done for nothing.
--
-- takes    $1 int   sessions to look through at most
-- returns  how many were
-- called   CostStore.Wasted
select v2.count_waste($1);
