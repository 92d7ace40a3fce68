-- Tells whose vectors are searched, how many texts there are, whether their words must be counted first, and whether rows wait.
--
-- returns  model or null; rows; changed, texts since they were counted; waits, rows are not indexed yet
-- called   SearchStore.Model
select model, rows, changed, exists (select from brain.search_queue) from brain.search_counts;
