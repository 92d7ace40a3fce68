-- Lists what taking back an undo would do. takes $1 uuid. returns tab, id, act, what, hash: v2.undo_again_plan. called UndoStore.PlanAgain
select tab, id, act, what, hash from v2.undo_again_plan($1);
