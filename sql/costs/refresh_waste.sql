-- Looks through sessions that changed since they were looked through for what was done for nothing.
--
-- takes    $1 int   sessions to look through at most      $2 timestamptz   when this round began, or null for its first call
-- returns  looked, began, as v2.count_waste
-- called   CostStore.Wasted
select c.looked, c.began from v2.count_waste($1, $2) c;
