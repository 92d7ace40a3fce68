-- Tells how the index stands.
--
-- takes    $1 text   the model that texts are embedded with
-- returns  waiting, rows that are not indexed yet; units; embeds, those that get vectors; embedded, those that have them;
--          model, whose vectors are searched, or null
-- called   SearchStore.State
select
  (select count(*) from brain.search_queue),
  (select count(*) from brain.search_units),
  (select count(*) from brain.search_units where embeds),
  (select count(distinct unit_id) from brain.search_vectors where model = $1),
  (select model from brain.search_counts);
