-- takes    $1 text model  $2 text vector  $3 text project  $4 text[] kinds  $5 uuid persona  $6 timestamptz since
--          $7 timestamptz until  $8 int most
-- returns  unit, cosine; nearest first
-- called   SearchStore.Nearest
select unit_id, cosine from v2.search_nearest($1, $2, $3, $4, $5, $6, $7, $8);
