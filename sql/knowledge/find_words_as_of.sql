-- takes    $1 text asked  $2 text extra  $3 text language  $4 text[] prefixes  $5 text project  $6 text[] kinds  $7 uuid persona
--          $8 timestamptz since  $9 timestamptz until  $10 timestamptz ts  $11 int most
-- returns  unit, score, matched, kind, row, session, turn, project, speaker, happened, said, status, importance, confidence
-- called   SearchStore.WordsAsOf
select unit_id, score, matched, kind, row_id, session_id, turn_num, project_path, speaker, happened_at, said, status, importance,
  confidence
from v2.search_words_as_of($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);
