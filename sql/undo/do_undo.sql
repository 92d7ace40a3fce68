-- Undoes. takes $1 uuid session, $2 int turn, $3 bool with later, $4 text hash, $5 text by; returns jsonb: v2.undo. called UndoStore.Undo
select v2.undo($1, $2, $3, $4, $5);
