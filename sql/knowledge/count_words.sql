-- takes    $1 boolean   however little changed        returns boolean, whether it counted
-- called   SearchIndexStore.Count
select v2.count_search($1);
