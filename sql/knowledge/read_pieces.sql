-- Reads in how many texts each piece of a model's vocabulary is.
--
-- takes    $1 text   model
-- returns  piece, rows
-- called   SearchStore.Pieces
select p.piece, p.rows from brain.search_pieces p where p.model = $1;
