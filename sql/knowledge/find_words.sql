-- takes    $1 text asked  $2 text extra  $3 text language  $4 text[] prefixes  $5 text project  $6 text[] kinds  $7 uuid persona
--          $8 timestamptz since  $9 timestamptz until  $10 int most
-- returns  unit, score, matched; best first
-- called   SearchStore.Words
select unit_id, score, matched from v2.search_words($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);
