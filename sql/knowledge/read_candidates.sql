-- takes    $1 bigint[] units  $2 timestamptz since  $3 timestamptz until
-- returns  unit, kind, session, turn, speaker, happened, asks, fits
-- called   SearchStore.Candidates
select unit_id, kind, session_id, turn_num, speaker, happened_at, asks, fits from v2.search_candidates($1, $2, $3);
