-- Prunes one history table. takes $1 text, $2 timestamptz, $3 int: v2.prune_history. returns int. called HistoryStore.Prune
select v2.prune_history($1, $2, $3);
