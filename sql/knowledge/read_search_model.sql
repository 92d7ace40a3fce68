-- Tells whose vectors are searched, how many texts there are, and whether their words must be counted first.
--
-- returns  model or null; rows; changed, texts since they were counted
-- called   SearchStore.Model
select model, rows, changed from brain.search_counts;
