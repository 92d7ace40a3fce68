-- takes    $1 text model  $2 text vector  $3 bigint[] units  $4 timestamptz since  $5 timestamptz until
-- returns  unit, kind, session, turn, speaker, happened, fits, cosine
-- called   SearchStore.Candidates
select unit_id, kind, session_id, turn_num, speaker, happened_at, fits, cosine from v2.search_candidates($1, $2, $3, $4, $5);
