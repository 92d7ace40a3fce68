-- Reads what a model made of texts.
--
-- takes    $1 text   model    $2 bigint[]   units
-- returns  unit, states or null, vector: as halfvec sends it, two bytes each for how many numbers, for nothing and for
--          every number, the high one first; a row for each stretch, in their order; none for a text without vectors
-- called   SearchStore.States
select v.unit_id, case v.part when 0 then t.states end, halfvec_send(v.vector)
from brain.search_vectors v
left join brain.search_tokens t on t.unit_id = v.unit_id and t.model = v.model
where v.unit_id = any ($2) and v.model = $1
order by v.unit_id, v.part;
