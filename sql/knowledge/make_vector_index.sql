-- takes    $1 text   model    $2 int   dimension    $3 int   least        returns boolean, whether it was made now
-- called   SearchIndexStore.MakeIndex
select v2.index_vectors($1, $2, $3);
