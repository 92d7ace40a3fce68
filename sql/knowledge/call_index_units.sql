-- takes    $1 bigint[]   queue    $2 jsonb   units    $3 uuid[]   gone        returns int, units written
-- called   SearchIndexStore.Index
select v2.index_units($1, $2, $3);
