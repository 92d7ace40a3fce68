-- Writes what files tell of sessions that no hook told of.
--
-- takes    $1 jsonb[]   the pieces      $2 to $18   what was used, by columns: v2.import_requests
-- returns  one jsonb for each piece
-- called   ImportStore.Write
select * from v2.import_sessions($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18);
