-- Lists what undoing would do. takes $1 uuid session, $2 int turn (0 the last, null the whole session), $3 bool with later.
-- returns tab, id, act, what, hash: v2.undo_plan. called UndoStore.Plan
select tab, id, act, what, hash from v2.undo_plan($1, $2, $3);
