-- Reads the token states of texts.
--
-- takes    $1 text   model    $2 bigint[]   units
-- returns  unit, pieces, states
-- called   SearchStore.Tokens
select t.unit_id, t.pieces, t.states from brain.search_tokens t where t.model = $1 and t.unit_id = any ($2);
