-- takes    $1 text   model    $2 boolean   however little was embedded        returns boolean, whether it counted
-- called   SearchIndexStore.CountPieces
select v2.count_pieces($1, $2);
