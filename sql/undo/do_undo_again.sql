-- Takes back an undo. takes $1 uuid, $2 text hash, $3 text by; returns jsonb: v2.undo_again. called UndoStore.UndoAgain
select v2.undo_again($1, $2, $3);
